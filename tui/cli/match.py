"""`koppelbord match`: the review by command: rows with reasons, verdicts, and what Time On's own rule would do."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from core.text import mark, t, tn
from tui.cli import match_decide, match_exchange, match_files, match_producten, options, output, shapes, spoken, table
from tui.cli.calls import with_koppeling
from tui.cli.table import Column
from tui.cli.words import Group

if TYPE_CHECKING:
    from core.domain.match import MatchRow
    from core.matching import Duplicate, Explanation
    from core.matching.explain import Value
    from core.service.opened import Opened

STATES = (
    "number_name",
    "name",
    "number",
    "spelling",
    "candidates",
    "knot",
    "only_timeon",
    "only_snelstart",
    "ignored",
    "decided",
)
_ROWS = (
    Column("key", mark("Rij")),
    Column("state", mark("Staat")),
    Column("timeon", mark("Time On")),
    Column("snelstart", mark("SnelStart")),
    Column("reason", mark("Reden")),
)


@click.group(
    cls=Group,
    help=t("De review: welke klant van Time On is welke relatie van SnelStart, en waarom."),
    epilog="koppelbord match list\nkoppelbord match explain T12=Sabc\nkoppelbord match accept --state spelling",
)
def match() -> None:
    """Hold the commands."""


@match.command(
    "list", help=t("De rijen die op een mens wachten; met --all alle."), epilog="koppelbord match list --all --json"
)
@options.koppeling
@click.option("--all", "everything", is_flag=True, help=t("Ook wat al beslist is."))
@click.option("--state", "states", multiple=True, type=options.Choice(*STATES), help=t("Alleen rijen van deze staat."))
@options.as_list
def list_(koppeling: str, states: tuple[str, ...], form: str, *, everything: bool) -> None:
    """From the cache."""

    async def work(opened: "Opened") -> "Sequence[MatchRow]":
        found = await opened.reviewing.review()
        rows = found.rows if everything else found.waiting()
        return [row for row in rows if not states or row.state in states]

    rows = [shapes.match_row(row) for row in with_koppeling(koppeling, work)]
    table.show([_flat(row) for row in rows] if form == "text" else rows, _ROWS, form)
    if not rows:
        output.words(t("Niets wacht op een mens."))


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    names = {side: " / ".join(f"{one['naam']} ({one['nummer'] or spoken.nothing()})" for one in row[side])
             for side in ("timeon", "snelstart")}  # fmt: skip
    return {**row, **names}


@match.command(
    "simulate",
    help=t("Welke dubbele klanten er ontstaan als Time On nu zelf zou starten."),
    epilog="koppelbord match simulate --json\nkoppelbord match simulate --decided",
)
@options.koppeling
@click.option("--decided", is_flag=True, help=t("Na de besluiten van nu."))
@options.as_json
def simulate(koppeling: str, *, decided: bool, as_json: bool) -> None:
    """Writes nothing."""

    async def work(opened: "Opened") -> "tuple[Duplicate, ...]":
        return await (opened.reviewing.simulate_decided() if decided else opened.reviewing.simulate())

    found = with_koppeling(koppeling, work)
    if as_json:
        output.data({"duplicates": len(found), "rows": [_duplicate(one) for one in found]})
        return
    for one in found:
        output.line(output.clean(str(one.reason)))
    output.line(tn("Wie nu start zoals Time On het doet, krijgt {n} dubbele klant.",
                   "Wie nu start zoals Time On het doet, krijgt {n} dubbele klanten.", len(found)))  # fmt: skip


def _duplicate(one: "Duplicate") -> dict[str, Any]:
    return {
        "key": one.key,
        "timeon": shapes.partij(one.timeon) if one.timeon else None,
        "snelstart": shapes.partij(one.snelstart) if one.snelstart else None,
        "reason": str(one.reason),
        "score": one.score,
    }


@match.command("explain", help=t("Waarom deze rij zo is."), epilog="koppelbord match explain T12=Sabc --json")
@click.argument("key", metavar=t("RIJ"))
@options.koppeling
@options.as_json
def explain(key: str, koppeling: str, *, as_json: bool) -> None:
    """The rule, the values side by side, and what would have to change."""
    from core.matching import explain as explained

    async def work(opened: "Opened") -> "Explanation":
        return explained(await opened.reviewing.row(key))

    found = with_koppeling(koppeling, work)
    if as_json:
        pairs = [{"timeon": pair.timeon.id, "snelstart": pair.snelstart.id, "values": _side_by_side(pair.values)}
                 for pair in found.pairs]  # fmt: skip
        sentences = [str(one) for one in found.sentences()]
        output.data({"key": key, "sentences": sentences, "values": _side_by_side(found.values), "pairs": pairs})
        return
    for sentence in found.sentences():
        output.line(output.clean(str(sentence)))
    shown = [{"field": t(v.label), "timeon": v.timeon, "snelstart": v.snelstart} for v in found.values]
    columns = (Column("field", mark("Veld")), Column("timeon", mark("Time On")), Column("snelstart", mark("SnelStart")))
    table.show(shown, columns, "text")


def _side_by_side(values: "Sequence[Value]") -> list[dict[str, Any]]:
    return [{"field": v.name, "timeon": v.timeon, "snelstart": v.snelstart, "equal": v.equal} for v in values]


for _command in (
    match_decide.accept,
    match_decide.reject,
    match_decide.ignore,
    match_decide.couple,
    match_decide.resolve,
    match_decide.undo,
    match_decide.redo,
    match_files.files,
    match_producten.producten,
    match_exchange.export,
    match_exchange.import_,
    match_exchange.mends,
):
    match.add_command(_command)
