"""Deciding in the review by command: accept, reject, ignore, couple, and taking back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from core.errors import UsageError
from core.text import say, t, tn
from tui.cli import options, output
from tui.cli.calls import with_koppeling
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.coupling.verdicts import Pair
    from core.domain.match import MatchRow, Verdict
    from core.service.opened import Opened

_STATES = ("number_name", "name", "number", "spelling")


@click.command(
    "accept",
    cls=Command,
    help=t(
        "Neemt over wat de rij voorstelt: een rij met haar sleutel, of alle rijen van een staat zonder tegenspraak."
    ),
    epilog="koppelbord match accept T12=Sabc\nkoppelbord match accept --state spelling --state name --dry-run",
)
@click.argument("keys", nargs=-1, metavar=t("[RIJ]…"))
@click.option("--state", "states", multiple=True, type=options.Choice(*_STATES), help=t("Alle rijen van deze staat."))
@click.option("--dry-run", is_flag=True, help=t("Tel wat er beslist zou worden; bewaar niets."))
@options.koppeling
@options.as_json
def accept(keys: tuple[str, ...], states: tuple[str, ...], koppeling: str, *, dry_run: bool, as_json: bool) -> None:
    """A pair is coupled, a single is made on the other side, all in one step."""
    if not keys and not states:
        raise UsageError(say("Noem een rij of een --state."))
    from core.coupling.verdicts import Wish
    from core.domain.match import MatchState, Verdict

    async def work(opened: "Opened") -> "list[Verdict]":
        reviewing = opened.reviewing
        named = [await reviewing.row(key) for key in keys]
        wanted = {row.key: (row, Verdict.COUPLE if row.is_pair else Verdict.CREATE) for row in named}
        if states:
            wanted |= {row.key: (row, verdict) for row, verdict in await reviewing.bulk(map(MatchState, states))}
        wishes = [Wish(row, verdict) for row, verdict in wanted.values()]
        if dry_run:
            reviewing.check(wishes)
        else:
            await reviewing.settle(wishes)
            await opened.refresh("review")
        return [wish.verdict for wish in wishes]

    verdicts = with_koppeling(koppeling, work)
    if not dry_run:
        _decided(len(verdicts), as_json=as_json)
        return
    couples, creates = verdicts.count(Verdict.COUPLE), verdicts.count(Verdict.CREATE)
    if as_json:
        output.data({"would_decide": len(verdicts), "couples": couples, "creates": creates})
    else:
        output.line(t("Zou koppelen: {n}. Zou nieuw maken: {m}. Er is niets bewaard.", n=couples, m=creates))


@click.command(
    "resolve",
    cls=Command,
    help=t("Lost een knoop in één stap op: wie bij wie hoort, en wat er met de rest gebeurt."),
    epilog="koppelbord match resolve KS1+S2+T3 3=1 --rest ignore",
)
@click.argument("key", metavar=t("RIJ"))
@click.argument("pairs", nargs=-1, required=True, metavar="TIMEON-ID=SNELSTART-ID…")
@click.option(
    "--rest", type=options.Choice("wait", "ignore", "create"), default="wait",
    help=t("Wie overblijft: wacht op een mens, blijft buiten de koppeling, of wordt nieuw."),
)  # fmt: skip
@options.koppeling
@options.as_json
def resolve(key: str, pairs: tuple[str, ...], rest: str, koppeling: str, *, as_json: bool) -> None:
    """Each pair is of two klanten of the row."""
    from core.coupling.verdicts import Wish
    from core.domain.match import Verdict

    async def work(opened: "Opened") -> int:
        row = await opened.reviewing.row(key)
        found = tuple(_pair_of(row, pair) for pair in pairs)
        count = await opened.reviewing.settle([Wish(row, pairs=found, rest=None if rest == "wait" else Verdict(rest))])
        await opened.refresh("review")
        return count

    _decided(with_koppeling(koppeling, work), as_json=as_json)


@click.command(
    "reject", cls=Command, help=t("Deze twee zijn niet dezelfde klant."), epilog="koppelbord match reject T12=Sabc"
)
@click.argument("keys", nargs=-1, required=True, metavar=t("RIJ…"))
@options.koppeling
@options.as_json
def reject(keys: tuple[str, ...], koppeling: str, *, as_json: bool) -> None:
    """A verdict on pairs."""
    from core.domain.match import Verdict

    _decide(koppeling, keys, Verdict.REJECT, as_json=as_json)


@click.command(
    "ignore", cls=Command, help=t("Laat deze klanten buiten de koppeling."), epilog="koppelbord match ignore T12 Sabc"
)
@click.argument("keys", nargs=-1, required=True, metavar=t("RIJ…"))
@options.koppeling
@options.as_json
def ignore(keys: tuple[str, ...], koppeling: str, *, as_json: bool) -> None:
    """A verdict on singles or pairs."""
    from core.domain.match import Verdict

    _decide(koppeling, keys, Verdict.IGNORE, as_json=as_json)


@click.command(
    "couple",
    cls=Command,
    help=t("Koppelt twee klanten met de hand."),
    epilog="koppelbord match couple 812 0b6c-…-SNELSTART-ID",
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


@click.command("undo", cls=Command, help=t("Neemt het laatste besluit terug."), epilog="koppelbord match undo")
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
        output.line(tn("{n} besluit teruggenomen.", "{n} besluiten teruggenomen.", count))


@click.command("redo", cls=Command, help=t("Doet weer wat 'undo' terugnam."), epilog="koppelbord match redo")
@options.koppeling
@options.as_json
def redo(koppeling: str, *, as_json: bool) -> None:
    """What was taken back last, as long as nothing was decided since."""

    async def work(opened: "Opened") -> int:
        count = await opened.reviewing.redo()
        await opened.refresh("review")
        return count

    _decided(with_koppeling(koppeling, work), as_json=as_json)


def _decide(koppeling: str, keys: Sequence[str], verdict: "Verdict", *, as_json: bool) -> None:
    from core.coupling.verdicts import Wish

    async def work(opened: "Opened") -> int:
        await opened.reviewing.settle([Wish(await opened.reviewing.row(key), verdict) for key in dict.fromkeys(keys)])
        await opened.refresh("review")
        return len(keys)

    _decided(with_koppeling(koppeling, work), as_json=as_json)


def _pair_of(row: "MatchRow", text: str) -> "Pair":
    """`3=1`: klant 3 of Time On and relatie 1 of SnelStart, both of this row."""
    timeon_id, _, snelstart_id = text.partition("=")
    left = next((one for one in row.timeon if one.id == timeon_id), None)
    right = next((one for one in row.snelstart if one.id == snelstart_id), None)
    if left is None or right is None:
        raise UsageError(say("{paar} is geen paar van rij {key}.", paar=text, key=row.key))
    return left, right


def _decided(count: int, *, as_json: bool) -> None:
    if as_json:
        output.data({"decided": count})
    else:
        output.line(tn("{n} rij beslist.", "{n} rijen beslist.", count))
