"""`koppelbord match`: the review by command: rows with reasons, verdicts, and what Time On's own rule would do."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from core.errors import UsageError
from core.text import mark, say, t, tn
from tui.cli import options, output, shapes, table
from tui.cli.calls import with_koppeling
from tui.cli.table import Column
from tui.cli.words import Group

if TYPE_CHECKING:
    from core.domain.match import MatchRow, Verdict
    from core.matching import Duplicate, Explanation
    from core.service.opened import Opened

_ROWS = (
    Column("key", mark("Rij")),
    Column("state", mark("Staat")),
    Column("timeon", mark("Time On")),
    Column("snelstart", mark("SnelStart")),
    Column("reason", mark("Reden")),
)
_STATES = ("number_name", "name", "number", "spelling")


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
@options.as_list
def list_(koppeling: str, form: str, *, everything: bool) -> None:
    """From the cache."""

    async def work(opened: "Opened") -> "Sequence[MatchRow]":
        found = await opened.reviewing.review()
        return found.rows if everything else found.waiting()

    rows = [shapes.match_row(row) for row in with_koppeling(koppeling, work)]
    table.show([_flat(row) for row in rows] if form == "text" else rows, _ROWS, form)
    if not rows:
        output.words(t("Niets wacht op een mens."))


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    names = {side: " / ".join(f"{one['naam']} ({one['nummer'] or '–'})" for one in row[side])
             for side in ("timeon", "snelstart")}  # fmt: skip
    return {**row, **names}


@match.command(
    "simulate",
    help=t("Welke dubbele klanten er ontstaan als Time On nu zelf zou starten."),
    epilog="koppelbord match simulate --json\nkoppelbord match simulate --decided",
)
@options.koppeling
@click.option("--decided", is_flag=True, help=t("Na de beslissingen van nu."))
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


@match.command(
    "accept",
    help=t(
        "Neemt over wat de rij voorstelt: een rij met haar sleutel, of alle rijen van een staat zonder tegenspraak."
    ),
    epilog="koppelbord match accept T12=Sabc\nkoppelbord match accept --state spelling --state name",
)
@click.argument("keys", nargs=-1, metavar=t("[RIJ]…"))
@click.option("--state", "states", multiple=True, type=options.Choice(*_STATES), help=t("Alle rijen van deze staat."))
@options.koppeling
@options.as_json
def accept(keys: tuple[str, ...], states: tuple[str, ...], koppeling: str, *, as_json: bool) -> None:
    """A pair is coupled, a single is made on the other side."""
    if not keys and not states:
        raise UsageError(say("Noem een rij of een --state."))
    from core.domain.match import MatchState, Verdict

    async def work(opened: "Opened") -> int:
        count = 0
        for key in keys:
            row = await opened.reviewing.row(key)
            await opened.reviewing.decide(key, Verdict.COUPLE if row.is_pair else Verdict.CREATE)
            count += 1
        if states:
            count += await opened.reviewing.accept_states(MatchState(state) for state in states)
        await opened.refresh("review")
        return count

    _decided(with_koppeling(koppeling, work), as_json=as_json)


@match.command("reject", help=t("Deze twee zijn niet dezelfde klant."), epilog="koppelbord match reject T12=Sabc")
@click.argument("keys", nargs=-1, required=True, metavar=t("RIJ…"))
@options.koppeling
@options.as_json
def reject(keys: tuple[str, ...], koppeling: str, *, as_json: bool) -> None:
    """A verdict on pairs."""
    from core.domain.match import Verdict

    _decide(koppeling, keys, Verdict.REJECT, as_json=as_json)


@match.command("ignore", help=t("Laat deze klanten buiten de koppeling."), epilog="koppelbord match ignore T12 Sabc")
@click.argument("keys", nargs=-1, required=True, metavar=t("RIJ…"))
@options.koppeling
@options.as_json
def ignore(keys: tuple[str, ...], koppeling: str, *, as_json: bool) -> None:
    """A verdict on singles or pairs."""
    from core.domain.match import Verdict

    _decide(koppeling, keys, Verdict.IGNORE, as_json=as_json)


@match.command(
    "couple", help=t("Koppelt twee klanten met de hand."), epilog="koppelbord match couple 812 0b6c-…-SNELSTART-ID"
)
@click.argument("timeon_id", metavar=t("TIMEON-ID"))
@click.argument("snelstart_id", metavar=t("SNELSTART-ID"))
@options.koppeling
@options.as_json
def couple(timeon_id: str, snelstart_id: str, koppeling: str, *, as_json: bool) -> None:
    """Whatever row they stand in."""

    async def work(opened: "Opened") -> int:
        await opened.reviewing.couple(timeon_id, snelstart_id)
        await opened.refresh("review")
        return 1

    _decided(with_koppeling(koppeling, work), as_json=as_json)


@match.command("undo", help=t("Neemt de laatste beslissing terug."), epilog="koppelbord match undo")
@options.koppeling
@options.as_json
def undo(koppeling: str, *, as_json: bool) -> None:
    """The newest decision there is."""

    async def work(opened: "Opened") -> int:
        count = await opened.reviewing.undo()
        await opened.refresh("review")
        return count

    count = with_koppeling(koppeling, work)
    if as_json:
        output.data({"undone": count})
    else:
        output.line(tn("{n} beslissing teruggenomen.", "{n} beslissingen teruggenomen.", count))


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
        values = [{"field": v.name, "timeon": v.timeon, "snelstart": v.snelstart, "equal": v.equal}
                  for v in found.values]  # fmt: skip
        output.data({"key": key, "sentences": [str(one) for one in found.sentences()], "values": values})
        return
    for sentence in found.sentences():
        output.line(output.clean(str(sentence)))
    shown = [{"field": t(v.label), "timeon": v.timeon, "snelstart": v.snelstart} for v in found.values]
    columns = (Column("field", mark("Veld")), Column("timeon", mark("Time On")), Column("snelstart", mark("SnelStart")))
    table.show(shown, columns, "text")


def _decide(koppeling: str, keys: Sequence[str], verdict: "Verdict", *, as_json: bool) -> None:
    async def work(opened: "Opened") -> int:
        for key in keys:
            await opened.reviewing.decide(key, verdict)
        await opened.refresh("review")
        return len(keys)

    _decided(with_koppeling(koppeling, work), as_json=as_json)


def _decided(count: int, *, as_json: bool) -> None:
    if as_json:
        output.data({"decided": count})
    else:
        output.line(tn("{n} rij beslist.", "{n} rijen beslist.", count))
