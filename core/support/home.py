"""The folders of this home: whether they are ours alone, writable, and have room; and the settings in them."""

import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from core.config import Paths, load_settings
from core.errors import UsageError
from core.support.check import Check, CheckState, failed
from core.text import Sentence, mark, say

LEAST_FREE = 50 * 1024 * 1024
LOW_FREE = 500 * 1024 * 1024
_FOLDERS = mark("Mappen")
_FILES = mark("Bestanden")
_DISK = mark("Schijfruimte")
_SETTINGS = mark("Instellingen")


def home(paths: Paths, environment: Mapping[str, str]) -> Iterator[Check]:
    """Every check of it; nothing is made or mended."""
    try:
        load_settings(paths, environment)
        yield Check("settings", _SETTINGS, CheckState.OK, str(paths.settings_file))
    except UsageError as problem:
        yield failed("settings", _SETTINGS, problem)
    for folder in dict.fromkeys((paths.data, paths.config, paths.state)):
        yield _folder(folder)
    yield _files(paths)
    yield replace(_disk(paths.data), here=True)


def _files(paths: Paths) -> Check:
    """Databases, settings and keys: each its owner's alone."""
    every = [paths.register, *sorted(paths.koppelingen.glob("*.db")), paths.settings_file, paths.secrets]
    try:
        open_ = [path for path in every if path.exists() and stat.S_IMODE(path.lstat().st_mode) & 0o077]
    except OSError as problem:
        return Check("files", _FILES, CheckState.UNKNOWN, problem.strerror or "")
    if open_:
        return Check(
            "files", _FILES, CheckState.WARN, say("{n} ook voor anderen open, zoals {file}", n=len(open_), file=open_[0]),
            say("chmod 600 {file}", file=open_[0]),
        )  # fmt: skip
    return Check("files", _FILES, CheckState.OK, say("alleen voor jou"))


def _folder(folder: Path) -> Check:
    try:
        facts = folder.lstat()
    except FileNotFoundError:
        return Check("folder", _FOLDERS, CheckState.OK, say("{folder}: nog niet gemaakt", folder=folder))
    except OSError as problem:
        return Check("folder", _FOLDERS, CheckState.FAIL, f"{folder}: {problem.strerror}", _mend(folder))
    wrong = _wrong(folder, facts)
    if wrong is not None:
        return Check("folder", _FOLDERS, CheckState.FAIL, wrong, _mend(folder))
    if stat.S_IMODE(facts.st_mode) & 0o077:
        return Check(
            "folder", _FOLDERS, CheckState.WARN, say("{folder} is ook voor anderen open.", folder=folder),
            say("chmod 700 {folder}", folder=folder),
        )  # fmt: skip
    return Check("folder", _FOLDERS, CheckState.OK, str(folder))


def _wrong(folder: Path, facts: os.stat_result) -> Sentence | None:
    if not stat.S_ISDIR(facts.st_mode):
        return say("{folder} is geen map.", folder=folder)
    if facts.st_uid != os.geteuid():
        return say("{folder} is van een ander.", folder=folder)
    if not os.access(folder, os.W_OK | os.X_OK):
        return say("{folder} is niet te beschrijven.", folder=folder)
    return None


def _mend(folder: Path) -> Sentence:
    return say("Zet {folder} recht, of kies een andere met KOPPELBORD_HOME.", folder=folder)


def _disk(folder: Path) -> Check:
    """Where the folder is, or the nearest one above it that is there."""
    there = next((one for one in (folder, *folder.parents) if one.exists()), None)
    if there is None:
        return Check("disk", _DISK, CheckState.UNKNOWN)
    try:
        free = shutil.disk_usage(there).free
    except OSError as problem:
        return Check("disk", _DISK, CheckState.UNKNOWN, problem.strerror or "")
    shown = say("{free} MB vrij", free=free // (1024 * 1024))
    advice = say("Maak ruimte: zonder ruimte wordt er niets geschreven en niets verstuurd.")
    if free < LEAST_FREE:
        return Check("disk", _DISK, CheckState.FAIL, shown, advice)
    return Check("disk", _DISK, CheckState.WARN if free < LOW_FREE else CheckState.OK, shown,
                 advice if free < LOW_FREE else "")  # fmt: skip
