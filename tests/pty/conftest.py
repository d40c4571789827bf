"""A program on a terminal of its own, gone when the test is."""

import os

import pytest

from tests.pty.terminal import Terminal

OURS = ("NO_COLOR", "TMUX", "SSH_CONNECTION", "COLUMNS", "LINES")
"""What this machine says of its own terminal; a size that is set once would hold for ever."""


@pytest.fixture
def terminal(home):
    started = []

    def start(*words, size=(80, 24), **environment):
        plain = {name: value for name, value in os.environ.items() if name not in OURS}
        own = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "KOPPELBORD_HOME": str(home), **environment}
        started.append(Terminal(*words, size=size, environment=plain | own))
        return started[-1]

    yield start
    for one in started:
        one.child.close(force=True)
