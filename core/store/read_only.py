"""Homes that nothing may change carry a mark, and every write there is refused: those made of a support bundle, and those
that moved into an office.
"""

from pathlib import Path

MARK = "alleen-lezen"
MOVED = "verhuisd naar het kantoor\n"
"""What the mark says in a home that moved; in any other it says nothing."""


def is_read_only(data: Path) -> bool:
    """Whether a home's data folder carries the mark."""
    return (data / MARK).exists()


def is_moved(data: Path) -> bool:
    """Whether what a home held is in an office now."""
    mark = data / MARK
    return mark.exists() and mark.read_text("utf-8", "replace") == MOVED


def is_bundle(data: Path) -> bool:
    """Whether a home was made of a support bundle."""
    return is_read_only(data) and not is_moved(data)
