"""A text beside a file: equal, or the difference is the failure. `pytest --update-snapshots` writes what is there now."""

import difflib
import os
from pathlib import Path


class Snapshots:
    """The files of one folder; what a file says is compared whole, line by line."""

    def __init__(self, folder: Path, *, update: bool) -> None:
        self._folder = folder
        self._update = update

    def check(self, name: str, lines: list[str]) -> None:
        """Fails with the difference; a text without a file fails as well, unless files are being written."""
        path = self._folder / f"{name}.txt"
        fresh = "\n".join(lines) + "\n"
        if self._update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(fresh, "utf-8")
            return
        known = path.read_text("utf-8") if path.exists() else ""
        if fresh != known:
            told = difflib.unified_diff(known.splitlines(), fresh.splitlines(), "file", "screen", lineterm="", n=1)
            message = f"{os.path.relpath(path)} (--update-snapshots writes it)\n" + "\n".join(told)
            raise AssertionError(message)

    def left_over(self, names: set[str]) -> list[str]:
        """Files that no text answers to any more."""
        return sorted(path.stem for path in self._folder.glob("*.txt") if path.stem not in names)
