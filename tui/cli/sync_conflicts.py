"""`koppelbord sync conflicts` and `resolve`: fields that changed on both sides, each asked once."""

from typing import TYPE_CHECKING, Any

import click

from core.errors import ExitCode
from core.text import mark, t
from tui.cli import options, output, table
from tui.cli.calls import with_koppeling
from tui.cli.table import Column
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.domain.agreement import Conflict
    from core.service.opened import Opened

_LIST = (
    Column("key", mark("Conflict")), Column("klant", mark("Klant")), Column("veld", mark("Veld")),
    Column("timeon", mark("Time On")), Column("snelstart", mark("SnelStart")), Column("besluit", mark("Besluit")),
)  # fmt: skip


@click.command(
    "conflicts",
    cls=Command,
    help=t("Velden die aan beide kanten veranderden. Wacht er een op een mens, dan is de exitcode 3."),
    epilog="koppelbord sync conflicts\nkoppelbord sync conflicts --all --json",
)
@options.koppeling
@click.option("--all", "everything", is_flag=True, help=t("Ook wat al beslist is."))
@options.as_list
def conflicts(koppeling: str, form: str, *, everything: bool) -> int:
    """From the cache."""

    async def work(opened: "Opened") -> "list[Conflict]":
        return await opened.syncing.conflicts()

    found = [one for one in with_koppeling(koppeling, work) if everything or one.choice is None]
    table.show([_row(one) if form == "text" else one.to_json() for one in found], _LIST, form)
    if not found:
        output.words(t("Geen conflicten."))
    return int(ExitCode.PERSON if any(one.choice is None for one in found) else ExitCode.OK)


def _row(one: "Conflict") -> dict[str, Any]:
    return {**one.to_json(), "besluit": t(one.choice.label) if one.choice else ""}


@click.command(
    "resolve",
    cls=Command,
    help=t("Beslist een conflict: de waarde van Time On, die van SnelStart, of ze mogen verschillen."),
    epilog="koppelbord sync resolve 101:0b6c…:email snelstart\nkoppelbord sync resolve 101:0b6c…:naam differ --json",
)
@click.argument("key", metavar=t("CONFLICT"))
@click.argument("choice", metavar="timeon|snelstart|differ", type=options.Choice("timeon", "snelstart", "differ"))
@options.koppeling
@options.as_json
def resolve(key: str, choice: str, koppeling: str, *, as_json: bool) -> None:
    """The next run writes it."""
    from core.domain.agreement import Choice

    async def work(opened: "Opened") -> "list[Conflict]":
        await opened.syncing.decide_conflicts([key], Choice(choice))
        return await opened.syncing.conflicts()

    left = sum(one.choice is None for one in with_koppeling(koppeling, work))
    if as_json:
        output.data({"key": key, "choice": choice, "open": left})
    else:
        output.line(t("{key}: {choice}. De volgende run schrijft het.", key=key, choice=t(Choice(choice).label)))
