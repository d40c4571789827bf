"""What an event carries, for a person."""

from core.support.state import Change
from screens.event_words import detail_lines
from screens.tijdlijn.rows import _moved


def test_yes_and_no_are_words():
    assert [line[1] for line in detail_lines({"ok": True, "full": False, "calls": 0, "why": ""})] == ["ja", "nee", "0"]


def test_a_long_value_is_cut_where_one_sees_it():
    shown = _moved(Change("koppeling:k", "reden", "kort", "De andere kant vraagt te wachten tot morgen."))
    assert shown == "reden: kort → De andere kant vraagt te wach…"
