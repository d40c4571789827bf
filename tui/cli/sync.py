"""`koppelbord sync`: what would be written, writing it, and how the last run went."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from core.errors import ExitCode, UsageError
from core.text import say, t, tn
from tui.cli import options, output, plan_file
from tui.cli.calls import with_koppeling
from tui.cli.progress import shown
from tui.cli.words import Group

if TYPE_CHECKING:
    from core.domain.koppeling import KoppelingSummary
    from core.domain.plan import RunReport
    from core.service.opened import Opened
    from core.syncing.plan import Planned


@click.group(
    cls=Group,
    help=t("Lezen, plannen en schrijven. Er wordt niets geschreven dat niet in een plan staat."),
    epilog="koppelbord sync plan\nkoppelbord sync run\nkoppelbord sync run --dry-run --json",
)
def sync() -> None:
    """Hold the commands."""


@sync.command(
    "plan",
    help=t("Leest beide kanten en toont elke schrijfactie, veld voor veld. Schrijft niets."),
    epilog="koppelbord sync plan\nkoppelbord sync plan --save plan.json",
)
@options.koppeling
@click.option("--save", metavar=t("BESTAND"), default="", help=t("Bewaar het plan, verzegeld, voor 'sync run --plan'."))
@options.as_json
def plan(koppeling: str, save: str, *, as_json: bool) -> None:
    """Reads first."""

    async def work(opened: "Opened") -> "Planned":
        await opened.read(shown())
        return await opened.plan()

    planned = with_koppeling(koppeling, work)
    if save:
        plan_file.save(Path(save), planned.plan.to_json())
    if as_json:
        output.data({**planned.plan.to_json(), "skipped": [_skipped(one) for one in planned.skipped]})
    else:
        show_plan(planned)


def show_plan(planned: "Planned") -> None:
    """A plan in words: a paragraph a write."""
    for line in planned.plan.lines:
        output.line(f"{line.service.label}  {line.verb} {line.path}  {output.clean(line.label)}  ({line.why})")
        for change in line.changes:
            output.line(f"    {change.field}: {output.clean(change.old) or '–'} → {output.clean(change.new)}")
    for one in planned.skipped:
        reasons = " ".join(str(reason) for reason in one.reasons)
        output.line(t("Blijft liggen: {naam} ({reasons})", naam=output.clean(one.label), reasons=output.clean(reasons)))
    count = len(planned.plan.lines)
    output.line(tn("{n} schrijfactie.", "{n} schrijfacties.", count) if count else t("Niets te doen."))


def _skipped(one: Any) -> dict[str, Any]:
    return {"label": one.label, "source_id": one.source_id, "reasons": [str(reason) for reason in one.reasons]}


@sync.command(
    "run",
    help=t("Leest, plant en schrijft; met --plan precies het bewaarde plan. Weigert een rij, dan is de exitcode 3."),
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
            return await opened.apply(kept, reading, shown()), len(kept.lines)
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
    for result in report.results:
        if result.reason:
            output.line(
                f"{result.line.service.label}  {output.clean(result.line.label)}: {output.clean(result.reason)}"
            )
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
    if report.waiting:
        output.words(tn("{n} rij wacht op een mens.", "{n} rijen wachten op een mens.", report.waiting))


@sync.command("status", help=t("Hoe de laatste run ging en wat er wacht."), epilog="koppelbord sync status --json")
@options.koppeling
@options.as_json
def status(koppeling: str, *, as_json: bool) -> None:
    """From the cache."""

    async def work(opened: "Opened") -> "KoppelingSummary":
        return await opened.summary()

    found = with_koppeling(koppeling, work)
    at = found.last_run_at
    if as_json:
        output.data({
            "koppeling": found.koppeling.id,
            "state": found.koppeling.state.value,
            "last_run_at": at.isoformat(timespec="seconds") if at else None,
            "ok": found.last_run_ok,
            "calls": found.last_run_calls,
            "writes": found.last_run_writes,
            "waiting": found.waiting,
        })  # fmt: skip
        return
    if at is None:
        output.line(t("Nog niet gesynchroniseerd."))
    else:
        good = t("goed") if found.last_run_ok else t("niet alles lukte")
        output.line(t("Laatste run {at}: {good}; {calls} aanroepen, {writes} geschreven.", at=f"{at.astimezone():%d-%m-%Y %H:%M}",
                      good=good, calls=found.last_run_calls, writes=found.last_run_writes))  # fmt: skip
    output.line(tn("{n} rij wacht op een mens.", "{n} rijen wachten op een mens.", found.waiting))
