"""Ctrl+z gives the terminal back, and `fg` brings the whole screen again."""

import os
import signal

ALTERNATE_SCREEN_OFF = b"\x1b[?1049l"


def test_suspended_and_brought_back(terminal):
    started = terminal("demo", "--klanten", "10")
    started.until("Er is nog geen koppeling")
    started.rest()
    started.child.send("\x1a")
    _, status = os.waitpid(started.child.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    started.rest()
    assert ALTERNATE_SCREEN_OFF in started.raw
    started.screen.reset()
    os.kill(started.child.pid, signal.SIGCONT)
    shown = started.until("Er is nog geen koppeling")
    assert "Beheer › Koppelingen" in shown
    started.press("?", "Hulp › koppelingen")
    started.child.send("q")
    assert started.end() == 0
