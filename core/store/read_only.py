"""Homes that nothing may change: those made of a support bundle carry a mark, and every write there is refused."""

from pathlib import Path

from core.errors import StorageError
from core.text import mark

MARK = "alleen-lezen"


class ReadOnlyError(StorageError):
    """A home that shows what was, and is not worked in."""

    heading = mark("Dit is een bundel: alleen lezen.")
    hint = mark("Wat je zoekt gebeurt bij de klant; hier verandert niets.")


def is_read_only(data: Path) -> bool:
    """Whether a home's data folder carries the mark."""
    return (data / MARK).exists()
