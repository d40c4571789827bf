"""The terminal and the machine, as doctor sees them."""

import os

import pytest

from core.support.check import CheckState
from core.support.machine import machine


class Tty:
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1


def states(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], size: tuple[int, int] = (80, 24)):
    monkeypatch.setattr("sys.stdout", Tty())
    monkeypatch.setattr("os.get_terminal_size", lambda _fd: os.terminal_size(size))
    return {check.name: check for check in machine(environment)}


@pytest.mark.parametrize(
    ("size", "state"), [((80, 24), CheckState.OK), ((79, 24), CheckState.WARN), ((59, 30), CheckState.FAIL)]
)
def test_the_size_is_judged(monkeypatch, size, state) -> None:
    assert states(monkeypatch, {"TERM": "xterm-256color"}, size)["size"].state is state


def test_a_terminal_that_can_not_draw_fails(monkeypatch) -> None:
    assert states(monkeypatch, {"TERM": "dumb"})["terminal"].state is CheckState.FAIL
    assert states(monkeypatch, {})["terminal"].state is CheckState.FAIL


def test_tmux_wants_its_own_name(monkeypatch) -> None:
    assert "tmux" not in states(monkeypatch, {"TERM": "xterm"})
    inside = {"TMUX": "/tmp/tmux-0/default,1,0"}
    assert states(monkeypatch, inside | {"TERM": "tmux-256color"})["tmux"].state is CheckState.OK
    found = states(monkeypatch, inside | {"TERM": "xterm-256color"})["tmux"]
    assert found.state is CheckState.WARN
    assert "default-terminal" in str(found.advice)


def test_colours_are_named(monkeypatch) -> None:
    assert "16 miljoen" in str(states(monkeypatch, {"TERM": "xterm", "COLORTERM": "truecolor"})["colours"].detail)
    assert "NO_COLOR" in str(states(monkeypatch, {"TERM": "xterm", "NO_COLOR": "1"})["colours"].detail)
    assert states(monkeypatch, {"TERM": "xterm-256color"})["colours"].detail == "256"


def test_another_encoding_is_a_warning(monkeypatch) -> None:
    monkeypatch.setattr(Tty, "encoding", "iso8859-1")
    assert states(monkeypatch, {"TERM": "xterm"})["encoding"].state is CheckState.WARN


def test_the_proxy_of_this_session_is_named_without_its_password(monkeypatch) -> None:
    assert "proxy" not in states(monkeypatch, {"TERM": "xterm"})
    monkeypatch.setenv("HTTPS_PROXY", "http://piet:s3cr3t@proxy.kantoor:3128")
    found = states(monkeypatch, {"TERM": "xterm"})["proxy"]
    assert (found.state, found.detail, found.here) == (CheckState.OK, "proxy.kantoor:3128 (HTTPS_PROXY)", True)
    monkeypatch.setenv("HTTPS_PROXY", "socks5://piet:s3cr3t@proxy.kantoor:1080")
    wrong = states(monkeypatch, {"TERM": "xterm"})["proxy"]
    assert wrong.state is CheckState.FAIL
    assert "s3cr3t" not in f"{wrong.detail} {wrong.advice}"
