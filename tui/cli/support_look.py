"""`koppelbord support board | diagnose | timeline | diff | record`: how it stands, and what happened, in words or JSON."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from core.clock import from_iso
from core.domain.money import euro
from core.errors import ExitCode
from core.text import mark, t
from tui.cli import options, output, spoken, table
from tui.cli.calls import with_service
from tui.cli.table import Column
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.service import Service
    from core.support.diagnosis import Diagnosis
    from core.support.timeline import Timeline

_BOARD = (
    Column("koppeling", mark("Koppeling")), Column("health", mark("Staat")), Column("waiting", mark("Wacht"), right=True),
    Column("to_invoice", mark("Te factureren"), right=True), Column("open_amount", mark("Open €"), right=True),
    Column("why", mark("Waarom")),
)  # fmt: skip
_CHANGES = (
    Column("subject", mark("Waarover")), Column("name", mark("Feit")), Column("old", mark("Toen")), Column("new", mark("Daarna")),
)  # fmt: skip
_LINES = (
    Column("at", mark("Wanneer")), Column("subject", mark("Waarover")), Column("what", mark("Wat")),
    Column("actor", mark("Wie")),
)  # fmt: skip


@click.command(
    "board",
    cls=Command,
    help=t("Alle koppelingen; wat een mens nodig heeft eerst. Is er zo een, dan is de exitcode 3."),
    epilog="koppelbord support board\nkoppelbord support board --json",
)
@options.as_list
def board(form: str) -> int:
    """From the register alone."""

    async def work(service: "Service") -> list[Any]:
        return await service.support.board()

    rows = with_service(work)
    table.show([row.to_json() for row in rows], _BOARD, form)
    return int(ExitCode.PERSON if any(row.needs_person for row in rows) else ExitCode.OK)


@click.command(
    "diagnose",
    cls=Command,
    help=t("Eén koppeling: hoe ze ervoor staat, wat er wacht en waarom, zonder sleutel of netwerk."),
    epilog="koppelbord support diagnose\nkoppelbord support diagnose --koppeling bakker --json",
)
@options.koppeling
@options.as_json
def diagnose(koppeling: str, *, as_json: bool) -> None:
    """Every figure, then what failed with what to do about it."""

    async def work(service: "Service") -> "Diagnosis":
        return await service.support.diagnose(await service.open(koppeling))

    found = with_service(work)
    if as_json:
        output.data(found.to_json())
        return
    _tell(found)


def _tell(found: "Diagnosis") -> None:
    from core.support.chart import run_chart

    row, backlog = found.row, found.backlog
    why = f" ({row.why})" if row.why else ""
    output.line(output.clean(f"{row.summary.koppeling.timeon_naam}: {t(row.health.label)}{why}."))
    output.line(
        t(
            "Wacht: {review} in de review, {conflicts} conflicten, {lines} regels van een plan, {pushes} declaraties.",
            review=backlog.review, conflicts=backlog.conflicts, lines=backlog.lines, pushes=backlog.pushes,
        )
    )  # fmt: skip
    output.line(t("Nog te factureren in SnelStart: € {amount}.", amount=euro(found.to_invoice)))
    output.line(t("Openstaand en nog niet verstuurd: € {amount}.", amount=euro(found.not_sent)))
    output.line(
        t("Aanroepen over: {minute} van {minute_of} per minuut, {hour} van {hour_of} per uur.",
          minute=found.minute, minute_of=found.minute_of, hour=found.hour, hour_of=found.hour_of)
    )  # fmt: skip
    for group in found.errors:
        output.line(
            output.clean(f"{spoken.times(group.code, len(group.rows))}: {str(group.what).rstrip('.')}. {group.advice}")
        )
        for one in group.rows:
            output.line(output.clean(f"    {one.subject}  {one.label}  {one.reason}"))
    for line in () if output.is_plain() else run_chart(found.runs):
        output.line(line)


@click.command(
    "timeline",
    cls=Command,
    help=t("Wat er gebeurde, in woorden, in volgorde. Met --at ook wat er toen bekend was."),
    epilog="koppelbord support timeline --limit 50\nkoppelbord support timeline --at 09:14\nkoppelbord support timeline --at 2026-11-24T09:14 --json",
)
@options.koppeling
@options.home
@click.option(
    "--at",
    "said",
    metavar=t("MOMENT"),
    default="",
    help=t("Wat was er toen bekend? 09:14, 24-11 09:14, of een moment uit de lijst."),
)
@click.option("--limit", type=options.Whole(1, 10_000_000), default=None, help=t("Alleen de laatste zoveel."))
@options.as_list
def timeline(koppeling: str, said: str, limit: int | None, form: str, *, home: bool) -> None:
    """Lines of the journal, or the facts that were known at a moment."""

    async def work(service: "Service") -> list[dict[str, Any]]:
        support = service.support
        line = await (support.home_timeline() if home else support.timeline(await service.open(koppeling)))
        if said:
            facts = line.known_at(_said(said, line, service.clock())).facts
            return [
                {"subject": subject, **{t(name): value for name, value in fact.items()}}
                for subject, fact in facts.items()
            ]
        first = max(0, len(line) - limit) if limit else 0
        return [entry.to_json() for entry in line.entries(first)]

    rows = with_service(work)
    if not said:
        _show_lines(rows, form)
        return
    if form != "text":
        table.show(rows, _LINES, form)
        return
    for row in rows:
        known = ", ".join(f"{name} {value}" for name, value in row.items() if name != "subject")
        output.line(output.clean(f"{row['subject']}: {known}"))


@click.command(
    "diff",
    cls=Command,
    help=t(
        "Wat er tussen twee momenten anders werd: elk feit dat toen en daarna bekend was, oud en nieuw. Een moment is "
        "09:14, 24-11 09:14, of een uit de lijst van 'support timeline'."
    ),
    epilog="koppelbord support diff 09:00 09:14\nkoppelbord support diff 2026-11-24T09:00 2026-11-24T09:14 --json",
)
@click.argument("van", metavar=t("VAN"))
@click.argument("tot", metavar=t("TOT"))
@options.koppeling
@options.home
@options.as_list
def diff(van: str, tot: str, koppeling: str, form: str, *, home: bool) -> None:
    """The earlier moment first, whatever their order."""

    async def work(service: "Service") -> list[dict[str, Any]]:
        support = service.support
        line = await (support.home_timeline() if home else support.timeline(await service.open(koppeling)))
        changes = line.diff(*(line.place_at(_said(text, line, service.clock())) for text in (van, tot)))
        return [{"subject": one.subject, "name": t(one.name), "old": one.old, "new": one.new} for one in changes]

    table.show(with_service(work), _CHANGES, form)


@click.command(
    "record",
    cls=Command,
    help=t(
        "Alles wat één klant of declaratie ooit raakte, aan beide kanten: klant:101, klant:<id in SnelStart>, declaratie:17."
    ),
    epilog="koppelbord support record declaratie:17\nkoppelbord support record klant:48201 --json",
)
@click.argument("subject", metavar=t("WAAROVER"))
@options.koppeling
@options.as_list
def record(subject: str, koppeling: str, form: str) -> None:
    """In the order of time."""

    async def work(service: "Service") -> list[dict[str, Any]]:
        found = await service.support.record(await service.open(koppeling), subject)
        return [entry.to_json() for entry in found.entries]

    _show_lines(with_service(work), form)


def _show_lines(rows: list[dict[str, Any]], form: str) -> None:
    """For a person on the clock of this machine, as on the Tijdlijn and as `--at` takes it."""
    table.show([{**row, "at": _clock(row["at"])} for row in rows] if form == "text" else rows, _LINES, form)


def _clock(at: str) -> str:
    """To the millisecond after, so that what happened then is known at this moment."""
    moment = from_iso(at).astimezone() + timedelta(microseconds=999)
    return f"{moment:%Y-%m-%d %H:%M:%S}.{moment.microsecond // 1000:03}"


def _said(text: str, line: "Timeline", now: datetime) -> datetime:
    """On the day of the newest event where no day is said, as on the Tijdlijn. Raises UsageError."""
    from core.support.moments import moment

    return moment(text, from_iso(line.events[-1].at) if len(line) else now)
