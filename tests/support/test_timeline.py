"""What was known at any moment, what changed between two, and everything that touched one record."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.events import GENESIS, Event
from core.support import timeline as module
from core.support.record import Before, history
from core.support.state import fold
from core.support.timeline import Timeline
from core.support.words import Weight, weight, words
from core.text import say


def spoken(type_: str, detail: Any):
    return words(type_, detail) or say(type_)


def event(seq: int, time: str, type_: str, subject: str, **detail: Any) -> Event:
    return Event(seq, f"2026-11-24T{time}.000000+00:00", type_, subject, "anna", detail, GENESIS, f"h{seq}")


NINE = datetime.fromisoformat("2026-11-24T09:14:01+00:00")
STORY = [
    event(1, "09:00:00", "declaratie.gemaakt", "declaratie:17", klant="Bakker", totaal="100.00", regels=2),
    event(2, "09:10:00", "declaratie.genummerd", "declaratie:17", nummer="2026-0039", totaal="100.00"),
    event(3, "09:14:01", "push.bedoeld", "declaratie:17", marker="KBABC", totaal="100.00", regels=2),
    event(4, "09:14:02", "push.verstuurd", "declaratie:17", marker="KBABC"),
    event(5, "09:14:32", "push.onbekend", "declaratie:17", reden="geen antwoord"),
    event(6, "09:29:31", "push.overgenomen", "declaratie:17", order="0a1b2c3d", nummer="1204", marker="KBABC"),
    event(7, "09:14:02", "aanroep", "dienst:snelstart", method="POST", path="/v2/verkooporders", status=None, ms=30000),
    event(
        8, "09:29:31", "aanroep", "dienst:snelstart", method="GET", path="/v2/verkooporders/0a1b2c3d", status=200, ms=80
    ),
    event(9, "09:30:00", "aanroep", "dienst:timeon", method="GET", path="/api/customer/17", status=200, ms=80),
    event(10, "09:40:00", "match.beslist", "klant:17", timeon="17", snelstart="9f9f", verdict="couple", by="anna"),
    event(11, "09:41:00", "sync.wijziging.written", "klant:9f9f", label="Bakker", remote="9f9f", outcome="written"),
    event(12, "09:42:00", "match.beslist", "klant:18", timeon="18", snelstart="8e8e", verdict="couple", by="anna"),
]


@pytest.fixture
def story() -> Timeline:
    return Timeline(STORY, spoken)


def test_what_was_known_when_it_was_pushed(story: Timeline) -> None:
    known = story.known_at(NINE).of("declaratie:17")
    assert known == {
        "staat": "openstaand", "klant": "Bakker", "totaal": "100.00", "nummer": "2026-0039", "order": "planned",
        "kenmerk": "KBABC",
    }  # fmt: skip


def test_before_the_first_nothing_was_known(story: Timeline) -> None:
    assert story.place_at(datetime.fromisoformat("2026-11-24T08:00:00+00:00")) == -1
    assert story.state(-1).facts == {}
    with pytest.raises(IndexError):
        story.state(len(STORY))


def test_the_difference_of_two_moments_reads_the_same_from_both_sides(story: Timeline) -> None:
    one, other = story.place_of(4), story.place_of(6)
    found = {(change.name, change.old, change.new) for change in story.diff(one, other)}
    assert found == {("order", "sending", "order")}
    assert story.diff(other, one) == story.diff(one, other)
    assert story.diff(one, one) == []


def test_a_call_stands_where_it_was_made_and_changes_nothing(story: Timeline) -> None:
    place = story.place_of(7)
    assert [entry.type for entry in story.entries(place - 1, place + 1)] == ["push.verstuurd", "aanroep"]
    assert story.diff(place - 1, place) == []
    assert (str(story.entry(place).what), story.entry(place).weight) == (
        "POST /v2/verkooporders: geen antwoord, 30000 ms",
        Weight.HEED,
    )


def test_a_call_that_nobody_waited_for_asks_for_no_attention() -> None:
    detail = {"method": "GET", "path": "/v2/relaties", "status": None, "ms": 41, "dropped": True}
    assert str(words("aanroep", detail)) == "GET /v2/relaties: niet op gewacht, 41 ms"
    assert weight("aanroep", detail) is Weight.CALL


def test_a_count_over_a_state(story: Timeline) -> None:
    assert story.state(len(STORY) - 1).count("declaratie", order="order") == 1
    assert story.state(len(STORY) - 1).count("klant", besluit="couple") == 2


def test_a_declaratie_has_its_own_events_and_its_calls_and_nobody_elses() -> None:
    found = history(STORY, "declaratie:17", spoken)
    assert [entry.seq for entry in found.entries] == [1, 2, 3, 4, 5, 6, 8]
    assert set(found.names) == {"17", "KBABC", "0a1b2c3d"}


def test_a_klant_is_followed_over_both_sides_and_its_before_images() -> None:
    before = [
        Before("r1", "snelstart:PUT:klant:9f9f", "2026-11-24T09:40:30+00:00", 812),
        Before("r1", "x:y:8e8e", "", 1),
    ]
    found = history(STORY, "klant:17", spoken, before)
    assert [entry.type for entry in found.entries] == ["aanroep", "match.beslist", "before", "sync.wijziging.written"]
    assert history(STORY, "klant:9f9f", spoken, before).entries == found.entries


def test_an_unknown_record_has_no_history() -> None:
    assert history(STORY, "artikel:1", spoken).entries == ()


@given(st.lists(st.sampled_from(STORY), max_size=60), st.integers(1, 7))
def test_any_place_is_what_folding_to_it_gives(events: list[Event], checkpoint: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "CHECKPOINT", checkpoint)
        line = Timeline(events, spoken)
        for place in range(len(line)):
            assert line.state(place) == fold(line.events[: place + 1])


@given(st.text(max_size=20), st.dictionaries(st.text(max_size=9), st.none() | st.integers() | st.text(max_size=5)))
def test_no_event_is_too_strange_to_be_shown(type_: str, detail: dict[str, Any]) -> None:
    line = Timeline([event(1, "09:00:00", type_, "klant:1", x=1)], spoken)
    str(line.entry(0).what)
    for known in ("aanroep", "instellingen.gewijzigd", "sync.run", "match.beslist", type_):
        one = Event(1, "2026", known, "klant:1", "anna", {**detail, "changed": 3}, "", "")
        str(Timeline([one], spoken).entry(0).what)
        Timeline([one], spoken).state(0)
