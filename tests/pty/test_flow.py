"""The whole road by keys on a real terminal at 80×24, and a terminal that is as it was afterwards."""

import signal

import pytest

FLOW = (
    ("k", "Login bij SnelStart"),
    ("\r", "Een enkele administratie"),
    ("k", "Eén op één"),
    ("\r", "nog niets geschreven"),
    ("k", "dubbele klanten. Met jouw keuzes"),
    ("A", "Alle eenduidige rijen accepteren?"),
    ("j", "rijen beslist"),
    ("S", "Alle spellingsverschillen koppelen?"),
    ("j", "rijen beslist"),
    ("p", "verzegeld"),
    ("S", "blijft liggen. Verder is er niets te doen"),
    ("f", "Wat vanzelf mag"),
    ("f", "Koppeling is nu gereed"),
    ("t", "vrij van"),
    ("M", "een concept over"),
    ("j", "concepten gemaakt"),
    ("d", "niet verstuurd"),
    ("\r", "Ref."),
    ("p", "versturen?"),
    ("j", "nog te factureren in SnelStart"),
)
ALTERNATE_SCREEN_OFF, CURSOR_ON = b"\x1b[?1049l", b"\x1b[?25h"


@pytest.mark.timeout(300)
def test_from_an_empty_list_to_a_concept_verkoopfactuur_by_keys(terminal):
    started = terminal("demo", "--klanten", "60")
    started.until("Er is nog geen koppeling")
    for key, words in FLOW:
        started.rest()
        started.press(key, words)
    started.child.send("q")
    assert started.end() == 0
    last = started.raw[started.raw.rindex(ALTERNATE_SCREEN_OFF) - 200 :]
    assert CURSOR_ON in last
    assert started.raw.rindex(ALTERNATE_SCREEN_OFF) > started.raw.rindex(b"nog te factureren")


def test_a_window_that_is_made_too_small_says_so_and_comes_back(terminal):
    started = terminal("demo", "--klanten", "10")
    started.until("Er is nog geen koppeling")
    started.rest()
    started.resize(50, 12)
    started.until(lambda text: "Er is nog geen koppeling" not in text and "60" in text)
    started.rest()
    assert "k koppelen" not in started.text, "no key that acts is offered"
    started.resize(100, 30)
    started.until("Er is nog geen koppeling")
    assert "k koppelen" in started.until("k koppelen")


def test_sigterm_gives_the_terminal_back(terminal):
    started = terminal("demo", "--klanten", "10")
    started.until("Er is nog geen koppeling")
    started.rest()
    assert started.end(signal.SIGTERM) == 128 + signal.SIGTERM
    assert ALTERNATE_SCREEN_OFF in started.raw


def test_without_colour_the_cursor_is_a_sign(terminal):
    started = terminal("demo", "--klanten", "10", NO_COLOR="1")
    started.until("Er is nog geen koppeling")
    started.until("▸")
    assert b"\x1b[38;2;" not in started.raw
