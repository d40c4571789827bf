"""Homes that nothing may change: those made of a support bundle carry a mark, and every write there is refused."""

from pathlib import Path

MARK = "alleen-lezen"


def is_read_only(data: Path) -> bool:
    """Whether a home's data folder carries the mark."""
    return (data / MARK).exists()
