"""Backups of a home and their way back: each file whole, checked, its owner's alone; what is replaced is kept beside it.

An old backup is safe for pushes: a declaratie that was sent since is found in SnelStart by its marker and adopted.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from core import __version__
from core.clock import iso
from core.config import Paths
from core.errors import DamagedDatabaseError, NewerDatabaseError, NotFoundError, StorageError, UsageError
from core.store import journal
from core.store.database import connect, storage_error
from core.store.house import prepare
from core.store.kept_journals import FOLDER, KEPT, journal_file, journals_in
from core.store.schema import Schema
from core.store.schema_koppeling import KOPPELING
from core.store.schema_register import REGISTER
from core.text import mark, say

LIST, FORMAT = "backup.json", "koppelbord-backup"
REGISTER_NAME = "register.db"
LARGEST_LIST = 16 * 2**20


class NoBackupError(UsageError):
    """The folder holds no backup of ours, or not a whole one."""

    heading = mark("Dit is geen back-up van koppelbord.")
    hint = mark("Kies een map die met 'koppelbord backup' gemaakt is; er is niets teruggezet.")


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A file of a backup: its name, its sha256, how many events it has."""

    name: str
    sha256: str
    events: int

    def to_json(self) -> dict[str, Any]:
        """An item of the list."""
        return {"name": self.name, "sha256": self.sha256, "events": self.events}


@dataclass(frozen=True, slots=True)
class Restored:
    """A file that was put back; `kept` is where the one before it lies, empty when there was none."""

    name: str
    kept: str
    until: str

    def to_json(self) -> dict[str, Any]:
        """An item of `restore --json`; `until` is the time of the newest event in the backup."""
        return {"name": self.name, "kept": self.kept, "until": self.until}


def make(paths: Paths, folder: Path, now: datetime, only: str = "") -> list[BackedUp]:
    """Back up the home, or one koppeling, into a new or empty folder. Raises UsageError, NotFoundError, StorageError."""
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(say("{folder} is niet leeg.", folder=folder))
    made = [_copy(path, folder / name, name) for name, path in _files(paths, only)]
    if not made:
        raise NotFoundError(say("Er is nog niets om een back-up van te maken."))
    listed = {"format": FORMAT, "app": __version__, "made_at": iso(now), "files": [one.to_json() for one in made]}
    prepare(folder / LIST)
    (folder / LIST).write_text(json.dumps(listed, indent=1, sort_keys=True) + "\n", "utf-8")
    return made


def restore(paths: Paths, folder: Path, now: datetime, only: str = "") -> list[Restored]:
    """Put a backup back, all of it or one koppeling. Everything is checked before anything is replaced.

    The caller holds the koppelingen's OS locks. Raises NoBackupError, DamagedDatabaseError, NewerDatabaseError.
    """
    files = [name for name in _listed(folder) if not only or name == f"koppelingen/{only}.db"]
    if not files:
        raise NotFoundError(say("{name} zit niet in de back-up.", name=only or folder))
    for name in files:
        _check(folder / name, _schema(name))
    return [_put_back(folder / name, _place(paths, name), name, now) for name in files]


def koppelingen_in(folder: Path) -> list[str]:
    """The ids of the koppelingen in a backup. Raises NoBackupError."""
    return [Path(name).stem for name in _listed(folder) if _schema(name) is KOPPELING]


def _files(paths: Paths, only: str) -> Iterator[tuple[str, Path]]:
    if not only and paths.register.exists():
        yield REGISTER_NAME, paths.register
    for path in sorted(paths.koppelingen.glob("*.db")):
        if only in ("", path.stem):
            yield f"koppelingen/{path.name}", path
    for name in journals_in(paths) if not only else ():
        yield f"{FOLDER}/{name}.db", journal_file(paths, name)


def _copy(source: Path, target: Path, name: str) -> BackedUp:
    """VACUUM INTO: whole at one moment, whoever writes meanwhile."""
    prepare(target)
    try:
        with closing(sqlite3.connect(source, timeout=10, isolation_level=None)) as db:
            db.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as problem:
        target.unlink(missing_ok=True)
        raise storage_error(problem, source) from problem
    events = _check(target, _schema(name))
    return BackedUp(name, _sum(target), events)


def _check(path: Path, schema: Schema) -> int:
    """Whether a file is whole and not newer than this program; answers how many events it has."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            words = str(db.execute("PRAGMA integrity_check(1)").fetchone()[0])
            version = int(db.execute("PRAGMA user_version").fetchone()[0])
            events = int(db.execute("SELECT count(*) FROM events").fetchone()[0])
    except sqlite3.Error as problem:
        raise storage_error(problem, path) from problem
    if words != "ok":
        raise DamagedDatabaseError(say("{file}: {problem}.", file=path, problem=words))
    if version > schema.version:
        raise NewerDatabaseError(
            say(
                "{file} heeft versie {found}, dit programma kent {known}.",
                file=path,
                found=version,
                known=schema.version,
            )
        )
    return events


def _put_back(source: Path, target: Path, name: str, now: datetime) -> Restored:
    kept = _keep(target, now)
    try:
        with closing(connect(target)) as db, closing(sqlite3.connect(source)) as backup:
            backup.backup(db)
        with closing(connect(target, _schema(name))) as db:
            until = str(db.execute("SELECT coalesce(max(at), '') FROM events").fetchone()[0])
            if not name.startswith(FOLDER):
                detail = {"until": until, "kept": kept}
                db.execute("BEGIN IMMEDIATE")
                journal.append(db, iso(now), "backup.teruggezet", "journal", detail)
                db.execute("COMMIT")
    except sqlite3.Error as problem:
        raise storage_error(problem, target) from problem
    return Restored(name, kept, until)


def _keep(present: Path, now: datetime) -> str:
    """A copy of what is there now, beside it; a file too damaged to be copied is moved there. Answers its name."""
    if not present.exists():
        return ""
    beside = _free(present.with_name(f"{present.name}.before-{now:%Y%m%dT%H%M%SZ}"))
    try:
        prepare(beside)
        with closing(sqlite3.connect(present, timeout=10, isolation_level=None)) as db:
            db.execute("VACUUM INTO ?", (str(beside),))
    except sqlite3.DatabaseError:
        for tail in ("", "-wal", "-shm"):
            part = present.with_name(present.name + tail)
            if part.exists():
                part.replace(beside.with_name(beside.name + tail))
    return beside.name


def _free(path: Path) -> Path:
    number, free = 2, path
    while free.exists():
        free, number = path.with_name(f"{path.name}-{number}"), number + 1
    return free


def _listed(folder: Path) -> list[str]:
    """The files of a backup, each as the list says. Raises NoBackupError."""
    path = folder / LIST
    try:
        if path.stat().st_size > LARGEST_LIST:
            raise NoBackupError(say("{file} is te groot.", file=path))
        found = json.loads(path.read_bytes())
        names = {str(one["name"]): str(one["sha256"]) for one in found["files"]}
        foreign = found["format"] != FORMAT
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as problem:
        raise NoBackupError(say("{file} is niet te lezen.", file=path)) from problem
    if foreign or not all(_is_ours(name) for name in names):
        raise NoBackupError(say("{file} is van een ander programma.", file=path))
    for name, digest in names.items():
        if not (folder / name).is_file() or _sum(folder / name) != digest:
            raise NoBackupError(say("{name} ontbreekt of is veranderd.", name=name))
    return sorted(names)


def _is_ours(name: str) -> bool:
    place = Path(name)
    folder, before = (FOLDER, KEPT) if name.startswith(f"{FOLDER}/{KEPT}") else ("koppelingen", "")
    plain = place.name.removesuffix(".db").removeprefix(before).replace("-", "").replace("_", "")
    inside = name == f"{folder}/{place.name}" and plain.isalnum() and plain.isascii() and place.suffix == ".db"
    return name == REGISTER_NAME or inside


def _sum(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise StorageError(say("{file}: {problem}.", file=path, problem=problem.strerror)) from problem


def _schema(name: str) -> Schema:
    return KOPPELING if name.startswith("koppelingen/") else REGISTER


def _place(paths: Paths, name: str) -> Path:
    return paths.register if name == REGISTER_NAME else paths.data / name
