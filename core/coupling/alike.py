"""Who looks like a klant that is new, among all of the side across: by keys kept in the file, so that nobody else is read.

The keys follow what was stored since they were asked last; only those klanten are keyed again. What is found is what a
look at everyone by the same index would find.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.collecting import no_collecting
from core.domain.match import Candidate
from core.domain.partij import Partij, Side
from core.matching import postings
from core.matching.near import names_of
from core.matching.newcomers import Found, candidates, cut, met_by, named
from core.matching.normalise import fold
from core.store import match_keys, records
from core.store.connection import Connection, Database
from core.store.match_keys import Keyed, Name

MOST_MOVED = 0.1
"""From this part of the names on, keying all again is quicker than one by one."""
_KLANT = frozenset({"Klant"})


async def alike(database: Database, new: Sequence[Partij], side: Side) -> Found:
    """The near ones on `side` of each of these klanten, best first, by position; nobody is left out who is near.

    The klanten need not be in the file. In a file that can only be read, whose keys are not there, nobody is found.
    """
    if not database.read_only and await database.read(lambda db: is_behind(db, side)):
        await database.write(lambda db: bring_up_to_date(db, side))
    return await database.read(lambda db: look(db, new, side))


async def resembling(database: Database, partij: Partij) -> tuple[Candidate, ...]:
    """Of a klant that is to be made on both sides: who looks like it there, Time On's first."""
    found: list[Candidate] = []
    for side in Side:
        asked = replace(partij, side=side.other, soorten=_KLANT)
        found += (await alike(database, [asked], side)).get(0, ())
    return tuple(found)


def is_behind(db: Connection, side: Side) -> bool:
    """Whether the keys are not there, or not those of now."""
    kept = match_keys.keyed(db, side)
    return kept is None or kept.rules != postings.RULES or bool(match_keys.moved(db, side))


def bring_up_to_date(db: Connection, side: Side) -> None:
    """Key what moved, or everyone."""
    with no_collecting():
        _bring_up_to_date(db, side)


def _bring_up_to_date(db: Connection, side: Side) -> None:
    kept = match_keys.keyed(db, side)
    moved = match_keys.moved(db, side) if kept is not None else []
    if kept is None or kept.rules != postings.RULES or len(moved) > MOST_MOVED * kept.size + 1 or _is_worn(kept):
        _key_all(db, side)
    elif moved:
        _key_again(db, side, kept, moved)


def look(db: Connection, new: Sequence[Partij], side: Side) -> Found:
    """As `alike`, by the keys as they are."""
    with no_collecting():
        return _look(db, new, side)


def _look(db: Connection, new: Sequence[Partij], side: Side) -> Found:
    kept = match_keys.keyed(db, side)
    asking = named(new)
    if kept is None or not kept.size or not any(asking.names):
        return {}
    held = match_keys.held(db, side, postings.grams_in(asking.names))
    names_asked = [cut(name) for name in asking.names]
    asked = postings.rarest(names_asked, held, kept.size)
    index = postings.index_of(match_keys.holders(db, side, sorted(set(asked.grams.tolist()))), kept.size, kept.room)
    met = met_by(index, asked)
    names = match_keys.names_at(db, side, sorted(set(met.choices.tolist())))
    return candidates(asking, records.partijen_of(db, side, {id_ for _, id_, _ in names}), names, met)


def _is_worn(kept: Keyed) -> bool:
    return kept.room > 2 * kept.size + 1_000 or kept.room >= postings.MOST_ROWS


def _key_all(db: Connection, side: Side) -> None:
    names = [*_names(records.partijen(db, side), 0)]
    match_keys.drop(db, side)
    grams = postings.laid_out([name for _, _, name in names])
    match_keys.keep(db, side, Keyed(len(names), len(names), postings.RULES), come=names, grams=grams)


def _key_again(db: Connection, side: Side, kept: Keyed, moved: Sequence[str]) -> None:
    gone = match_keys.names_of(db, side, moved)
    come = [*_names(records.partijen_of(db, side, moved), kept.room)]
    added = {gram: holders for gram, _, holders in postings.laid_out([name for _, _, name in come], kept.room)}
    lost = postings.grams_in([name for _, _, name in gone])
    touched = match_keys.holders(db, side, sorted({*added, *lost}))
    rows = [row for row, _, _ in gone]
    grams = postings.mended(touched, rows, added, kept.room)
    now = Keyed(kept.size - len(gone) + len(come), kept.room + len(come), kept.rules)
    match_keys.keep(db, side, now, come=come, gone=rows, grams=grams)


def _names(partijen: Iterable[Partij], first: int) -> Iterable[Name]:
    every = (
        (one.id, cut(name)) for one in partijen if one.takes_part for name in names_of(fold(one.naam), one.naam) if name
    )
    return ((row, id_, name) for row, (id_, name) in enumerate(every, first))
