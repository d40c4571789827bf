"""Where words and data go: stdout has the answer, stderr everything said about it.

What comes from a service is data: no control character of it reaches a terminal.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, TextIO

from core.errors import AppError
from core.text import t

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_STEERING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

_plain: list[bool] = []
"""Whether words are for who listens."""

_open: list[str] = []
"""The line of progress that has no end yet."""


def prepare() -> None:
    """A character that the terminal's encoding lacks becomes a mark, never an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace" if stream is sys.stdout else "backslashreplace")


def speak_plainly(*, plain: bool) -> None:
    """From now on words are for who listens: no tables, no signs, nothing that is written over."""
    _plain[:] = [True] if plain else []


def is_plain() -> bool:
    """Whether words are for who listens."""
    return bool(_plain)


def clean(text: str) -> str:
    """One line, without what steers a terminal."""
    return _CONTROL.sub("·", text)


def line(text: str = "") -> None:
    """A line of the answer in words."""
    sys.stdout.write(f"{_steady(text)}\n")


def happened(text: str) -> None:
    """A line of an answer that goes on for days, sent at once: a file or a pipe is else given thousands of letters at a time."""
    line(text)
    sys.stdout.flush()


def data(value: Any) -> None:
    """The answer as one line of JSON, sent at once."""
    sys.stdout.write(f"{_json(value)}\n")
    sys.stdout.flush()


def stream(values: Iterable[Mapping[str, Any]]) -> None:
    """A line of JSON a record."""
    for value in values:
        sys.stdout.write(f"{_json(value)}\n")
    sys.stdout.flush()


def words(text: str) -> None:
    """Something to read beside the answer."""
    _tell(sys.stderr, text)


def progress(text: str, *, complete: bool) -> None:
    """How far long work is, over the line that said so before; `complete` leaves it standing, and alone is spoken or filed."""
    if is_plain() or not sys.stderr.isatty():
        if complete:
            words(text)
        return
    _open[:] = [] if complete else [text]
    with suppress(OSError, ValueError):
        sys.stderr.write(f"\r\x1b[K{text}" + ("\n" if complete else ""))
        sys.stderr.flush()


def confirm(question: str) -> bool:
    """Ask on stderr, answered from a terminal; without one the answer is no, and it is said how to do it anyway."""
    if not sys.stdin.isatty():
        words(t("{question} Geef --yes om dit zonder terminal te doen.", question=question))
        return False
    sys.stderr.write(f"{question} [j/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("j", "ja", "y", "yes")


def failure(problem: AppError, *, as_json: bool) -> None:
    """What went wrong, why, and what to do; one JSON object when the answer would have been one."""
    if as_json:
        _tell(sys.stderr, _json(problem.to_json()))
        return
    for part in (problem.title, problem.detail, problem.advice):
        if part:
            _tell(sys.stderr, clean(part))


def let_go() -> None:
    """The reader of stdout is gone: what the interpreter flushes at its end goes nowhere, and says nothing about it."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _tell(target: TextIO, text: str) -> None:
    """After what stdout had to say; a stderr that nobody reads can't make things worse."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        let_go()
    begin = "\n" if _open else ""
    _open.clear()
    with suppress(OSError, ValueError):
        target.write(f"{begin}{_steady(text)}\n")
        target.flush()


def _steady(text: str) -> str:
    """Lines as they are, without what steers a terminal: the last net for a name that nobody cleaned."""
    return _STEERING.sub("·", text)


def _json(value: Any) -> str:
    """JSON leaves some characters raw that a terminal obeys; escaped they mean the same to a program."""
    text = json.dumps(value, ensure_ascii="utf" not in (sys.stdout.encoding or "").lower(), default=str)
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
