"""The keys by which near names are found, kept beside the klanten: which names a side has, and who holds each gram.

Made when first asked for. From then on every klant that is stored or goes away is noted, so that only those have to be
keyed again. What a key is, `core.matching.postings` knows; here they are numbers and bytes.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.domain.partij import Side
from core.store.connection import Connection

Name = tuple[int, str, str]
"""Row, id of the klant, folded name; a klant may have more than one."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """The keys of one side: how many names there are, one more than the highest row, and the rules they were made by."""

    size: int
    room: int
    rules: int


def keyed(db: Connection, side: Side) -> Keyed | None:
    """None when nothing is kept of this side."""
    row = db.execute("SELECT size, room, rules FROM match_sides WHERE side = ?", (side.value,)).fetchone()
    return Keyed(*row) if row else None


def note(db: Connection, side: Side, ids: Iterable[str]) -> None:
    """These klanten came, changed or went; noted only where keys are kept."""
    if keyed(db, side) is not None:
        db.executemany("INSERT OR IGNORE INTO match_moved VALUES (?, ?)", ((side.value, one) for one in ids))


def moved(db: Connection, side: Side) -> list[str]:
    """Who was noted since the keys were brought up to date."""
    return [one for (one,) in db.execute("SELECT id FROM match_moved WHERE side = ? ORDER BY id", (side.value,))]


def drop(db: Connection, side: Side) -> None:
    """Keep nothing of this side any more."""
    for table in ("match_sides", "match_names", "match_grams", "match_moved"):
        db.execute(f"DELETE FROM {table} WHERE side = ?", (side.value,))  # noqa: S608 - names of ours


def keep(
    db: Connection,
    side: Side,
    now: Keyed,
    *,
    come: Sequence[Name] = (),
    gone: Iterable[int] = (),
    grams: Iterable[tuple[int, int, bytes]] = (),
) -> None:
    """Names that come and go, and the grams whose holders changed; after this nobody stands noted."""
    of = side.value
    db.executemany("DELETE FROM match_names WHERE side = ? AND nr = ?", ((of, row) for row in gone))
    db.executemany("INSERT INTO match_names VALUES (?, ?, ?, ?)", ((of, *name) for name in come))
    db.executemany("INSERT OR REPLACE INTO match_grams VALUES (?, ?, ?, ?)", ((of, *gram) for gram in grams))
    db.execute("DELETE FROM match_moved WHERE side = ?", (of,))
    db.execute("INSERT OR REPLACE INTO match_sides VALUES (?, ?, ?, ?)", (of, now.size, now.room, now.rules))


def names_of(db: Connection, side: Side, ids: Iterable[str]) -> list[Name]:
    """The names of these klanten."""
    return _names(db, "id IN (SELECT value FROM json_each(?))", side, list(ids))


def names_at(db: Connection, side: Side, rows: Iterable[int]) -> list[Name]:
    """The names in these rows."""
    return _names(db, "nr IN (SELECT CAST(value AS INTEGER) FROM json_each(?))", side, list(rows))


def held(db: Connection, side: Side, grams: Iterable[int]) -> Mapping[int, int]:
    """How many names hold each of these grams; who is held by none is left out."""
    query = f"SELECT gram, held FROM match_grams WHERE {_GRAMS} AND held > 0"  # noqa: S608 - words of ours
    return dict(db.execute(query, (side.value, json.dumps(list(grams)))))


def holders(db: Connection, side: Side, grams: Iterable[int]) -> dict[int, bytes]:
    """Who holds each of these grams, packed."""
    query = f"SELECT gram, holders FROM match_grams WHERE {_GRAMS}"  # noqa: S608 - words of ours
    return dict(db.execute(query, (side.value, json.dumps(list(grams)))))


_GRAMS = "side = ? AND gram IN (SELECT CAST(value AS INTEGER) FROM json_each(?))"


def _names(db: Connection, which: str, side: Side, asked: Sequence[str] | Sequence[int]) -> list[Name]:
    query = f"SELECT nr, id, folded FROM match_names WHERE side = ? AND {which} ORDER BY nr"  # noqa: S608 - words of ours
    return list(db.execute(query, (side.value, json.dumps(asked))))
