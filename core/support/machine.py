"""The machine and the terminal: versions, size, colours, encoding, tmux and its settings. Looks, and asks no network."""

import locale
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from typing import TextIO

from core import __version__
from core.errors import UsageError
from core.http.proxies import find_proxy
from core.support.check import Check, CheckState, failed
from core.text import mark, say

LEAST_COLUMNS, LEAST_ROWS = 60, 16
USUAL_COLUMNS, USUAL_ROWS = 80, 24
MOST_ESCAPE = 100
_LIBRARIES = ("textual", "httpx", "sqlite-utils", "keyring")
_VERSIONS = mark("Versies")
_TERMINAL = mark("Terminal")
_SIZE = mark("Grootte")
_COLOURS = mark("Kleuren")
_ENCODING = mark("Tekens")
_TMUX = mark("tmux")
_PROXY = mark("Proxy")


def machine(environment: Mapping[str, str]) -> Iterator[Check]:
    """Every check of it, the ones that need a terminal left unknown without one."""
    yield _versions()
    for check in _of_terminal(environment):
        yield replace(check, here=True)
    for check in _proxy():
        yield replace(check, here=True)


def _of_terminal(environment: Mapping[str, str]) -> Iterator[Check]:
    yield _encoding()
    stream = _stream()
    if stream is None:
        yield Check("terminal", _TERMINAL, CheckState.UNKNOWN, say("Geen terminal: alleen opdrachten werken hier."))
        return
    yield _terminal(environment)
    yield _size(stream)
    yield _colours(environment)
    if environment.get("TMUX"):
        yield _tmux(environment)
        yield from tmux_settings(environment)


def _proxy() -> Iterator[Check]:
    """The one that the variables of this session name, if any."""
    try:
        found = find_proxy()
    except UsageError as problem:
        yield failed("proxy", _PROXY, problem)
        return
    if found is not None:
        yield Check("proxy", _PROXY, CheckState.OK, found.shown)


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


def _stream() -> TextIO | None:
    """A stream that is a terminal: while the screens are up, the one that they draw on."""
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        if stream is not None and stream.isatty() and stream.fileno() >= 0:
            return stream
    return None


def _encoding() -> Check:
    encoding = getattr(sys.stdout, "encoding", None) or getattr(sys.__stdout__, "encoding", None) or ""
    shown = f"{encoding}, {locale.setlocale(locale.LC_CTYPE)}"
    if "utf" in encoding.lower():
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


def _size(stream: TextIO) -> Check:
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


def tmux_settings(environment: Mapping[str, str], ask: Callable[[str], str] | None = None) -> Iterator[Check]:
    """The two that people trip over: how long esc waits, and whether what is copied reaches the terminal outside."""
    asked = ask or _asked(environment)
    waits, clipboard = asked("escape-time"), asked("set-clipboard")
    if waits.isdecimal() and int(waits) > MOST_ESCAPE:
        yield Check(
            "tmux_escape", _TMUX, CheckState.WARN, say("esc wacht {ms} ms", ms=waits),
            say("Zet in tmux: set -sg escape-time 20."),
        )  # fmt: skip
    elif waits:
        yield Check("tmux_escape", _TMUX, CheckState.OK, say("esc wacht {ms} ms", ms=waits))
    if clipboard == "off":
        yield Check(
            "tmux_clipboard", _TMUX, CheckState.WARN, say("kopiëren gaat niet naar buiten (set-clipboard off)"),
            say("Zet in tmux: set -g set-clipboard on."),
        )  # fmt: skip


def _asked(environment: Mapping[str, str]) -> Callable[[str], str]:
    """An option of the tmux that this terminal is in; empty when it does not say within a second."""

    def ask(option: str) -> str:
        program = shutil.which("tmux")
        if program is None:
            return ""
        try:
            done = subprocess.run(  # noqa: S603 - a program of the machine, and words of ours
                [program, "show-options", "-gsv", option] if option == "escape-time" else
                [program, "show-options", "-gv", option],
                env={**os.environ, "TMUX": environment["TMUX"]}, capture_output=True, text=True, timeout=1, check=False,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            return ""
        return done.stdout.strip()

    return ask
