"""The body of a verkooporder, its marker and its memo."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.domain.declaratie import Declaratie, DeclaratieState, Regel
from core.invoicing.marker import make_marker, mark_of, marker_of, pack, unpack
from core.invoicing.order import OrderContext, order_body, payload_hash, payload_text, read_payload
from core.text import say

REGEL = Regel("art", "Advies", "05-10-2026 · Balans", Decimal("0.33"), Decimal("95.00"), Decimal("31.35"), "Hoog",
              Decimal("31.666667"), say("x"), ("1:uren",))  # fmt: skip
MARKER = make_marker("A", "4711", ["1:uren"])


def declaratie(**more: Any) -> Declaratie:
    facts: dict[str, Any] = {
        "id": "1", "nummer": "2026-0042", "state": DeclaratieState.OPENSTAAND, "klant_id": "1", "klant": "K", "relatie_id": "r",
        "datum": date(2026, 11, 24), "van": date(2026, 10, 1), "tot": date(2026, 10, 31), "regels": (REGEL,),
        "created_at": datetime(2026, 11, 1, tzinfo=UTC),
    }  # fmt: skip
    return Declaratie(**{**facts, **more})


def context(**more: Any) -> OrderContext:
    facts: dict[str, Any] = {
        "relatie": {"krediettermijn": None}, "organisatie": "4711", "marker": MARKER, "generation": 0,
        "registraties": ["1:uren"],
    }  # fmt: skip
    return OrderContext(**{**facts, **more})


def test_the_body_is_what_snelstart_takes() -> None:
    body = order_body(declaratie(), context(po_number="PO 77"))
    assert body == {
        "relatie": {"id": "r"},
        "datum": "2026-11-24T00:00:00",
        "krediettermijn": 14,
        "verkooporderBtwIngaveModel": "Exclusief",
        "omschrijving": "Declaratie 2026-0042, oktober 2026",
        "orderreferentie": f"{MARKER} · 2026-0042 · PO 77",
        "memo": body["memo"],
        "regels": [
            {"artikel": {"id": "art"}, "omschrijving": "05-10-2026 · Balans", "aantal": Decimal("0.33"), "stuksprijs": Decimal("95.00")}
        ],
        "procesStatus": "Order",
    }  # fmt: skip


def test_a_factuurkorting_is_named_and_read_back_exactly() -> None:
    body = order_body(declaratie(), context(korting=Decimal("2.50")))
    assert body["factuurkorting"] == Decimal("2.50")
    assert read_payload(payload_text(body)) == body


@pytest.mark.parametrize(("days", "expected"), [(30, 30), (0, 0), (None, 14), (101, None), (-5, None)])
def test_krediettermijn_is_the_klants_ours_or_left_to_snelstart(days: int | None, expected: int | None) -> None:
    assert order_body(declaratie(), context(relatie={"krediettermijn": days})).get("krediettermijn") == expected


def test_the_reference_never_passes_fifty_and_keeps_the_marker() -> None:
    reference = order_body(declaratie(), context(po_number="P" * 200))["orderreferentie"]
    assert len(reference) == 50
    assert marker_of(reference) == MARKER


def test_the_memo_tells_where_it_came_from() -> None:
    mark = mark_of(None, order_body(declaratie(), context(generation=3))["memo"])
    assert mark is not None
    assert (mark.marker, mark.organisatie, mark.generation, mark.registraties) == (MARKER, "4711", 3, {"1:uren"})
    credit = mark_of(None, order_body(declaratie(), context(credits="KBCCCCCCCCCCCC", registraties=[]))["memo"])
    assert credit is not None
    assert (credit.credits, credit.registraties) == ("KBCCCCCCCCCCCC", frozenset())


def test_a_payload_comes_back_as_it_was() -> None:
    body = order_body(declaratie(), context())
    text = payload_text(body)
    assert read_payload(text) == body
    assert payload_text(read_payload(text)) == text
    assert payload_hash(text) != payload_hash(text + " ")


def test_a_float_does_not_fit_in_a_payload() -> None:
    assert payload_text({"a": Decimal("1.10")}) == '{"a":"1.10"}'
    with pytest.raises(TypeError):
        payload_text({"a": object()})


@pytest.mark.parametrize("text", ["KB Bouw 2026", "KB1234567890AB", "xKBAAAAAAAAAAAA", "KBAAAAAAAAAAAAA", "", None])
def test_what_is_no_marker(text: str | None) -> None:
    assert marker_of(text) is None


@given(st.sets(st.integers(1, 10**9), min_size=1), st.integers(0, 9))
def test_a_marker_depends_on_the_facts_alone(numbers: set[int], generation: int) -> None:
    ids = [f"{n}:uren" for n in numbers]
    marker = make_marker("A", "4711", ids, generation)
    assert marker == make_marker("a", "4711", reversed(ids), generation) == marker_of(f"x {marker} y")
    assert marker != make_marker("A", "4711", ids, generation + 1)
    assert marker != make_marker("A", "4712", ids, generation)


ids = st.one_of(
    st.builds(lambda n, s: f"{n}:{s}", st.integers(0, 10**7), st.sampled_from(["uren", "kilometers", "onkosten"])),
    st.from_regex(r"rij-[0-9a-f]{12}", fullmatch=True),
)


@given(st.sets(ids))
def test_packed_registraties_come_back(wanted: set[str]) -> None:
    assert set(unpack(pack(wanted))) == wanted


@given(st.one_of(st.text(), st.from_regex(r"[uko][0-9²٣,-]*", fullmatch=True)))
@example("u²")
@example("k" + "9" * 5_000)
@example("=")
def test_a_memo_that_someone_edited_never_breaks_reading(text: str) -> None:
    found = mark_of(text, f"{MARKER}\nTime On-organisatie 1, generatie 0.\nRegistraties: {text}")
    assert found is None or found.marker == MARKER
    assert all(isinstance(one, str) and one for one in unpack(text))


def test_a_range_that_someone_typed_stays_small() -> None:
    assert len(unpack("u1-99999999999")) <= 100_001
