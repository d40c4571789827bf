"""Whatever a service calls its klanten: every list reaches the terminal as lines of text, also for who listens to them."""

import pytest

from tests.security.nasty import poison, steers

LISTS = (
    "koppelingen list", "koppelingen show", "klanten list", "producten list", "productgroepen list", "registraties list",
    "registraties omzet", "match list", "match simulate", "match mends", "match producten", "sync plan",
    "sync status", "sync conflicts", "events list", "events list --home", "support board", "support diagnose",
    "support timeline", "support timeline --home", "doctor",
)  # fmt: skip


@pytest.mark.parametrize("form", ["", "--plain", "--json"])
@pytest.mark.parametrize("words", LISTS)
def test_no_name_steers_the_terminal_of_a_list(run, twin, home, monkeypatch, words, form) -> None:
    poison(home)
    if form == "--plain":
        monkeypatch.setenv("KOPPELBORD_PLAIN", "1")
    shown = run(*words.split(), *(["--json"] if form == "--json" else []))
    assert shown.code in (0, 1, 3), shown.err
    lines = [*shown.out.split("\n"), *shown.err.split("\n")]
    assert any(lines)
    assert [line for line in lines if steers(line)] == []
