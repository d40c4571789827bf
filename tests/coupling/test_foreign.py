"""What was decided here is never taken for somebody else's, whenever a look falls; what is somebody else's always is."""

import pytest

from core.coupling.looking import Looking
from core.coupling.reviewing import Reviewing
from core.domain.match import MatchState, Verdict
from core.store.database import Database
from core.store.schema_koppeling import KOPPELING
from tests.conftest import FixedClock
from tests.coupling.laid import put
from tests.matching.parties import snelstart, timeon


@pytest.fixture
async def database(tmp_path):
    made = Database(tmp_path / "one.sqlite", KOPPELING)
    both = [make(n, f"Firma {n}", n) for n in range(1, 100) for make in (timeon, snelstart)]
    await made.write(lambda db: put(db, both))
    yield made
    made.close()


@pytest.fixture
def looked_between(monkeypatch):
    """A look falls right after a step is in the file, before it is laid in."""
    original = Looking.lay_in

    async def between(self, stored):
        await self.current()
        await original(self, stored)

    monkeypatch.setattr(Looking, "lay_in", between)


@pytest.mark.usefixtures("looked_between")
async def test_a_look_between_our_own_step_and_its_laying_in_finds_nobody_else(database, clock: FixedClock) -> None:
    reviewing = Reviewing(database, clock)
    before = (await reviewing.kept()).foreign
    await reviewing.decide("T1=S1", Verdict.COUPLE)
    assert (await reviewing.kept()).foreign == before
    assert await reviewing.accept_states([MatchState.NUMBER_AND_NAME]) == 98
    assert (await reviewing.kept()).foreign == before
    await reviewing.undo()
    await reviewing.redo()
    assert (await reviewing.kept()).foreign == before


async def test_what_another_decides_is_found_also_between_our_own_steps(database, clock: FixedClock) -> None:
    mine, theirs = Reviewing(database, clock), Reviewing(database, clock)
    before = (await mine.kept()).foreign
    await theirs.decide("T1=S1", Verdict.COUPLE)
    await mine.decide("T2=S2", Verdict.COUPLE)
    found = (await mine.kept()).foreign
    assert found == before + 1
    assert (await mine.kept()).foreign == found
    await theirs.undo()
    assert (await mine.kept()).foreign == found + 1
