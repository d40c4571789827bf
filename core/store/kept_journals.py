"""Journals of homes that came into an office which had one of its own: kept beside it, only to be read.

Their names begin with `home@`. In an office each is rows of its own; where an office went back into a home, a file each.
"""

from pathlib import Path

from core.config import Paths

KEPT = "home@"
FOLDER = "verslagen"
"""In the data of a home."""


def journal_file(paths: Paths, name: str) -> Path:
    """Where a home keeps the journal of that name."""
    return paths.data / FOLDER / f"{name}.db"


def journals_in(paths: Paths) -> list[str]:
    """The names of those that a home keeps."""
    return sorted(path.stem for path in (paths.data / FOLDER).glob(f"{KEPT}*.db"))
