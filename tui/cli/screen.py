"""The way in to the program on screen: only with a terminal that can draw it."""

import os
import sys

from core.errors import UsageError
from core.text import mark, say
from tui.cli.signals import told_to_stop


class NoTerminalError(UsageError):
    """The screens need a terminal on both ends."""

    heading = mark("Hier is geen terminal.")
    hint = mark("Gebruik een opdracht: 'koppelbord --help' noemt ze, met --json voor een ander programma.")


def has_terminal() -> bool:
    """Whether a person can see and type."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") != "dumb"


def open_program() -> int:
    """The program on the koppelingen of this home; answers its exit code. Raises NoTerminalError."""
    if not has_terminal():
        raise NoTerminalError(say("Het programma op scherm heeft een toetsenbord en een scherm nodig."))
    from core.service import bootstrap
    from tui.app import run
    from tui.cli import crash, looking

    service = bootstrap(flags=looking.flags())
    crash.know(service)
    with told_to_stop():
        return run(service)
