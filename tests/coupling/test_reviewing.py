"""Decide, undo, redo, by two people at once: the review that is kept is the review that a fresh look would give."""

import random
from collections.abc import AsyncIterator

import pytest

from core.coupling.reviewing import Reviewing
from core.domain.match import MatchRow, Mode, Verdict
from core.errors import MovedError
from core.matching import Review
from tests.conftest import World

STEPS = 60


@pytest.fixture
async def reviewing(world: World) -> AsyncIterator[Reviewing]:
    async with world.service() as service:
        await service.koppelen().walk(Mode.ASK)
        yield (await service.open()).reviewing


def shape(review: Review) -> dict[str, tuple[object, ...]]:
    """What a row says, near matches apart: those are kept from the last whole look."""
    return {row.key: (row.state, row.decision.verdict if row.decision else None) for row in review.rows}


def fitting(row: MatchRow, chance: random.Random) -> Verdict:
    if row.is_pair:
        return chance.choice((Verdict.COUPLE, Verdict.REJECT, Verdict.IGNORE))
    return chance.choice((Verdict.CREATE, Verdict.IGNORE))


@pytest.mark.parametrize("seed", range(4))
async def test_any_walk_of_decisions_shows_what_a_fresh_look_shows(reviewing: Reviewing, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(STEPS):
        rows = [row for row in (await reviewing.review()).waiting() if len(row.timeon) < 2 and len(row.snelstart) < 2]
        what = chance.random()
        if what < 0.6 and rows:
            row = chance.choice(rows)
            await reviewing.decide(row.key, fitting(row, chance))
        elif what < 0.85:
            await reviewing.undo()
        else:
            await reviewing.redo()
        fresh = await Reviewing(reviewing.database, reviewing.clock).review()
        assert shape(await reviewing.review()) == shape(fresh)


async def test_undo_to_the_beginning_and_redo_to_the_end(reviewing: Reviewing) -> None:
    pristine = shape(await reviewing.review())
    for row in (await reviewing.review()).waiting():
        if row.is_pair and not row.contradiction:
            await reviewing.decide(row.key, Verdict.COUPLE)
    decided = shape(await reviewing.review())
    count = 0
    while await reviewing.undo():
        count += 1
    assert shape(await reviewing.review()) == pristine
    while await reviewing.redo():
        count -= 1
    assert count == 0
    assert shape(await reviewing.review()) == decided


async def test_what_another_decided_appears_and_a_stale_decision_is_refused(reviewing: Reviewing) -> None:
    row = next(row for row in (await reviewing.review()).waiting() if row.is_pair and not row.contradiction)
    colleague = Reviewing(reviewing.database, reviewing.clock)
    await colleague.decide(row.key, Verdict.COUPLE)
    assert (await reviewing.row(row.key)).decision is not None
    with pytest.raises(MovedError):
        await reviewing.decide(row.key, Verdict.IGNORE)


async def test_a_rejected_klant_is_not_made_new_by_itself(reviewing: Reviewing) -> None:
    row = next(row for row in (await reviewing.review()).waiting() if row.state == "number" and row.is_pair)
    await reviewing.decide(row.key, Verdict.REJECT)
    await reviewing.accept(Mode.SAFE)
    made = [one for one in (await reviewing.review()).rows if one.decision and one.decision.verdict is Verdict.CREATE]
    assert made
    assert not {row.timeon[0].id, row.snelstart[0].id} & {p.id for one in made for p in (*one.timeon, *one.snelstart)}


async def test_another_process_goes_on_with_redo_where_one_stopped(reviewing: Reviewing) -> None:
    row = next(row for row in (await reviewing.review()).waiting() if row.is_pair and not row.contradiction)
    await reviewing.decide(row.key, Verdict.COUPLE)
    assert await Reviewing(reviewing.database, reviewing.clock).undo() == 1
    later = Reviewing(reviewing.database, reviewing.clock)
    assert await later.redo() == 1
    assert (await later.row(row.key)).decision is not None
    assert await later.redo() == 0
