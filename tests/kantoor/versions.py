"""Other versions of the program, made of this one: its tree is copied, and a copy learns what a later version would."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.soak.office import PROGRAM, ROOT, Office

_END = "    ],\n)\n"
_SYNC = "    report, _ = await opened.scheduled()\n"
ADDS = (
    "CREATE TABLE later (run TEXT PRIMARY KEY, said TEXT NOT NULL) STRICT",
    "ALTER TABLE runs ADD COLUMN later TEXT NOT NULL DEFAULT 'by an older one'",
)
TAKES = ("DROP TABLE later", "ALTER TABLE runs DROP COLUMN later")
_USES = """
    def note(db):
        db.execute("UPDATE runs SET later = 'by a later one' WHERE id = (SELECT max(id) FROM runs)")
        db.execute("INSERT OR REPLACE INTO later VALUES ('last', 'synced')")

    await opened.database.write(note)
"""


class Version:
    """A tree with a program of its own in it."""

    def __init__(self, folder: Path, number: str) -> None:
        self.tree = folder / number
        for name in ("core", "screens", "tui"):
            shutil.copytree(ROOT / name, self.tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        self.number = number
        self._change("core/__init__.py", '__version__ = "', f'__version__ = "{number}-')

    def step(self, name: str, statements: Sequence[str]) -> None:
        """A step of the schema of a koppeling after all that are there."""
        path = "core/store/schema_koppeling.py"
        self._change(path, _END, f"        ({name!r}, {list(statements)!r}),\n{_END}")
        assert (self.tree / path).read_text("utf-8").endswith(f"),\n{_END}")

    def uses_what_it_adds(self) -> None:
        """A sync writes where an older version has nothing."""
        self._change("core/kantoor/doing.py", _SYNC, _SYNC + _USES)

    def run(self, office: Office, *words: str) -> "subprocess.CompletedProcess[str]":
        """A command of this version."""
        command = [*PROGRAM, *words]
        return subprocess.run(
            command, cwd=self.tree, env=office.environment, capture_output=True, text=True, check=False, timeout=60
        )

    def _change(self, path: str, old: str, new: str) -> None:
        file = self.tree / path
        text = file.read_text("utf-8")
        assert text.count(old) == 1, path
        file.write_text(text.replace(old, new), "utf-8")
