"""Every kind of event that the journal promises is there after a day of work, whole, with who did it."""

import hashlib
import json
import os
import pwd
from collections import Counter

import pytest

from core.domain.match import MatchState, Mode, Verdict
from core.errors import AppError
from core.store import journal
from core.store.calls import CALL
from core.support.words import words
from core.text import speaking
from tests.conftest import World
from tests.support.worked import Worked, worked

__all__ = ["worked"]


@pytest.fixture
async def day(worked: Worked, tmp_path):
    """The events of the koppeling, and of the home."""
    async with worked.service(worked.copy(tmp_path / "home")) as service:
        yield (await (await service.open()).events(), await service.support.home_events())


def of(events, type_: str):
    return [event for event in events if event.type == type_]


async def test_a_call_tells_method_path_status_duration_retry_what_it_was_for_and_bodies_by_hash(day) -> None:
    events, _ = day
    sent = [
        event.detail for event in of(events, CALL) if event.detail["method"] == "POST" and event.detail.get("fields")
    ]
    assert sent
    for detail in sent:
        assert {"method", "path", "status", "ms", "retry", "work", "sent", "answered", "fields"} <= set(detail)
        assert len(detail["sent"]) >= len(hashlib.sha256().hexdigest()) // 4
        assert all(isinstance(name, str) for name in detail["fields"])


async def test_no_body_of_a_call_is_in_the_journal(day, worked: Worked) -> None:
    """Names of klanten are in events about them, never in those of calls."""
    calls = json.dumps([event.detail for event in of(day[0], CALL)], ensure_ascii=False)
    names = [record["naam"] for record in worked.world.sandbox.snelstart.administraties[0].tables["relaties"].values()]
    assert names
    assert not [name for name in names if name in calls]


async def test_every_decision_write_run_and_login_is_an_event_with_the_os_user(day) -> None:
    events, home = day
    kinds = Counter(event.type for event in events)
    promised = ("match.beslist", "sync.verstuurd", "sync.written", "sync.run", "sync.gelezen", "push.bedoeld",
                "push.verstuurd", "push.beantwoord", "declaratie.gemaakt", "koppeling.gekoppeld", "koppeling.afgerond")  # fmt: skip
    assert [kind for kind in promised if not kinds[kind]] == []
    assert of(home, "login.gelukt")
    assert {event.actor for event in (*events, *home)} == {pwd.getpwuid(os.getuid()).pw_name}


async def test_a_write_over_a_record_keeps_it_as_it_was_beside_what_is_known_now(world: World) -> None:
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE, start=True)
        opened = await service.open()
        couple = next(one for one in await opened.klanten() if one.timeon and one.snelstart)
        customers, number = world.sandbox.timeon.customers, int(couple.timeon.id)
        before = world.sandbox.snelstart.administraties[0].tables["relaties"][couple.snelstart.id]["telefoon"]
        customers[number] = {**customers[number], "phoneNumber": "010-7654321"}
        world.clock.tick(minutes=30)
        await opened.sync()
        (sent,) = [
            event.detail for event in await opened.events(type_="sync.verstuurd") if event.detail["verb"] == "PUT"
        ]
        kept = await service.support.before_image(opened, sent["run"], sent["line"])
        fields = await service.support.fields_before(opened, sent["run"], sent["line"])
        record = await service.support.record(opened, f"klant:{couple.timeon.id}")
    assert json.loads(kept)["telefoon"] == before
    assert ("telefoon", before or "", "010-7654321") in [
        (one.field, one.before, one.now) for one in fields if one.changed
    ]
    types = [entry.type for entry in record.entries]
    assert {"before", "sync.verstuurd", "sync.wijziging.written", "match.beslist"} <= set(types)
    assert {couple.timeon.id, couple.snelstart.id} <= set(record.names)


async def test_a_run_that_did_not_happen_a_refused_login_and_a_changed_setting_are_events(world: World) -> None:
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE, start=True)
    async with world.service(TIMEON_KEY="fout", SETTLE="60") as service:
        opened = await service.open()
        with pytest.raises(AppError):
            await opened.sync()
        missed = (await opened.events(type_="sync.uitgebleven"))[0]
        assert missed.detail["problem"] == "credentials"
        with speaking("en"):
            assert "did not take place: Time On refuses" in str(words(missed.type, missed.detail))
        (changed,) = (await service.support.home_events(type_="instellingen.gewijzigd"))[:1]
        assert changed.detail["changed"] == {"settle_seconds": [None, "60"]}
        with pytest.raises(AppError):
            await service.koppelen().paste("een-sleutel-die-niets-opent")
        assert (await service.support.home_events(type_="login.mislukt"))[0].detail["error"] == "KoppelsleutelError"


async def test_a_decision_tells_who_and_what(world: World) -> None:
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE)
        opened = await service.open()
        rows = (await opened.reviewing.review()).rows
        row = next(one for one in rows if one.state is MatchState.CANDIDATES)
        await opened.reviewing.decide(row.key, Verdict.REJECT)
        event = (await opened.events(type_="match.beslist"))[0]
    assert (event.detail["verdict"], event.detail["by"]) == ("reject", journal.actor())
