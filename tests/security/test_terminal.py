"""Names from a service reach a terminal as text: no escape sequence, no direction, no line that was not ours."""

import io
import json
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.http import one_line
from screens.widgets.plain import fit, plain
from tests.security.nasty import steers
from tui.cli import output

NASTY = [
    "\x1b[31mrood",
    "\x1b]0;titel\x07",
    "\x9b31m",
    "\u202egnp.exe",
    "a\rb",
    "a\nb",
    "\x08\x08",
    "\u2066x\u2069",
    "\x90q\x9c",
]


@given(st.text(max_size=60))
@example("\x1b[2J")
@example("\x9b2J\u202e")
def test_nothing_that_steers_survives_on_a_screen(text: str) -> None:
    assert not steers(plain(text))
    assert not steers(fit(text, 20))
    assert not steers(one_line(text))


@given(st.text(max_size=60))
def test_nothing_that_steers_survives_in_a_command(text: str) -> None:
    assert not steers(output.clean(text))


@pytest.mark.parametrize("text", NASTY)
def test_what_a_command_writes_is_lines_and_valid_json(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stdout, stderr = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", stdout)
    monkeypatch.setattr(sys, "stderr", stderr)
    output.data({"naam": text})
    output.stream([{"naam": text}])
    output.line(text)
    output.words(text)
    for line in stdout.getvalue().splitlines()[:2]:
        assert json.loads(line) == {"naam": text}
    for written in (stdout.getvalue(), stderr.getvalue()):
        assert not steers(written.replace("\n", ""))


@pytest.mark.parametrize("text", NASTY)
async def test_a_klant_with_such_a_name_is_shown_and_listed(world, text: str) -> None:
    from core.domain.match import Mode

    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE)
        opened = await service.open()
        await opened.database.write(
            lambda db: db.execute("UPDATE relaties SET naam = ? WHERE soorten = 'Klant'", (text,))
        )
        rows = await opened.klanten()
    assert any(row.shown.naam == text for row in rows)
    assert not any(steers(plain(row.shown.naam)) or steers(output.clean(row.shown.naam)) for row in rows)
