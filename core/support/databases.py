"""The databases of a home, read only: whether each opens, which version it has, whether it is whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from core.config import Paths
from core.errors import DamagedDatabaseError, NewerDatabaseError, StorageError
from core.store.database import storage_error
from core.store.schema import Schema
from core.store.schema_koppeling import KOPPELING
from core.store.schema_register import REGISTER
from core.support.check import EACH, Check, CheckState, failed
from core.text import mark, say

_DATABASE = mark("Gegevens")
_UNLISTED = say(
    "'koppelbord koppelingen check' zet haar erin. Blijft dit staan, dan hoort een van haar administraties al bij een andere "
    "koppeling; het bestand blijft bewaard."
)


def databases(paths: Paths) -> Iterator[Check]:
    """The register, then each koppeling's file; of many that are whole only how many there are."""
    files = sorted(paths.koppelingen.glob("*.db"))
    if paths.register.exists():
        yield _look(paths.register, REGISTER, "register")
    elif not files:
        yield Check("register", _DATABASE, CheckState.OK, say("nog geen koppelingen"))
        return
    listed, whole = _ids(paths.register, "koppelingen"), []
    for path in files:
        check = _look(path, KOPPELING, "koppeling")
        if check.state is CheckState.OK and _ids(path, "koppeling") - listed:
            check = Check(
                "koppeling", _DATABASE, CheckState.WARN, say("{file}: niet in de lijst", file=path), _UNLISTED
            )
        if check.state is CheckState.OK:
            whole.append(check)
        else:
            yield check
    if len(whole) <= EACH:
        yield from whole
    else:
        yield Check("koppeling", _DATABASE, CheckState.OK, say("{n} bestanden van koppelingen, heel", n=len(whole)))


def _ids(path: Path, table: str) -> set[str]:
    """The koppelingen that a table names; none where the file is lost or can't be read, which is told elsewhere."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=2)) as db:
            return {str(id_) for (id_,) in db.execute(f"SELECT id FROM {table}")}  # noqa: S608 - a name of ours
    except sqlite3.Error:
        return set()


def _look(path: Path, schema: Schema, name: str) -> Check:
    try:
        version, words = _inspect(path)
    except StorageError as problem:
        return failed(name, _DATABASE, problem)
    if version > schema.version:
        newer = NewerDatabaseError(
            say(
                "{file} heeft versie {found}, dit programma kent {known}.",
                file=path,
                found=version,
                known=schema.version,
            )
        )
        return failed(name, _DATABASE, newer)
    if words != "ok":
        return failed(name, _DATABASE, DamagedDatabaseError(say("{file}: {problem}.", file=path, problem=words)))
    if version < schema.version:
        return Check(
            name, _DATABASE, CheckState.OK,
            say("{file}: versie {found}, wordt bij openen bijgewerkt naar {known}", file=path, found=version,
                known=schema.version),
        )  # fmt: skip
    return Check(name, _DATABASE, CheckState.OK, say("{file}: versie {version}, heel", file=path, version=version))


def _inspect(path: Path) -> tuple[int, str]:
    """(version, what the quick integrity check says). Raises StorageError."""
    try:
        db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=2)
    except sqlite3.Error as problem:
        raise storage_error(problem, path) from problem
    try:
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
        words = str(db.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.Error as problem:
        raise storage_error(problem, path) from problem
    finally:
        db.close()
    return version, words
