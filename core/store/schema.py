"""How a file gets its tables: sqlite-utils' migrations, counted in PRAGMA user_version.

The count lets a file that is up to date open without importing sqlite-utils (a quarter of a second); a file that is
behind is copied beside itself first (VACUUM INTO), so that a failed migration loses nothing.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.store.house import prepare


@dataclass(frozen=True, slots=True)
class Schema:
    """A named list of migrations: each a name and its statements, never changed once released."""

    name: str
    steps: Sequence[tuple[str, Sequence[str]]]

    @property
    def version(self) -> int:
        """What PRAGMA user_version says when all are applied."""
        return len(self.steps)

    def migrate(self, db: sqlite3.Connection) -> None:
        """Apply what is missing; a file with data is backed up beside itself first. The caller holds the folder: two programs
        would make the same table twice.
        """
        import sqlite_utils
        from sqlite_utils.migrations import Migrations

        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version >= self.version:
            return
        if version:
            path = db.execute("PRAGMA database_list").fetchone()[2]
            _back_up(db, Path(f"{path}.v{version}.bak"))
        migrations = Migrations(self.name)
        for name, statements in self.steps:
            migrations(name=name)(_step(statements))
        migrations.apply(sqlite_utils.Database(db))
        db.execute(f"PRAGMA user_version={self.version}")


def _step(statements: Sequence[str]):  # type: ignore[no-untyped-def]  # noqa: ANN202 - sqlite-utils' own protocol
    def run(db) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - a sqlite_utils.Database
        for statement in statements:
            db.execute(statement)

    return run


def _back_up(db: sqlite3.Connection, copy: Path) -> None:
    """Whole under its name, or not there: what an attempt that was ended left behind is no copy, and is in nobody's way."""
    part = copy.with_name(f"{copy.name}.deel")
    part.unlink(missing_ok=True)
    prepare(part)
    db.execute("VACUUM INTO ?", (str(part),))
    part.replace(copy)
