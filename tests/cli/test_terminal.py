"""The way in to the screens, on a real terminal of 80×24."""

import os
import sys

import pexpect
import pytest

MAIN = ["-c", "import sys; from tui.cli import main; sys.exit(main(sys.argv[1:]))"]


@pytest.fixture
def open_program(home):
    """Start koppelbord on a terminal; it is gone when the test is."""
    started = []

    def start(*words: str, term: str = "xterm-256color") -> pexpect.spawn:
        child = pexpect.spawn(
            sys.executable, [*MAIN, *words], dimensions=(24, 80), encoding="utf-8", timeout=30,
            env={**os.environ, "TERM": term},
        )  # fmt: skip
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


def test_the_demo_opens_on_an_empty_list_and_q_leaves(open_program) -> None:
    child = open_program("demo", "--klanten", "5")
    child.expect("Er is nog geen koppeling")
    child.send("q")
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 0


def test_the_program_opens_on_the_koppelingen_of_this_home(open_program, home) -> None:
    child = open_program()
    child.expect("Koppelingen")
    child.send("q")
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 0
    assert (home / "data" / "register.db").exists()


def test_a_terminal_that_can_not_draw_gets_a_sentence(open_program) -> None:
    child = open_program(term="dumb")
    child.expect("Hier is geen terminal")
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 2


def test_a_home_that_can_not_be_opened_is_told_after_the_screen_is_gone(open_program, home) -> None:
    (home / "data").mkdir()
    (home / "data" / "register.db").write_bytes(b"rommel" * 1000)
    child = open_program()
    child.expect("Het gegevensbestand is niet leesbaar")
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 1
