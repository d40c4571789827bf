"""The folders and files of a home are their owner's alone: looked at before they are used, mended where that is safe.

A folder is 0700 and a file 0600. A home that an administrator made a group's (`chmod 2770`, the setgid bit) is shared on
purpose: 2770 and 0660 there, and files of others in that group are welcome.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from core.errors import StorageError
from core.folders import make_own
from core.text import Sentence, say

FOLDER, FILE = 0o700, 0o600
SHARED_FOLDER, SHARED_FILE = 0o2770, 0o660


def tidy(folders: Iterable[Path]) -> list[Sentence]:
    """Look at the folders that are there; where one stood open to others, at all in it too. Answers what was mended.

    Raises StorageError for a symlink or somebody else's.
    """
    words = []
    for folder in dict.fromkeys(folders):
        word = _look(folder, file=False)
        if word is not None:
            words.append(word)
            words += [
                found
                for path in _within(folder)
                if (found := _look(path, file=path.is_symlink() or not path.is_dir())) is not None
            ]
    return words


def prepare(path: Path) -> None:
    """Make sure that a file is there for us alone, its folder too. Raises StorageError.

    A file that is there is only looked at: opening and closing one would free every POSIX lock that this process holds on
    it, SQLite's too, and the next process to leave the database would then take the log away from under us.
    """
    try:
        make_own(path.parent)
        shared = is_shared(path.parent)
        _create(path, SHARED_FILE if shared else FILE)
        facts = path.lstat()
    except OSError as problem:
        raise StorageError(say("{file}: {problem}.", file=path, problem=problem.strerror)) from problem
    if stat.S_ISLNK(facts.st_mode):
        raise _refused(say("{file} is een verwijzing.", file=path), path)
    _own(path, facts, shared=shared)
    wanted = SHARED_FILE if shared else FILE
    mode = stat.S_IMODE(facts.st_mode)
    if stat.S_ISREG(facts.st_mode) and facts.st_uid == os.geteuid() and (mode != wanted if shared else mode & ~wanted):
        path.chmod(wanted)


def _create(path: Path, mode: int) -> None:
    """With its own mode whatever the umask; nothing where something is already."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode)
    except FileExistsError:
        return
    try:
        os.fchmod(handle, mode)
    finally:
        os.close(handle)


def is_shared(folder: Path) -> bool:
    """Whether an administrator made this folder a group's."""
    mode = folder.stat().st_mode
    return bool(mode & stat.S_ISGID) and bool(mode & stat.S_IWGRP)


def _look(path: Path, *, file: bool) -> Sentence | None:
    try:
        facts = path.lstat()
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise StorageError(say("{file}: {problem}.", file=path, problem=problem.strerror)) from problem
    if stat.S_ISLNK(facts.st_mode):
        raise _refused(say("{file} is een verwijzing.", file=path), path)
    if not file and not stat.S_ISDIR(facts.st_mode):
        raise _refused(say("{file} is geen map.", file=path), path)
    shared = is_shared(path.parent if file else path)
    _own(path, facts, shared=shared)
    allowed = (SHARED_FILE if file else SHARED_FOLDER) if shared else (FILE if file else FOLDER)
    if not stat.S_IMODE(facts.st_mode) & ~allowed or facts.st_uid != os.geteuid():
        return None
    try:
        path.chmod(stat.S_IMODE(facts.st_mode) & allowed)
    except OSError as problem:
        raise StorageError(say("{file}: {problem}.", file=path, problem=problem.strerror)) from problem
    return say("{file} stond open voor anderen; dat is hersteld.", file=path)


def _own(path: Path, facts: os.stat_result, *, shared: bool) -> None:
    if facts.st_uid == os.geteuid() or (shared and facts.st_gid in (*os.getgroups(), os.getegid())):
        return
    raise _refused(say("{file} is van een ander.", file=path), path)


def _refused(reason: Sentence, path: Path) -> StorageError:
    return StorageError(reason, advice=say("Bekijk {file} en zet het recht; koppelbord raakt het niet aan.", file=path))


def _within(folder: Path) -> Iterator[Path]:
    """What lies directly in a folder, links included. Raises StorageError."""
    try:
        yield from sorted(folder.iterdir())
    except OSError as problem:
        raise StorageError(say("{file}: {problem}.", file=folder, problem=problem.strerror)) from problem
