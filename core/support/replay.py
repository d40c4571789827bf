"""Open a support bundle: a home made from it that the very screens and commands can read, and that nothing can change.

What the bundle leaves out is empty there; its journal is chained anew, with the numbers and times it had.
"""

import json
import sqlite3
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.config import Paths, Settings
from core.domain.events import GENESIS, canonical, chain
from core.domain.plan import PlanLine
from core.errors import UsageError
from core.folders import make_own
from core.setting_checks import SettingError
from core.store.database import connect
from core.store.gaps import TRIMMED, Gap, agreed, replace
from core.store.read_only import MARK
from core.store.schema import Schema
from core.store.schema_koppeling import KOPPELING
from core.store.schema_register import REGISTER
from core.support.allowed import KOPPELING_TABLES, REGISTER_TABLES, Columns
from core.support.archive import Archive, NoBundleError, to_json
from core.support.check import Check, CheckState
from core.support.masking import Kind
from core.text import Sentence, say

DOCTOR = "doctor.json"
SHOWING = (
    "sync_minutes",
    "calls_a_minute",
    "calls_an_hour",
    "hours_rule",
    "approval_above",
    "payment_days",
    "window_months",
)
"""Settings of the customer's that the screens depend on."""
READ_BACK: Mapping[tuple[str, str], Callable[[Any], object]] = {
    ("run_lines", "line"): PlanLine.from_json,
    ("regels", "rule"): Sentence.from_json,
}
"""What screens take apart again: it is read once here, so that a bundle that holds something else is refused at the door."""
_EMPTY = {"TEXT": "", "INTEGER": 0, "REAL": 0.0, "BLOB": b"{}"}


@dataclass(frozen=True, slots=True)
class Opened:
    """A home on this machine: `home` for KOPPELBORD_HOME; `as_of` is the time of the newest event in it; `manifest` says
    what the bundle was made from.
    """

    home: Path
    as_of: str
    manifest: Mapping[str, Any]
    doctor: list[dict[str, str]]
    plans: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        """The answer of `support open --json`."""
        kept = {name: self.manifest.get(name) for name in ("app", "names", "koppelingen")}
        return {"home": str(self.home), "as_of": self.as_of, **kept, "doctor": self.doctor}


def open_bundle(file: Path, home: Path) -> Opened:
    """Make a home of a bundle in an empty folder. Raises NoBundleError for a foreign or damaged file, UsageError for a
    folder that is not empty; what was half made is marked read-only too.
    """
    if home.exists() and any(home.iterdir()):
        raise UsageError(say("{folder} is niet leeg.", folder=home))
    paths = Paths(data=home / "data", config=home / "config", state=home / "state")
    archive = Archive(file)
    try:
        archive.check()
        for folder in (home, paths.data, paths.koppelingen, paths.config, paths.state):
            make_own(folder)
        (paths.data / MARK).touch(mode=0o600)
        slugs = sorted({name.split("/")[1] for name in archive.names() if name.startswith("koppelingen/")})
        _fill(paths.register, REGISTER, REGISTER_TABLES, archive, "register")
        for slug in slugs:
            _fill(paths.koppeling(slug), KOPPELING, KOPPELING_TABLES, archive, f"koppelingen/{slug}")
        plans = {slug: archive.json(f"koppelingen/{slug}/plan.json") for slug in slugs}
        doctor = archive.json("doctor.json")
        settings = archive.json("settings.json")
    finally:
        archive.close()
    _settle(paths, settings)
    checks = [dict(one) for one in doctor if isinstance(one, dict)] if isinstance(doctor, list) else []
    (paths.data / DOCTOR).write_bytes(to_json(checks))
    return Opened(home, str(archive.manifest.get("as_of", "")), archive.manifest, checks, plans)


def _settle(paths: Paths, seen: Any) -> None:
    """What the customer set that decides what is shown: never an address, and nothing that is not a setting any more."""
    known = seen if isinstance(seen, dict) else {}
    kept = {name: str(known[name]) for name in SHOWING if name in known}
    try:
        Settings(**kept)  # type: ignore[arg-type]
    except SettingError:
        return
    lines = [f"{name} = {json.dumps(value)}\n" for name, value in kept.items()]
    paths.settings_file.touch(mode=0o600)
    paths.settings_file.write_text("".join(lines), "utf-8")


def seen_checks(data: Path) -> list[Check]:
    """What the doctor saw where the bundle was made; nothing when it is not there or not readable."""
    try:
        found = json.loads((data / DOCTOR).read_text("utf-8"))
        return [
            Check(str(one["name"]), str(one.get("label") or one["name"]), CheckState(one["state"]), str(one["detail"]),
                  str(one.get("advice", "")))
            for one in found
        ]  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _fill(path: Path, schema: Schema, allowed: Mapping[str, Columns], archive: Archive, folder: str) -> None:
    """Raises NoBundleError for rows that the tables refuse."""
    with closing(connect(path, schema)) as db:
        db.execute("PRAGMA foreign_keys=OFF")
        try:
            db.execute("BEGIN")
            for table, columns in allowed.items():
                names, rows = archive.rows(f"{folder}/{table}.jsonl")
                if table == "events":
                    _chain(db, names, rows)
                else:
                    _insert(db, table, columns, names, rows)
            db.execute("COMMIT")
        except (
            sqlite3.Error,
            ValueError,
            TypeError,
            KeyError,
            OverflowError,
            AttributeError,
            RecursionError,
        ) as problem:
            raise NoBundleError(say("{name} past niet in deze koppelbord.", name=folder)) from problem


def _insert(db: sqlite3.Connection, table: str, allowed: Columns, names: list[str], rows: Iterable[list[Any]]) -> None:
    """Only columns that are allowed and there; what the bundle left out is empty."""
    there = {row[1]: row for row in db.execute(f"PRAGMA table_info({table})")}
    places = {name: place for place, name in enumerate(names) if name in allowed and name in there}
    needed = {
        name: _EMPTY[row[2]]
        for name, row in there.items()
        if name not in places and row[3] and row[4] is None and not row[5]
    }
    columns = [*places, *needed]
    marks = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - names that the schema has
    read_back = [(place, READ_BACK[table, name]) for name, place in places.items() if (table, name) in READ_BACK]
    for row in rows:
        for place, read in read_back:
            read(json.loads(row[place]))
        cells = [_cell(allowed[name], row[place]) for name, place in places.items()]
        db.execute(statement, [*cells, *needed.values()])


def _cell(kind: Kind, value: Any) -> Any:
    if kind is Kind.DIGEST and isinstance(value, str):
        return bytes.fromhex(value)
    if kind is Kind.RECORD:
        return value.encode() if isinstance(value, str) else b"{}"
    if isinstance(value, list | dict):
        raise TypeError(value)
    return value


def rechain(db: sqlite3.Connection, last: int) -> None:
    """Only the events up to and with number `last`, in a chain of their own."""
    names = ["seq", "at", "type", "subject", "actor", "detail"]
    rows = [list(row) for row in db.execute(f"SELECT {', '.join(names)} FROM events WHERE seq <= ?", (last,))]  # noqa: S608 - ours
    replace(db, [Gap(1, sys.maxsize, GENESIS)])
    db.execute("DELETE FROM events")
    db.execute("DELETE FROM journal_head")
    _chain(db, names, rows)


def _chain(db: sqlite3.Connection, names: list[str], rows: Iterable[list[Any]]) -> None:
    """The events with a chain of their own: what was trimmed before stays a gap, so the numbers are those of the customer."""
    events = sorted((dict(zip(names, row, strict=True)) for row in rows), key=lambda event: int(event["seq"]))
    last_witness = max((int(event["seq"]) for event in events if event["type"] == TRIMMED), default=0)
    prev, expected, gaps = GENESIS, 1, []
    for event in events:
        seq = int(event["seq"])
        if seq > expected:
            gaps.append(Gap(expected, seq - 1, prev))
        detail = json.loads(event["detail"])
        if seq == last_witness and isinstance(detail, dict):
            detail["gaps"] = agreed(gaps)
        text = canonical(detail)
        at, type_, subject, actor = (str(event[name]) for name in ("at", "type", "subject", "actor"))
        hash_ = chain(prev, seq, at, type_, subject, actor, text)
        db.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (seq, at, type_, subject, actor, text, prev, hash_)
        )
        prev, expected = hash_, seq + 1
    if events:
        db.execute("INSERT OR REPLACE INTO journal_head VALUES (1, ?, ?)", (expected - 1, prev))
    replace(db, gaps)
