"""The journal of the home itself is kept as long as the settings say, and stays whole."""

from datetime import timedelta

from core.clock import iso
from core.store import journal
from core.store.calls import CALL
from core.store.trimming import Keep, overdue, trim
from tests.conftest import World
from tests.store.test_trimming import NOW, filled


async def test_old_calls_of_the_home_go_when_it_is_brought_up_to_date(world: World) -> None:
    async with world.service() as service:
        old = iso(world.clock() - timedelta(days=40))

        def fill(db):
            journal.append(db, old, CALL, "dienst:snelstart", {"method": "GET"})
            journal.append(db, old, "login.gelukt", "dienst:snelstart", {})

        await service.register.write(fill)
        await service.repair()
        types = [event.type for event in await service.support.home_events()]
        assert types.count(CALL) == 0
        assert "login.gelukt" in types
        found = await service.support.home_verify()
        assert (found.ok, found.trimmed) == (True, 1)
        await service.repair()
        assert (await service.support.home_verify()).trimmed == 1


def test_a_journal_is_kept_by_size_too() -> None:
    db = filled(9, 8, 7, 6, 5, 4)
    keep = Keep(days=2555, call_days=30, calls=1000, events=2)
    assert overdue(db, NOW, keep)
    assert trim(db, NOW, keep) == 4
    assert [event.type for event in journal.events(db)] == ["match.beslist", "match.beslist", "journal.ingekort"]
    assert journal.verify(db).ok
