"""A program on a terminal of its own, gone when the test is."""

import os

import pytest

from tests.coupled_home import couple, run_often
from tests.pty.terminal import CODE, Terminal

OURS = ("NO_COLOR", "TMUX", "SSH_CONNECTION", "COLUMNS", "LINES")
"""What this machine says of its own terminal; a size that is set once would hold for ever."""


@pytest.fixture
def surroundings(home):
    """The environment of a program on a terminal that can do all; what is named comes on top."""

    def make(**more):
        plain = {name: value for name, value in os.environ.items() if name not in OURS}
        own = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "KOPPELBORD_HOME": str(home)}
        return {**plain, **own, **more}

    return make


@pytest.fixture
def terminal(surroundings):
    started = []

    def start(*words, size=(80, 24), code=CODE, **environment):
        started.append(Terminal(*words, size=size, code=code, environment=surroundings(**environment)))
        return started[-1]

    yield start
    for one in started:
        one.child.close(force=True)


@pytest.fixture(scope="session")
def coupled(tmp_path_factory):
    """The home of a koppeling at work, with concepts; what is in it is read without a network."""
    folder = tmp_path_factory.mktemp("coupled")
    couple(str(folder), klanten=40, concepts=True)
    run_often(str(folder), 100)
    return str(folder)
