"""One database as a support bundle tells of it: its tables row by row through `allowed`, under other names."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from core.store import journal, records
from core.store.database import storage_error
from core.store.koppeling import PSEUDONYMS
from core.support.allowed import FACTS, Columns
from core.support.before import written_over
from core.support.masking import Kind, Masker
from core.support.pseudonyms import Pseudonyms, folded
from core.support.sent_records import masked

_VOCABULARY = """
    SELECT naam FROM relaties UNION SELECT naam FROM customers UNION SELECT voornaam FROM customers
    UNION SELECT achternaam FROM customers UNION SELECT naam FROM others WHERE kind IN ('users', 'projects')
    UNION SELECT timeon_naam FROM koppeling UNION SELECT snelstart_naam FROM koppeling
"""
_SHORTEST_NAME = 3
_OUR_WORDS = frozenset(
    ("aan", "administratie", "artikel", "artikelen", "btw", "code", "declaratie", "een", "factuur", "geen", "gelijk", "het",
     "is", "klant", "klanten", "koppeling", "maar", "met", "naam", "niet", "nog", "nummer", "onbekend", "oktober", "november",
     "order", "project", "reden", "regel", "regels", "relatie", "snelstart", "staat", "time", "uren", "van", "voor", "wel",
     "werd", "wordt", "zonder", "ander", "andere", "kant", "sleutel", "gewijzigd", "gebruik", "bestaat", "januari")
)  # fmt: skip


class Source:
    """One database, read at one moment, and the names that its koppeling goes by in a bundle."""

    def __init__(self, path: Path, *, names: bool, others: "Iterable[Source]" = ()) -> None:
        self.id = path.stem
        self._path = path
        self._others = {one.id: one for one in others}
        self._db = _open(path)
        key = _key(self._db) if not self._others else _joined(self._others.values())
        self.key = key
        pseudonyms = None if names else Pseudonyms(key, _vocabulary(self._db))
        self.masker = Masker(pseudonyms)
        self.slug = self.id if pseudonyms is None else pseudonyms.slug(self.id)
        self.journal, self.as_of = _journal(self._db)
        self._written_over = _written_over(self._db)

    def close(self) -> None:
        """Let the file go."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def tables(self, folder: str, allowed: Mapping[str, Columns]) -> Iterator[tuple[str, bytes]]:
        """Each table that is allowed and there, a header line and a line a row."""
        for table, columns in allowed.items():
            there = self._columns(table)
            wanted = {name: kind for name, kind in columns.items() if name in there}
            if wanted:
                lines = [list(wanted), *self._rows(table, wanted)]
                text = "\n".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in lines)
                yield f"{folder}/{table}.jsonl", text.encode("utf-8", "backslashreplace") + b"\n"

    def schema(self) -> dict[str, str]:
        """The statement of every table and index."""
        query = "SELECT name, sql FROM sqlite_master WHERE sql <> '' ORDER BY name"
        return dict(self._db.execute(query)) if self._db is not None else {}

    def _columns(self, table: str) -> set[str]:
        if self._db is None:
            return set()
        return {row[1] for row in self._db.execute(f"PRAGMA table_info({table})")}

    def _rows(self, table: str, wanted: Columns) -> Iterator[list[Any]]:
        assert self._db is not None, "a table was found in it"  # noqa: S101 - told to the checker
        for cells in self._db.execute(f"SELECT {', '.join(wanted)} FROM {table} ORDER BY rowid"):  # noqa: S608 - names of ours
            row = dict(zip(wanted, cells, strict=True))
            if self._belongs(table, row):
                masker = self._masker(row)
                yield [
                    self._record(table, row, masker) if kind is Kind.RECORD else masker.value(kind, row[name], row)
                    for name, kind in wanted.items()
                ]

    def _record(self, table: str, row: Mapping[str, Any], masker: Masker) -> str | None:
        """As it was sent, where a write of ours went over it; None for any other klant."""
        over = table == "before_images" or (table, row["id"]) in self._written_over
        return masked(row["raw"], masker) if over else None

    def _belongs(self, table: str, row: Mapping[str, Any]) -> bool:
        if table == "facts":
            return row["key"] in FACTS
        return table != "koppelingen" or row["id"] in self._others

    def _masker(self, row: Mapping[str, Any]) -> Masker:
        """Of a row of the register that is about one koppeling, that one's."""
        about = str(row.get("subject", "")).removeprefix("koppeling:") if "subject" in row else str(row.get("id", ""))
        return self._others[about].masker if about in self._others else self.masker


def _open(path: Path) -> sqlite3.Connection | None:
    """Read only, at one moment; None for a file that is not there. Raises StorageError."""
    if not path.exists():
        return None
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=10, isolation_level=None)
    try:
        db.execute("BEGIN")
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as problem:
        db.close()
        raise storage_error(problem, path) from problem
    return db


def _written_over(db: sqlite3.Connection | None) -> frozenset[tuple[str, str]]:
    """(table, id) of every klant of which the record of before a write was kept."""
    if db is None or db.execute("SELECT 1 FROM sqlite_master WHERE name = 'before_images'").fetchone() is None:
        return frozenset()
    found = [written_over(line) for (line,) in db.execute("SELECT DISTINCT line FROM before_images")]
    return frozenset((records.table_of(side), id_) for side, id_ in filter(None, found))


def _key(db: sqlite3.Connection | None) -> bytes:
    """Kept with the koppeling; where it is not, from records that a bundle does not show."""
    if db is None:
        return b"none"
    row = db.execute("SELECT value FROM facts WHERE key = ?", (PSEUDONYMS,)).fetchone()
    if row is not None:
        return str(row[0]).encode()
    whole = hashlib.sha256()
    for (digest,) in db.execute("SELECT digest FROM relaties UNION ALL SELECT digest FROM customers"):
        whole.update(digest)
    return whole.digest()


def _joined(sources: Iterable[Source]) -> bytes:
    return hashlib.sha256(b"\0".join(sorted(source.key for source in sources))).digest()


def _vocabulary(db: sqlite3.Connection | None) -> frozenset[str]:
    """Every word of a name here, folded, but for words that our own sentences are made of."""
    if db is None or db.execute("SELECT 1 FROM sqlite_master WHERE name = 'relaties'").fetchone() is None:
        return frozenset()
    words: set[str] = set()
    for (name,) in db.execute(_VOCABULARY):
        words.update(folded(word) for word in "".join(c if c.isalpha() else " " for c in name).split())
    return frozenset(word for word in words if len(word) >= _SHORTEST_NAME) - _OUR_WORDS


def _journal(db: sqlite3.Connection | None) -> tuple[dict[str, Any], str]:
    """Whether the journal was whole when the bundle was made, with its head, and when its newest event happened."""
    if db is None:
        return {}, ""
    found = journal.verify(db)
    newest = db.execute("SELECT coalesce(max(at), '') FROM events").fetchone()[0]
    return {**found.to_json(), "head": found.head}, newest
