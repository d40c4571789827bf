"""`koppelbord sync status` and `show RUN`: how it stands, the last runs, and what became of every line of one."""

from typing import TYPE_CHECKING, Any

import click

from core.clock import system_clock
from core.domain.ending import Ending, ending_said
from core.domain.running import Standing
from core.text import mark, t, tn
from tui.cli import options, output, shapes, table
from tui.cli.calls import with_koppeling
from tui.cli.table import Column
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.service.opened import Opened

_RUNS = (
    Column("run", mark("Run")), Column("ended_at", mark("Klaar (UTC)")), Column("uitkomst", mark("Uitkomst")),
    Column("read", mark("Gelezen"), right=True), Column("changed", mark("Gewijzigd"), right=True),
    Column("writes", mark("Geschreven"), right=True), Column("refused", mark("Geweigerd"), right=True),
    Column("waiting", mark("Wacht"), right=True),
)  # fmt: skip
_LINES = (
    Column("service", mark("Waar")), Column("label", mark("Klant")), Column("verb", mark("Hoe")),
    Column("uitkomst", mark("Uitkomst")), Column("reason", mark("Reden")),
)  # fmt: skip
_OUTCOMES = {
    "written": mark("geschreven"), "adopted": mark("stond er al"), "refused": mark("geweigerd"),
    "moved": mark("intussen gewijzigd"), "unknown": mark("onbekend"),
}  # fmt: skip


@click.command(
    "status",
    cls=Command,
    help=t("Hoe de laatste runs gingen, wat er wacht en wat er onderweg is."),
    epilog="koppelbord sync status\nkoppelbord sync status --limit 3 --json",
)
@click.option("--limit", type=options.Whole(1, 1000), default=10, help=t("Hoogstens zoveel runs."))
@options.koppeling
@options.as_json
def status(limit: int, koppeling: str, *, as_json: bool) -> None:
    """From the cache."""

    async def work(opened: "Opened") -> dict[str, Any]:
        syncing = opened.syncing
        return shapes.sync_status(
            await opened.summary(), await syncing.conflicts(), await syncing.pauses(), await syncing.clocks(),
            await syncing.runs(limit), await syncing.at_work(), system_clock(),
        )  # fmt: skip

    found = with_koppeling(koppeling, work)
    if as_json:
        output.data(found)
    else:
        _tell(found)


def _tell(found: dict[str, Any]) -> None:
    if found["working"] is not None:
        _tell_working(found["working"])
    if found["last_run_at"] is None:
        output.line(t("Nog niet gesynchroniseerd."))
    else:
        last = next((run for run in found["runs"] if run["ended_at"] is not None), None)
        good = _how(last) if last else t("goed") if found["ok"] else t("niet alles is gedaan")
        output.line(t("Laatste run {at} (UTC): {good}; {calls} aanroepen, {writes} geschreven.", at=found["last_run_at"][:16],
                      good=good, calls=found["calls"], writes=found["writes"]))  # fmt: skip
    output.line(tn("{n} rij wacht op een mens.", "{n} rijen wachten op een mens.", found["waiting"]))
    if found["conflicts"]:
        output.line(tn("{n} conflict; zie 'koppelbord sync conflicts'.", "{n} conflicten; zie 'koppelbord sync conflicts'.",
                       found["conflicts"]))  # fmt: skip
    for pause in found["pauses"]:
        output.line(t("{service} vroeg te wachten tot {until}: {reason}", service=pause["service"], until=pause["until"],
                      reason=output.clean(pause["reason"])))  # fmt: skip
    for clock in found["under_way"]:
        output.line(output.clean(f"{clock['klant']}: {clock['says']}"))
    runs = [{**run, "uitkomst": _how(run)} for run in found["runs"]]
    if runs:
        output.line()
        table.show(runs, _RUNS, "text")


def _tell_working(working: dict[str, Any]) -> None:
    since, seen = working["since"][:16], working["seen_at"][:19]
    if working["silent"]:
        output.line(t("Begonnen {since}, geen teken meer sinds {seen} (UTC): weggevallen, of het staat stil.", since=since,
                      seen=seen))  # fmt: skip
    else:
        output.line(t("Nu bezig, sinds {since} (UTC).", since=since))
    for one in working["kinds"]:
        said = [t("{n} gelezen", n=one["records"])]
        if one["over"]:
            said.append(t("klaar"))
        elif one["a_second"] is not None:
            left = one["seconds_left"]
            said.append(t("{n} per s", n=round(one["a_second"])))
            said.append(t("duur onbekend") if left is None else t("nog {n} s", n=left))
        output.line(f"  {t(one['kind'])}: {' · '.join(said)}")


def _how(run: dict[str, Any]) -> str:
    if run["ended_at"] is None:
        return t(Standing(run["standing"]).label)
    return ending_said(Ending(run["ending"]), run["skipped"], run["stopped"])


@click.command(
    "show",
    cls=Command,
    help=t("Eén run: elke regel, wat ervan werd en waarom."),
    epilog="koppelbord sync show 20261124T0914\nkoppelbord sync show 20261124T0914 --json",
)
@click.argument("run", metavar=t("RUN"))
@options.koppeling
@options.as_list
def show(run: str, koppeling: str, form: str) -> None:
    """From the koppeling's own file."""

    async def work(opened: "Opened") -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
        lines = [line.to_json() for line in await opened.syncing.run_lines(run)]
        return lines, await opened.syncing.run_skipped(run)

    rows, skipped = with_koppeling(koppeling, work)
    if form == "text":
        rows = [{**row, "uitkomst": t(_OUTCOMES.get(row["outcome"], row["outcome"]))} for row in rows]
    table.show(rows, _LINES, form)
    if not rows:
        output.words(t("Deze run schreef niets."))
    for klant, reason in skipped:
        output.words(t("Blijft liggen: {naam} ({reasons})", naam=output.clean(klant), reasons=output.clean(reason)))
