"""`koppelbord sync`: what would be written, writing it, taking it back, and how it went."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.errors import ExitCode, UsageError
from core.text import say, t, tn
from tui.cli import options, output, plan_file, sync_conflicts, sync_plan, sync_status, sync_undo, sync_watch
from tui.cli.calls import with_koppeling
from tui.cli.progress import shown
from tui.cli.words import Command, Group

if TYPE_CHECKING:
    from core.domain.plan import RunReport
    from core.service.opened import Opened


@click.group(
    cls=Group,
    help=t("Lezen, plannen en schrijven. Er wordt niets geschreven dat niet in een plan staat."),
    epilog="koppelbord sync plan\nkoppelbord sync run\nkoppelbord sync run --dry-run --json",
)
def sync() -> None:
    """Hold the commands."""


@click.command(
    "run",
    cls=Command,
    help=t(
        "Leest, plant en schrijft; met --plan precies het bewaarde plan. Wordt een rij geweigerd of blijft er een liggen, dan is "
        "de exitcode 3."
    ),
    epilog="koppelbord sync run\nkoppelbord sync run --plan plan.json",
)
@options.koppeling
@click.option("--plan", "saved", metavar=t("BESTAND"), default="", help=t("Een plan van 'sync plan --save'."))
@click.option("--dry-run", is_flag=True, help=t("Alles behalve schrijven."))
@click.option("--full", is_flag=True, help=t("Lees alles opnieuw."))
@options.as_json
def run(koppeling: str, saved: str, *, dry_run: bool, full: bool, as_json: bool) -> int:
    """A second run right after a first has nothing to do."""

    async def work(opened: "Opened") -> "tuple[RunReport, int]":
        if saved:
            kept = plan_file.load(Path(saved), opened.koppeling.id)
            reading = await opened.read(shown(), full=full)
            beside = await opened.plan()
            return await opened.apply(kept, reading, shown(), seal=kept.seal, beside=beside), len(kept.lines)
        report, planned = await opened.sync(shown(), dry_run=dry_run, full=full)
        return report, len(planned.plan.lines)

    if saved and dry_run:
        raise UsageError(say("--plan en --dry-run gaan niet samen."))
    report, planned = with_koppeling(koppeling, work)
    if as_json:
        output.data(report.to_json())
    else:
        _tell(report, planned, dry_run=dry_run)
    return int(ExitCode.OK if report.ok else ExitCode.PERSON)


def _tell(report: "RunReport", planned: int, *, dry_run: bool) -> None:
    sync_undo.tell_results(report)
    for klant, reason in report.skipped:
        sync_plan.tell_left(klant, reason)
    if dry_run and planned:
        output.line(
            tn("{n} schrijfactie gepland, niets geschreven.", "{n} schrijfacties gepland, niets geschreven.", planned)
        )
    elif report.writes or report.refused:
        output.line(t("{writes} geschreven, {refused} niet.", writes=report.writes, refused=report.refused))
    else:
        output.line(t("Niets te doen."))
    output.line(t("{read} records gelezen, {changed} gewijzigd, {calls} aanroepen.", read=report.read,
                  changed=report.changed, calls=report.calls))  # fmt: skip
    if report.writes:
        output.line(t("Run {run}; terug met 'koppelbord sync undo {run}'.", run=report.run))
    if report.waiting:
        output.words(tn("{n} rij wacht op een mens.", "{n} rijen wachten op een mens.", report.waiting))


for _command in (
    sync_plan.plan,
    run,
    sync_status.status,
    sync_status.show,
    sync_undo.undo,
    sync_conflicts.conflicts,
    sync_conflicts.resolve,
    sync_watch.watch,
):
    sync.add_command(_command)
