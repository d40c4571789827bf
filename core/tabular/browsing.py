"""The files a person may mean while typing a path: folders, and the tables in them, the newest first."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path

KINDS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls"})
_MOST = 2000


@dataclass(frozen=True, slots=True)
class Found:
    """`typed` is what the field holds once this one is chosen: a folder ends in a slash. `size` is bytes."""

    typed: str
    name: str
    folder: bool
    size: int
    modified: datetime


def matching(typed: str) -> list[Found]:
    """What the last part of a path can become: names that begin with it, else names that hold it. Files before folders.

    A folder that is not there or can't be read has nothing. Hidden ones are left out until a point is typed.
    """
    last = typed.rpartition(os.sep)[2]
    prefix = typed[: len(typed) - len(last)]
    folder = Path(prefix or ".").expanduser()
    try:
        with os.scandir(folder) as entries:
            found = [one for entry in entries if (one := _found(entry, prefix)) and _shown(entry.name, last)]
    except (OSError, ValueError):
        return []
    wanted = last.casefold()
    begin = [one for one in found if one.name.casefold().startswith(wanted)]
    chosen = begin or [one for one in found if wanted in one.name.casefold()]
    return sorted(chosen, key=_place)[:_MOST]


def completed(typed: str, found: Sequence[Found]) -> str:
    """What all of these have in common, when that is more than was typed."""
    letters = zip(*(one.typed for one in found), strict=False)
    common = "".join(at[0] for at in takewhile(lambda at: len(set(at)) == 1, letters))
    return common if len(common) > len(typed) else typed


def _found(entry: "os.DirEntry[str]", prefix: str) -> Found | None:
    """A link that leads nowhere is left out."""
    try:
        folder, facts = entry.is_dir(), entry.stat()
    except OSError:
        return None
    if not folder and Path(entry.name).suffix.lower() not in KINDS:
        return None
    typed = f"{prefix}{entry.name}{os.sep if folder else ''}"
    return Found(typed, entry.name, folder, facts.st_size, datetime.fromtimestamp(facts.st_mtime, UTC))


def _shown(name: str, last: str) -> bool:
    return not name.startswith(".") or last.startswith(".")


def _place(one: Found) -> tuple[bool, float, str]:
    return (one.folder, 0.0 if one.folder else -one.modified.timestamp(), one.name.casefold())
