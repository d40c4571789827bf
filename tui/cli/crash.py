"""The report of a failure that nobody foresaw: a 0600 file in the state folder, without a secret."""

import os
import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core import __version__
from core.folders import make_own
from core.shield import given_secrets
from core.text import t

if TYPE_CHECKING:
    from core.service import Service

_known: "list[Service]" = []


def know(service: "Service") -> None:
    """The service at work, whose secrets a report must not hold."""
    _known[:] = [service]


def report(crash: Exception) -> str:
    """Write it down; answers the sentence that says where."""
    kind = type(crash).__name__
    text = _redacted("".join(traceback.format_exception(crash)))
    heading = f"koppelbord {__version__} · Python {platform.python_version()} · {platform.platform()}\n"
    try:
        path = _write(heading + text)
    except OSError as problem:
        return t(
            "Er ging iets mis in koppelbord ({kind}), en het verslag was niet te schrijven: {problem}.",
            kind=kind,
            problem=problem.strerror or type(problem).__name__,
        )
    return t("Er ging iets mis in koppelbord ({kind}). Het verslag staat in {path}.", kind=kind, path=path)


def _redacted(text: str) -> str:
    from core.http import Secrets

    given = Secrets()
    for secret in given_secrets():
        given.add(secret)
    text = given.redact(text)
    for service in _known:
        text = service.redact(text)
    return text


def _write(text: str) -> Path:
    """In the state folder; where that can't be, in the folder for temporary files. Raises OSError."""
    import tempfile

    from core.config import find_paths

    try:
        state = find_paths().state
        make_own(state)
        return _new_file(state, text)
    except OSError:
        return _new_file(Path(tempfile.gettempdir()), text)


def _new_file(folder: Path, text: str) -> Path:
    import tempfile

    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    handle, name = tempfile.mkstemp(prefix=f"crash-{moment}-", suffix=".txt", dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)
    return Path(name)
