"""The journal of a koppeling by page: which events there are as numbers, and the few that are looked at as events.

What is asked of all is answered by the database itself, in words of bits: a million events cost it half a second.
"""

import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core.domain.events import Event
from core.store.connection import Connection
from core.store.numbers import BITS, Numbers

_PAGE = """
    SELECT seq, at, type, subject, actor, detail, prev, hash FROM events
    WHERE seq IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
"""
_WORDS = f"SELECT seq / {BITS}, sum(1 << (seq % {BITS})) FROM events"  # noqa: S608 - a number of our own
_TEXTS = {
    "seq": "CAST(seq AS TEXT)",
    "at": "substr(at, 1, 16)",
    "what": "lower(type)",
    "subject": "lower(subject)",
    "actor": "lower(actor)",
}
_SLICE = 20_000


def held(db: Connection, *, subject: str = "", without: str = "") -> Numbers:
    """All, or those about one subject; left out are types that begin with `without`."""
    where = "(:subject = '' OR subject = :subject) AND (:without = '' OR substr(type, 1, length(:without)) <> :without)"
    return _numbers(db, where, {"subject": subject, "without": without})


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: lower-case `needles`, pieces of facts as they are kept (lower-case JSON), and whole `types`."""

    needles: Sequence[str]
    facts: Sequence[str]
    types: Sequence[str]


def holding(db: Connection, sought: Sought) -> Numbers:
    """Those that have any of it in number, type, subject, actor or facts."""
    return _found(db, sought, (_TEXTS["seq"], _TEXTS["what"], _TEXTS["subject"], _TEXTS["actor"]))


def telling(db: Connection, sought: Sought) -> Numbers:
    """Those of the types, and those that have any of the rest in their facts."""
    return _found(db, sought, ())


def types(db: Connection) -> list[str]:
    """Every type that occurs."""
    return [type_ for (type_,) in db.execute("SELECT DISTINCT type FROM events")]


def passing(db: Connection, column: str, test: Callable[[str], bool]) -> Numbers:
    """Those of which `column` (seq, at to the minute in UTC, subject, actor) meets the test, asked once of equals in a row."""
    words: dict[int, int] = {}
    before, passed = None, False
    for seq, text in _texts(db, column):
        if text != before:
            before, passed = text, test(text)
        if passed:
            words[seq // BITS] = words.get(seq // BITS, 0) | 1 << seq % BITS
    return Numbers(words.items())


def ordered(db: Connection, column: str, *, reverse: bool) -> "array[int]":
    """The numbers of all in the order of what, subject or actor, case aside; of equals the newest first."""
    way = "DESC" if reverse else "ASC"
    found = db.execute(f"SELECT seq FROM events ORDER BY {_TEXTS[column]} {way}, seq DESC")  # noqa: S608 - our own words
    return array("q", (seq for (seq,) in found))


def page(db: Connection, seqs: Sequence[int]) -> list[Event | None]:
    """An event each, None for what was trimmed away since."""
    rows = db.execute(_PAGE, (json.dumps(list(seqs)),))
    found = {
        seq: Event(seq, at, type_, subject, who, json.loads(detail), prev, hash_)
        for seq, at, type_, subject, who, detail, prev, hash_ in rows
    }
    return [found.get(seq) for seq in seqs]


def _found(db: Connection, sought: Sought, texts: Sequence[str]) -> Numbers:
    asked = [(text, needle) for needle in sought.needles for text in texts]
    asked += [("lower(detail)", one) for one in (*map(_as_json, sought.needles), *sought.facts)]
    where = ["type IN (SELECT value FROM json_each(?))", *(f"instr({text}, ?) > 0" for text, _ in asked)]
    return _numbers(db, " OR ".join(where), [json.dumps(list(sought.types)), *(value for _, value in asked)])


def _numbers(db: Connection, where: str, values: Any) -> Numbers:
    return Numbers(db.execute(f"{_WORDS} WHERE {where} GROUP BY seq / {BITS}", values))


def _texts(db: Connection, column: str) -> Iterator[tuple[int, str]]:
    """A slice at a time: over a network the whole answer would stand in memory."""
    first, last = db.execute("SELECT coalesce(min(seq), 0), coalesce(max(seq), -1) FROM events").fetchone()
    for at in range(first, last + 1, _SLICE):
        yield from db.execute(
            f"SELECT seq, {_TEXTS[column]} FROM events WHERE seq >= ? AND seq < ? ORDER BY seq",  # noqa: S608 - our own words
            (at, at + _SLICE),
        )


def _as_json(needle: str) -> str:
    return json.dumps(needle, ensure_ascii=False)[1:-1]
