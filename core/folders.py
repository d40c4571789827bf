"""Folders for one person: made with every folder above them that is missing, each its owner's alone."""

from pathlib import Path

MODE = 0o700


def make_own(folder: Path) -> None:
    """Make it where it is not there; what is there is left as it is. Raises OSError.

    `Path.mkdir(parents=True)` gives its mode to the last one alone, so that a home would stand open by the umask.
    """
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode=MODE, exist_ok=True)
    folder.mkdir(mode=MODE, exist_ok=True)
