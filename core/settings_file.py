"""The settings file as koppelbord itself writes in it: one line changes, all others and their remarks stay as they are."""

import os
import re
import tempfile
from pathlib import Path
from typing import Any

from core.errors import StorageError, UsageError
from core.folders import make_own
from core.text import say

_LANGUAGE = re.compile(r"""^language\s*=\s*["'](\w+)["']""", re.MULTILINE)


def put(path: Path, key: str, value: str | bool) -> None:  # noqa: FBT001 - a value, not a switch
    """Set one key above the first table. The file is replaced whole, or not at all.

    Raises UsageError where the file can't be changed safely, StorageError where it can't be written.
    """
    try:
        before = path.read_text("utf-8") if path.exists() else ""
        fresh = _with(
            before, key, f"{key} = {str(value).lower() if isinstance(value, bool) else f'{chr(34)}{value}{chr(34)}'}"
        )
        if _read(fresh) != {**_read(before), key: value}:
            raise UsageError(
                say("{key} is niet veilig te wijzigen in {file}.", key=key, file=path),
                advice=say("Wijzig die regel zelf."),
            )
        _replace(path, fresh)
    except OSError as problem:
        raise StorageError(say("{file}: {problem}.", file=path, problem=problem.strerror)) from problem


def language(path: Path) -> str:
    """The language that the file asks for, without reading all of it as TOML; empty when it doesn't."""
    try:
        found = _LANGUAGE.search(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""
    return found[1] if found else ""


def _with(text: str, key: str, line: str) -> str:
    lines = text.splitlines()
    top = next((place for place, one in enumerate(lines) if one.lstrip().startswith("[")), len(lines))
    own = re.compile(rf"^\s*{re.escape(key)}\s*=")
    place = next((place for place, one in enumerate(lines[:top]) if own.match(one)), None)
    if place is None:
        lines.insert(top, line)
    else:
        lines[place] = line
    return "\n".join(lines) + "\n"


def _read(text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def _replace(path: Path, text: str) -> None:
    make_own(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
