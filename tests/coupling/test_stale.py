"""Two people on one koppeling: what one decides or changes is not overwritten by what the other still saw."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.coupling.reviewing import Reviewing
from core.coupling.verdicts import Wish
from core.domain.match import MatchRow, MatchState, Verdict
from core.errors import MovedError, UsageError
from core.store import decisions
from core.store.database import Database
from core.store.schema_koppeling import KOPPELING
from tests.conftest import FixedClock
from tests.coupling.laid import put
from tests.matching.parties import snelstart, timeon

ALFA, ALFA_OVER_THERE = timeon(1, "Alfa", 7), snelstart(1, "Alfa", 7)
CAMPING = "Mini Camping X"
KNOT = [timeon(2, CAMPING, 21), timeon(3, CAMPING, 22), snelstart(4, CAMPING, 21), snelstart(5, CAMPING, 22)]
KNOT_AND_ONE = [
    timeon(2, CAMPING),
    timeon(3, CAMPING),
    snelstart(4, CAMPING),
    snelstart(5, CAMPING),
    snelstart(6, CAMPING),
]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    file = Database(tmp_path / "one.sqlite", KOPPELING)
    yield file
    file.close()


@pytest.fixture
def colleagues(database: Database, clock: FixedClock) -> Iterator[tuple[Reviewing, Reviewing]]:
    """The second works in a process of her own."""
    hers = Database(database.path, KOPPELING)
    yield Reviewing(database, clock), Reviewing(hers, clock)
    hers.close()


async def lay(database: Database, *partijen: object) -> None:
    await database.write(lambda db: put(db, partijen))  # type: ignore[arg-type]


async def only(reviewing: Reviewing) -> MatchRow:
    (row,) = (await reviewing.review()).rows
    return row


async def test_a_value_that_changed_unseen_refuses_the_verdict_with_both(colleagues, database) -> None:
    mine, _ = colleagues
    await lay(database, ALFA, ALFA_OVER_THERE)
    seen = await only(mine)
    await lay(database, replace(ALFA_OVER_THERE, nummer="8"))
    with pytest.raises(MovedError, match="nummer in SnelStart was 7 toen je het zag, en is nu 8"):
        await mine.settle([Wish(seen, Verdict.COUPLE)])
    assert (await only(mine)).waits


async def test_a_row_that_became_a_knot_unseen_is_refused_with_both(colleagues, database) -> None:
    mine, _ = colleagues
    await lay(database, ALFA, ALFA_OVER_THERE)
    seen = await only(mine)
    await lay(database, snelstart(9, "Alfa", 9))
    with pytest.raises(MovedError, match=r"Je zag: .*Nu: 2 × Alfa in SnelStart"):
        await mine.settle([Wish(seen, Verdict.COUPLE)])


async def test_what_went_away_unseen_is_refused(colleagues, database) -> None:
    mine, _ = colleagues
    await lay(database, ALFA, ALFA_OVER_THERE)
    seen = await only(mine)
    await database.write(lambda db: db.execute("UPDATE relaties SET gone = 1"))
    with pytest.raises(MovedError, match="Alfa staat niet meer in SnelStart"):
        await mine.settle([Wish(seen, Verdict.COUPLE)])


async def test_what_a_colleague_decided_otherwise_is_refused_naming_it(colleagues, database) -> None:
    mine, hers = colleagues
    await lay(database, ALFA, ALFA_OVER_THERE)
    seen = await only(mine)
    await hers.decide((await only(hers)).key, Verdict.REJECT)
    with pytest.raises(MovedError, match="zijn niet dezelfde"):
        await mine.settle([Wish(seen, Verdict.COUPLE)])


async def test_what_a_colleague_decided_shows_in_the_stamp_and_in_the_review(colleagues, database) -> None:
    mine, hers = colleagues
    await lay(database, ALFA, ALFA_OVER_THERE)
    kept = await mine.kept()
    assert await mine.stamp() == kept.stamp
    await hers.decide((await only(hers)).key, Verdict.COUPLE)
    assert await mine.stamp() != kept.stamp
    before = kept.version
    again = await mine.kept()
    ((version, changed),) = again.since(before) or ()
    assert version == again.version
    assert [row.state for row in changed.made] == [MatchState.DECIDED]


async def test_a_recompare_moves_the_stamp_and_the_kept_review_has_its_values(colleagues, database) -> None:
    mine, _ = colleagues
    await lay(database, ALFA, ALFA_OVER_THERE)
    await mine.decide((await only(mine)).key, Verdict.COUPLE)
    stamp = await mine.stamp()
    values = {"timeon.naam": "Alfa", "snelstart.naam": "Anders"}
    await database.write(lambda db: decisions.recompare(db, "1", "1", values))
    assert await mine.stamp() != stamp
    assert (await only(mine)).reason.values
    (standing,), _ = await mine.standing()
    assert (await mine.kept()).standing["1", "1", Verdict.COUPLE].compared == standing.compared == values


async def test_what_stood_until_a_value_changed_gives_way_in_one_step(colleagues, database) -> None:
    mine, _ = colleagues
    await lay(database, ALFA, snelstart(1, "Omega", 8))
    await mine.decide("T1", Verdict.IGNORE)
    await lay(database, replace(ALFA, naam="Omega"))
    row = await mine.row("T1=S1")
    assert row.earlier is not None
    await mine.settle([Wish(row, Verdict.COUPLE)])
    assert (await only(mine)).state is MatchState.DECIDED
    assert await mine.undo() == 1
    assert (await mine.row("T1=S1")).earlier == row.earlier
    assert await mine.redo() == 1
    assert (await only(mine)).state is MatchState.DECIDED


async def test_a_count_that_is_no_longer_so_refuses_the_bulk_key(colleagues, database) -> None:
    mine, _ = colleagues
    await lay(database, ALFA, ALFA_OVER_THERE)
    counted = len(await mine.bulk((MatchState.NUMBER_AND_NAME,)))
    await lay(database, timeon(8, "Beta", 8), snelstart(8, "Beta", 8))
    with pytest.raises(MovedError, match="Geteld werden er 1, nu zijn het er 2"):
        await mine.accept_states((MatchState.NUMBER_AND_NAME,), counted)


async def test_a_knot_is_resolved_in_one_step_and_taken_back_in_one(colleagues, database) -> None:
    mine, _ = colleagues
    await lay(database, *KNOT_AND_ONE)
    knot = await only(mine)
    assert knot.state is MatchState.KNOT
    pairs = [(knot.timeon[0], knot.snelstart[1]), (knot.timeon[1], knot.snelstart[0])]
    assert await mine.settle([Wish(knot, pairs=tuple(pairs), rest=Verdict.IGNORE)]) == 3
    rows = (await mine.review()).rows
    assert sorted((row.key, row.state.value) for row in rows) == [
        ("S6", "ignored"), ("T2=S5", "decided"), ("T3=S4", "decided"),
    ]  # fmt: skip
    assert await mine.undo() == 3
    assert await only(mine) == knot


async def test_one_klant_in_two_pairs_is_refused(colleagues, database) -> None:
    mine, _ = colleagues
    await lay(database, *KNOT_AND_ONE)
    knot = await only(mine)
    pairs = [(knot.timeon[0], knot.snelstart[0]), (knot.timeon[1], knot.snelstart[0])]
    with pytest.raises(UsageError, match="Eén klant kan maar bij één ander horen"):
        await mine.settle([Wish(knot, pairs=tuple(pairs))])
    assert await only(mine) == knot


async def test_a_knot_is_left_out_or_taken_apart_in_one_step(colleagues, database) -> None:
    mine, _ = colleagues
    await lay(database, *KNOT_AND_ONE)
    knot = await only(mine)
    assert await mine.settle([Wish(knot, Verdict.REJECT)]) == 6
    assert not [row for row in (await mine.review()).rows if row.timeon and row.snelstart]
    assert await mine.undo() == 6
    assert await only(mine) == knot
    assert await mine.settle([Wish(knot, Verdict.IGNORE)]) == 5
    assert {row.state for row in (await mine.review()).rows} == {MatchState.IGNORED}
    await mine.undo()
    with pytest.raises(UsageError, match="Een knoop los je op"):
        await mine.settle([Wish(knot, Verdict.COUPLE)])
