"""`koppelbord sync undo RUN`: the inverse plan first, then after a yes the writing of it."""

from typing import TYPE_CHECKING, Any

import click

from core.errors import ExitCode
from core.text import t, tn
from tui.cli import options, output, sync_plan
from tui.cli.calls import with_koppeling
from tui.cli.progress import shown
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.domain.plan import RunReport
    from core.service.opened import Opened
    from core.syncing.undo import Undo


@click.command(
    "undo",
    cls=Command,
    help=t(
        "Draait een run terug: toont eerst het omgekeerde plan en wat niet terug kan, en schrijft pas na een ja. Wat "
        "sindsdien veranderde blijft zoals het is. Blijft er iets staan, dan is de exitcode 3. Met --json en zonder --yes "
        "is het plan het antwoord."
    ),
    epilog="koppelbord sync undo 20261124T0914\nkoppelbord sync undo 20261124T0914 --dry-run --json\n"
    "koppelbord sync undo 20261124T0914 --yes",
)
@click.argument("run", metavar=t("RUN"))
@click.option("--yes", is_flag=True, help=t("Zonder te vragen."))
@click.option("--dry-run", is_flag=True, help=t("Toon het plan, schrijf niets."))
@options.koppeling
@options.as_json
def undo(run: str, koppeling: str, *, yes: bool, dry_run: bool, as_json: bool) -> int:
    """What is written is what was shown: the seal binds them."""

    async def plan(opened: "Opened") -> "Undo":
        return await opened.syncing.plan_undo(run)

    found = with_koppeling(koppeling, plan)
    lines = found.planned.plan.lines
    if not as_json:
        sync_plan.show_plan(found.planned)
    if lines and not dry_run and (yes or (not as_json and _sure(len(lines)))):
        return _write(found, koppeling, as_json=as_json)
    if as_json:
        output.data(_answer(found, None))
    left = found.planned.skipped or (lines and not dry_run)
    return int(ExitCode.PERSON if left else ExitCode.OK)


def _sure(count: int) -> bool:
    return output.confirm(
        tn("{n} schrijfactie terugdraaien?", "{n} schrijfacties terugdraaien?", count),
    )


def _write(shown_before: "Undo", koppeling: str, *, as_json: bool) -> int:
    seal = shown_before.planned.plan.seal

    async def work(opened: "Opened") -> "tuple[RunReport, Undo]":
        return await opened.syncing.undo(shown_before.run, shown(), seal=seal)

    report, found = with_koppeling(koppeling, work)
    if as_json:
        output.data(_answer(found, report))
    else:
        tell_results(report)
        output.line(t("{writes} geschreven, {refused} niet.", writes=report.writes, refused=report.refused))
    return int(ExitCode.OK if report.ok and not found.planned.skipped else ExitCode.PERSON)


def _answer(found: "Undo", report: "RunReport | None") -> dict[str, Any]:
    """`report` is null while nothing was written."""
    return {
        "undoes": found.run,
        "plan": sync_plan.answer(found.planned),
        "report": report.to_json() if report is not None else None,
    }


def tell_results(report: "RunReport") -> None:
    """The lines of a run that need words: those that were not simply written."""
    for result in report.results:
        if result.reason:
            label, reason = output.clean(result.line.label), output.clean(result.reason)
            output.line(f"{result.line.service.label}  {label}: {reason}")
