"""The machine and the terminal: versions, size, colours, encoding, tmux. Looks, and asks nobody."""

import locale
import os
import platform
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version

from core import __version__
from core.support.check import Check, CheckState
from core.text import mark, say

LEAST_COLUMNS, LEAST_ROWS = 60, 16
USUAL_COLUMNS, USUAL_ROWS = 80, 24
_LIBRARIES = ("textual", "httpx", "sqlite-utils", "keyring")
_VERSIONS = mark("Versies")
_TERMINAL = mark("Terminal")
_SIZE = mark("Grootte")
_COLOURS = mark("Kleuren")
_ENCODING = mark("Tekens")
_TMUX = mark("tmux")


def machine(environment: Mapping[str, str]) -> Iterator[Check]:
    """Every check of it, the ones that need a terminal left unknown without one."""
    yield _versions()
    yield _encoding()
    tty = sys.stdout.isatty() or sys.stderr.isatty()
    if not tty:
        yield Check("terminal", _TERMINAL, CheckState.UNKNOWN, say("Geen terminal: alleen opdrachten werken hier."))
        return
    yield _terminal(environment)
    yield _size()
    yield _colours(environment)
    if environment.get("TMUX"):
        yield _tmux(environment)


def _versions() -> Check:
    found = [f"koppelbord {__version__}", f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    missing = []
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return Check(
            "versions", _VERSIONS, CheckState.FAIL, say("Ontbreekt: {names}.", names=", ".join(missing)),
            say("Installeer koppelbord opnieuw."),
        )  # fmt: skip
    return Check("versions", _VERSIONS, CheckState.OK, ", ".join(found))


def _encoding() -> Check:
    encoding = (sys.stdout.encoding or "").lower()
    shown = f"{sys.stdout.encoding}, {locale.setlocale(locale.LC_CTYPE)}"
    if "utf" in encoding:
        return Check("encoding", _ENCODING, CheckState.OK, shown)
    return Check(
        "encoding", _ENCODING, CheckState.WARN, shown, say("Zet LANG op een UTF-8-taal, bijvoorbeeld nl_NL.UTF-8.")
    )


def _terminal(environment: Mapping[str, str]) -> Check:
    term = environment.get("TERM", "")
    if term in ("", "dumb"):
        return Check(
            "terminal", _TERMINAL, CheckState.FAIL, say("TERM is {term}.", term=term or "–"),
            say("Gebruik een terminal die schermen kan tekenen, of de opdrachten."),
        )  # fmt: skip
    where = say("{term}, over SSH", term=term) if environment.get("SSH_CONNECTION") else term
    return Check("terminal", _TERMINAL, CheckState.OK, where)


def _size() -> Check:
    stream = sys.stdout if sys.stdout.isatty() else sys.stderr
    columns, rows = os.get_terminal_size(stream.fileno())
    shown = f"{columns}×{rows}"
    if columns < LEAST_COLUMNS or rows < LEAST_ROWS:
        return Check(
            "size", _SIZE, CheckState.FAIL, shown,
            say("Maak het venster minstens {columns}×{rows}.", columns=LEAST_COLUMNS, rows=LEAST_ROWS),
        )  # fmt: skip
    if columns < USUAL_COLUMNS or rows < USUAL_ROWS:
        return Check(
            "size", _SIZE, CheckState.WARN, shown,
            say("Vanaf {columns}×{rows} past alles.", columns=USUAL_COLUMNS, rows=USUAL_ROWS),
        )  # fmt: skip
    return Check("size", _SIZE, CheckState.OK, shown)


def _colours(environment: Mapping[str, str]) -> Check:
    if environment.get("NO_COLOR"):
        return Check("colours", _COLOURS, CheckState.OK, say("uit (NO_COLOR)"))
    if environment.get("COLORTERM", "") in ("truecolor", "24bit"):
        return Check("colours", _COLOURS, CheckState.OK, say("16 miljoen"))
    count = "256" if "256" in environment.get("TERM", "") else "16"
    return Check("colours", _COLOURS, CheckState.OK, count)


def _tmux(environment: Mapping[str, str]) -> Check:
    if environment.get("TERM", "").startswith(("tmux", "screen")):
        return Check("tmux", _TMUX, CheckState.OK, say("ja; kopiëren gaat via tmux"))
    return Check(
        "tmux", _TMUX, CheckState.WARN, say("TERM is {term} binnen tmux.", term=environment.get("TERM", "–")),
        say("Zet in tmux: set -g default-terminal tmux-256color."),
    )  # fmt: skip
