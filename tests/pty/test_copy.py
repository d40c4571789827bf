"""Copying: in a real tmux the rows are in its buffer, outside it the terminal itself is asked."""

import base64
import shutil
import subprocess
import sys
import time

import pytest

from tests.pty.terminal import CODE, PATIENCE

OSC52 = b"\x1b]52;c;"


class Tmux:
    """A server of its own with one window of 80×24."""

    def __init__(self, name, command, environment):
        self._base = ["tmux", "-L", name, "-f", "/dev/null"]
        self.run("new-session", "-d", "-x", "80", "-y", "24", *command, environment=environment)

    def run(self, *words, environment=None):
        done = subprocess.run([*self._base, *words], capture_output=True, text=True, check=True, env=environment)
        return done.stdout

    def until(self, words):
        end = time.monotonic() + PATIENCE
        while words not in (text := self.run("capture-pane", "-p")):
            assert time.monotonic() < end, text
        return text


@pytest.fixture
def tmux(coupled, tmp_path, surroundings):
    if shutil.which("tmux") is None:
        pytest.skip("there is no tmux on this machine")
    started = Tmux(f"koppelbord-{tmp_path.name}", [sys.executable, "-c", CODE], surroundings(KOPPELBORD_HOME=coupled))
    yield started
    started.run("kill-server")


def test_in_tmux_what_is_copied_is_in_its_buffer(tmux):
    tmux.until("Laatste sync")
    tmux.run("send-keys", "l")
    tmux.until("telefoon")
    tmux.run("send-keys", "Space", "Down", "Space", "y")
    told = tmux.until("in de buffer van tmux")
    copied = tmux.run("show-buffer").splitlines()
    assert len(copied) == 2
    assert all(line.split("\t")[0][:12] in told for line in copied), (copied, told)


def test_outside_tmux_the_terminal_is_asked(terminal, coupled):
    started = terminal(KOPPELBORD_HOME=coupled)
    started.until("Laatste sync")
    started.press("l", "Nummer")
    started.rest()
    started.press("y", "op het klembord van de terminal")
    sent = started.raw[started.raw.rindex(OSC52) + len(OSC52) :].split(b"\a")[0]
    copied = base64.b64decode(sent).decode()
    assert copied.split("\t")[0][:12] in started.text
