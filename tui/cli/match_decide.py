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
    from core.domain.match import Verdict
    from core.service.opened import Opened

_STATES = ("number_name", "name", "number", "spelling")


@click.command(
    "accept",
    cls=Command,
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


@click.command("undo", cls=Command, help=t("Neemt de laatste beslissing terug."), epilog="koppelbord match undo")
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
