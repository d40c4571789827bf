"""`koppelbord koppelingen permit | pause | resume`: what a koppeling may do by itself, and whether it runs."""

from typing import TYPE_CHECKING

import click

from core.errors import UsageError
from core.text import mark, say, t
from tui.cli import options, output, table
from tui.cli.calls import with_koppeling
from tui.cli.table import Column
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.domain.koppeling import Koppeling
    from core.service.opened import Opened

_LIST = (Column("name", mark("Toestemming")), Column("given", mark("Gegeven")))


@click.command(
    "permit",
    cls=Command,
    help=t(
        "Toont wat een run zonder mens mag schrijven, of verandert het: de genoemde toestemmingen en geen andere. Wat er "
        "niet bij hoort wacht als plan. Een naam is soort:wat:waar, zoals klant:create:snelstart."
    ),
    epilog=(
        "koppelbord koppelingen permit\n"
        "koppelbord koppelingen permit klant:create:snelstart klant:create:timeon klant:update:snelstart\n"
        "koppelbord koppelingen permit --none --json"
    ),
)
@click.argument("names", nargs=-1, metavar=t("[TOESTEMMING]…"))
@click.option("--none", "nothing", is_flag=True, help=t("Trek alles in: elke schrijfactie wacht op een mens."))
@options.koppeling
@options.as_json
def permit(names: tuple[str, ...], koppeling: str, *, nothing: bool, as_json: bool) -> None:
    """Asked without a name it only answers."""
    from core.service.standing import PERMITTABLE

    if names and nothing:
        raise UsageError(say("Noem toestemmingen, of --none."))

    async def work(opened: "Opened") -> "Koppeling":
        return await opened.permit(names) if names or nothing else opened.koppeling

    found = with_koppeling(koppeling, work)
    if as_json:
        output.data({"koppeling": found.id, "permissions": list(found.permissions), "possible": list(PERMITTABLE)})
    else:
        rows = [{"name": name, "given": name in found.permissions} for name in PERMITTABLE]
        table.show(rows, _LIST, "text")


@click.command(
    "pause",
    cls=Command,
    help=t("Laat een koppeling rusten: niets loopt meer vanzelf, tot 'resume'."),
    epilog="koppelbord koppelingen pause --koppeling bakker",
)
@options.koppeling
@options.as_json
def pause(koppeling: str, *, as_json: bool) -> None:
    """A person's choice, kept."""

    async def work(opened: "Opened") -> "Koppeling":
        return await opened.set_running(on=False)

    _tell(with_koppeling(koppeling, work), as_json=as_json)


@click.command(
    "resume",
    cls=Command,
    help=t("Laat een koppeling weer lopen, ook als een dienst vroeg te wachten."),
    epilog="koppelbord koppelingen resume --koppeling bakker --json",
)
@options.koppeling
@options.as_json
def resume(koppeling: str, *, as_json: bool) -> None:
    """Ends what `pause` began, and what a service asked."""

    async def work(opened: "Opened") -> "Koppeling":
        running = await opened.set_running(on=True)
        await opened.syncing.resume()
        return running

    _tell(with_koppeling(koppeling, work), as_json=as_json)


def _tell(found: "Koppeling", *, as_json: bool) -> None:
    if as_json:
        output.data({"koppeling": found.id, "state": found.state.value})
    else:
        output.line(t("{naam}: {state}.", naam=output.clean(found.timeon_naam), state=t(found.state.label)))
