"""The bytes of a file that a person named, or a sentence that says why there are none."""

from pathlib import Path

from core.errors import UsageError
from core.text import say


def read_bytes(file: Path) -> bytes:
    """All of it. Raises UsageError for a folder, a file that is not there, can't be read or is empty."""
    if file.is_dir():
        raise UsageError(say("{bestand} is een map, geen bestand.", bestand=file))
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise UsageError(say("{bestand} bestaat niet.", bestand=file)) from None
    except OSError as wrong:
        raise UsageError(
            say("{bestand} kan niet gelezen worden: {reden}.", bestand=file, reden=wrong.strerror)
        ) from wrong
    if not data.strip():
        raise UsageError(say("{bestand} is leeg.", bestand=file.name))
    return data
