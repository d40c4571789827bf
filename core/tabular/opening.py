"""The bytes of a file that a person named, or a sentence that says why there are none."""

from pathlib import Path

from core.errors import UsageError
from core.text import say

LARGEST = 128 * 1024 * 1024
"""A hundred times what a year of registraties takes."""


def read_bytes(file: Path) -> bytes:
    """All of it. Raises UsageError for a folder, a file that is not there, can't be read, is empty or far too large."""
    if file.is_dir():
        raise UsageError(say("{bestand} is een map, geen bestand.", bestand=file))
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except FileNotFoundError:
        raise UsageError(say("{bestand} bestaat niet.", bestand=file)) from None
    except OSError as wrong:
        raise UsageError(
            say("{bestand} kan niet gelezen worden: {reden}.", bestand=file, reden=wrong.strerror)
        ) from wrong
    if len(data) > LARGEST:
        raise UsageError(
            say("{bestand} is groter dan {mb} MB.", bestand=file.name, mb=LARGEST >> 20),
            advice=say("Verdeel het over meer bestanden."),
        )
    if not data.strip():
        raise UsageError(say("{bestand} is leeg.", bestand=file.name))
    return data
