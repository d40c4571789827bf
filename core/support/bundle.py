"""Make a support bundle: everything a support engineer needs to see what happened, and nothing that opens a door.

Secret-free by construction: only the columns of `allowed` go in, and those never held a secret. The same state gives the
same bytes: no clock, no path, no order of chance.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core import __version__
from core.clock import from_iso
from core.config import Paths, Settings
from core.errors import StorageError
from core.store import journal, settings_seen
from core.store.database import storage_error
from core.store.koppeling import PSEUDONYMS
from core.support import archive
from core.support.allowed import FACTS, KOPPELING_TABLES, REGISTER_TABLES, Columns
from core.support.check import Check
from core.support.masking import Kind, Masker
from core.support.pseudonyms import Pseudonyms, folded
from core.text import Sentence, say

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
_VOLATILE = frozenset({"disk"})


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was made: where, its sha256, how many koppelingen, and whether names were left in."""

    path: Path
    sha256: str
    koppelingen: int
    names: bool

    def to_json(self) -> dict[str, Any]:
        """The answer of `support bundle --json`."""
        return {
            "file": str(self.path), "sha256": self.sha256, "koppelingen": self.koppelingen, "names": self.names,
        }  # fmt: skip


def make(
    output: Path,
    paths: Paths,
    settings: Settings,
    checks: Callable[[datetime], Iterable[Check]],
    plans: Mapping[str, Any],
    *,
    names: bool,
    places: Mapping[str, str],
    only: str = "",
) -> Bundle:
    """Write the bundle of a home, or of the one koppeling `only`. `plans` is a plan as JSON by koppeling; `checks` answers
    what the doctor sees, as of the newest event there is; `places` are words for where on a machine that is.

    Reads the databases as they are and changes none; how many can't be read is told in it. Raises StorageError when the
    file can't be written.
    """
    sources: list[_Source] = []
    shown: dict[str, str] = {}
    for path in sorted(paths.koppelingen.glob("*.db")):
        if only in ("", path.stem):
            try:
                sources.append(_Source(path, names=names))
            except (StorageError, sqlite3.Error):
                shown[path.stem] = path.stem if names else f"onleesbaar-{len(shown) + 1}"
    try:
        register = _register(paths.register, names=names, others=sources)
        as_of = max((source.as_of for source in sources), default="")
        facts = {
            "unreadable": len(shown),
            "app": __version__,
            "names": names,
            "as_of": as_of,
            "koppelingen": {source.slug: source.journal for source in sources},
        }
        shown |= {source.id: source.slug for source in sources}
        maskers = {source.id: source.masker for source in sources}
        looked = checks(from_iso(as_of) if as_of else datetime.fromtimestamp(0, UTC))
        seen = [
            _seen(check, places, shown, maskers) for check in looked if only in ("", check.about) or not check.about
        ]
        members = _members(sources, register, settings, seen, plans)
        digest = archive.write(output, members, facts)
    except OSError as problem:
        raise StorageError(say("{file}: {problem}.", file=output, problem=problem.strerror)) from problem
    finally:
        for source in sources:
            source.close()
    return Bundle(output, digest, len(sources), names)


def _register(path: Path, *, names: bool, others: "list[_Source]") -> "_Source":
    """The register, or nothing in its place when it can't be read: doctor tells why."""
    try:
        return _Source(path, names=names, others=others)
    except (StorageError, sqlite3.Error):
        return _Source(path.with_name("none.db"), names=names, others=others)


def _members(
    sources: "list[_Source]",
    register: "_Source",
    settings: Settings,
    checks: list[dict[str, str]],
    plans: Mapping[str, Any],
) -> Iterator[tuple[str, bytes]]:
    yield "doctor.json", archive.to_json(checks)
    yield "settings.json", archive.to_json(settings_seen.changed(settings))
    yield "versions.json", archive.to_json(_versions())
    yield from register.tables("register", REGISTER_TABLES)
    register.close()
    for source in sources:
        folder = f"koppelingen/{source.slug}"
        yield from source.tables(folder, KOPPELING_TABLES)
        yield f"{folder}/schema.json", archive.to_json(source.schema())
        if source.id in plans:
            yield f"{folder}/plan.json", archive.to_json(source.masker.walk(plans[source.id]))


def _versions() -> dict[str, str]:
    import platform

    return {"koppelbord": __version__, "python": platform.python_version(), "sqlite": sqlite3.sqlite_version}


def _seen(
    check: Check, places: Mapping[str, str], koppelingen: Mapping[str, str], maskers: Mapping[str, Masker]
) -> dict[str, str]:
    """A check without this home's place on the machine, and without what differs from one minute to the next."""
    detail = check.detail
    if check.about and isinstance(detail, Sentence):
        named = {"naam", "groepen", "namen"} & detail.values.keys()
        masker = maskers.get(check.about, Masker(None))
        detail = Sentence(
            detail.msgid, {**detail.values, **{n: masker.text(Kind.NAME, str(detail.values[n])) for n in named}}
        )
    said = {"detail": "" if check.name in _VOLATILE else str(detail), "advice": str(check.advice)}
    for id_, shown in sorted(koppelingen.items(), key=lambda pair: -len(pair[0])):
        said = {name: text.replace(f"{id_}.db", f"{shown}.db") for name, text in said.items()}
    for place, shown in places.items():
        said = {name: text.replace(place, shown) for name, text in said.items()}
    masked = {name: str(Masker(None).walk(text)) for name, text in said.items()}
    return {"name": check.name, "label": check.label, "state": check.state.value, **masked}


class _Source:
    """One database, read at one moment, and the names that its koppeling goes by in a bundle."""

    def __init__(self, path: Path, *, names: bool, others: "Iterable[_Source]" = ()) -> None:
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
                yield [masker.value(kind, row[name], row) for name, kind in wanted.items()]

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


def _joined(sources: Iterable[_Source]) -> bytes:
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
