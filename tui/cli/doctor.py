"""`koppelbord doctor`: every check with what to do; the quick and offline ones first."""

import asyncio
from typing import TYPE_CHECKING

import click

from core.errors import ExitCode
from core.text import t
from tui.cli import options, output, spoken
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.support import Check, Doctor

_MARKS = {"ok": "+", "warn": "!", "fail": "x", "person": "o", "unknown": "?"}


@click.command(
    cls=Command,
    help=t(
        "Kijkt of alles klopt: versies, terminal, mappen, gegevens, sleutels. Met --online ook of beide kanten ons "
        "binnenlaten. Verandert niets. Is er iets fout, dan is de exitcode die van de eerste fout."
    ),
    epilog="koppelbord doctor\nkoppelbord doctor --online --json",
)
@click.option("--online", is_flag=True, help=t("Vraag het ook aan SnelStart en Time On."))
@options.as_json
def doctor(*, online: bool, as_json: bool) -> int:
    """Each line as soon as it is known."""
    from core.support import CheckState, Doctor

    visit = Doctor()
    found = []
    for check in visit.offline():
        found.append(check)
        _tell(check, as_json=as_json)
    if online:
        found += asyncio.run(_online(visit, as_json=as_json))
    wrong = [check for check in found if check.state is CheckState.FAIL]
    if as_json:
        output.data({"ok": not wrong, "checks": [check.to_json() for check in found]})
    return int(wrong[0].exit_code if wrong else ExitCode.OK)


async def _online(visit: "Doctor", *, as_json: bool) -> "list[Check]":
    found = []
    async for check in visit.online():
        found.append(check)
        _tell(check, as_json=as_json)
    return found


def _tell(check: "Check", *, as_json: bool) -> None:
    if as_json:
        return
    detail = output.clean(str(check.detail))
    mark = spoken.sign(_MARKS[check.state.value], t(check.state.label))
    output.line(f"{mark} {t(check.label)}: {detail or t(check.state.label)}")
    if check.advice and check.state.value in ("warn", "fail", "person"):
        output.line(f"    {output.clean(str(check.advice))}")
