"""`koppelbord koppelingen`: the list, what can be coupled, koppelen itself, and its end."""

from typing import TYPE_CHECKING, Any

import click

from core.errors import ExitCode
from core.text import mark, t
from tui.cli import koppelingen_add, koppelingen_link, koppelingen_standing, options, output, shapes, table
from tui.cli.calls import with_koppeling, with_service
from tui.cli.table import Column
from tui.cli.words import Group

if TYPE_CHECKING:
    from core.domain.koppeling import Administratie, Koppeling, KoppelingSummary
    from core.service import Service
    from core.service.opened import Opened

_LIST = (
    Column("koppeling", mark("Koppeling")),
    Column("timeon_naam", mark("Time On")),
    Column("snelstart_naam", mark("SnelStart")),
    Column("state", mark("Staat")),
    Column("paired", mark("Gekoppeld"), right=True),
    Column("waiting", mark("Wacht"), right=True),
    Column("open_amount", mark("Open €"), right=True),
)
_AVAILABLE = (
    Column("id", mark("Id")),
    Column("naam", mark("Administratie")),
    Column("boekjaar", mark("Boekjaar"), right=True),
    Column("klanten", mark("Klanten"), right=True),
    Column("coupled_to", mark("Gekoppeld aan")),
)


@click.group(
    cls=Group,
    help=t("Koppelingen van een Time On-administratie met een SnelStart-administratie."),
    epilog="koppelbord koppelingen available\nkoppelbord koppelingen add --review safe --start",
)
def koppelingen() -> None:
    """Hold the commands."""


@koppelingen.command("list", help=t("Alle koppelingen, met hun staat."), epilog="koppelbord koppelingen list --json")
@options.as_list
def list_(form: str) -> None:
    """From the register alone."""

    async def work(service: "Service") -> "list[KoppelingSummary]":
        return await service.koppelingen()

    found = with_service(work)
    table.show([shapes.koppeling(one) for one in found], _LIST, form)
    if not found:
        output.words(t("Er is nog geen koppeling. Maak er een met 'koppelbord koppelingen add'."))


@koppelingen.command(
    "available",
    help=t("De administraties die de sleutels openen, en of ze al gekoppeld zijn."),
    epilog="koppelbord koppelingen available",
)
@options.as_list
def available(form: str) -> None:
    """Asks both services."""

    async def work(service: "Service") -> "list[Administratie]":
        await service.repair()
        return await service.koppelen().from_chain()

    table.show([shapes.administratie(one) for one in with_service(work)], _AVAILABLE, form)


@koppelingen.command("show", help=t("Eén koppeling."), epilog="koppelbord koppelingen show --koppeling bakker")
@options.koppeling
@options.as_json
def show(koppeling: str, *, as_json: bool) -> None:
    """From its own file."""

    async def work(opened: "Opened") -> "KoppelingSummary":
        return await opened.summary()

    found = shapes.koppeling(with_koppeling(koppeling, work))
    if as_json:
        output.data(found)
    else:
        table.show_one(found)


@koppelingen.command(
    "check",
    help=t(
        "Vraagt beide kanten of de sleutels nog werken en nog de gekoppelde administratie openen; brengt ook de lijst van "
        "koppelingen in overeenstemming met hun bestanden."
    ),
    epilog="koppelbord koppelingen check --json",
)
@options.koppeling
@options.as_json
def check(koppeling: str, *, as_json: bool) -> None:
    """Asks both services; what they refuse is the error of this command."""

    async def work(service: "Service") -> dict[str, Any]:
        mended = await service.repair()
        opened = await service.open(koppeling)
        organisatie = await opened.timeon.organisation()
        administratie = await opened.snelstart.administratie()
        skew = opened.snelstart.clock_skew()
        return {
            "koppeling": opened.koppeling.id,
            "timeon": str(organisatie["name"]),
            "snelstart": administratie.naam,
            "scopes": list(administratie.scopes),
            "clock_skew_seconds": None if skew is None else round(skew.total_seconds()),
            "mended": mended,
        }

    found = with_service(work)
    if as_json:
        output.data(found)
    else:
        output.line(t("In orde: {timeon} en {snelstart}.", timeon=output.clean(found["timeon"]),
                      snelstart=output.clean(found["snelstart"])))  # fmt: skip


@koppelingen.command(
    "remove",
    help=t(
        "Ontkoppelt: de geschiedenis blijft, de koppelsleutel wordt vergeten. In SnelStart en Time On verandert niets."
    ),
    epilog="koppelbord koppelingen remove --koppeling bakker --yes",
)
@options.koppeling
@click.option("--yes", is_flag=True, help=t("Zonder te vragen."))
@options.as_json
def remove(koppeling: str, *, yes: bool, as_json: bool) -> int:
    """Asks first, unless told."""

    async def find(opened: "Opened") -> "Koppeling":
        return opened.koppeling

    one = with_koppeling(koppeling, find)
    if not yes and not output.confirm(t("{naam} ontkoppelen?", naam=output.clean(one.timeon_naam))):
        return int(ExitCode.PERSON)

    async def work(service: "Service") -> "tuple[Koppeling, str]":
        koppelen = service.koppelen()
        remains = str(await koppelen.remains(one))
        return await koppelen.disconnect(one), remains

    gone, remains = with_service(work)
    if as_json:
        output.data({"koppeling": gone.id, "state": gone.state.value})
    else:
        output.line(t("{naam} is ontkoppeld; de geschiedenis blijft.", naam=output.clean(gone.timeon_naam)))
        output.line(remains)
    return int(ExitCode.OK)


for _command in (
    koppelingen_link.link,
    koppelingen_add.add,
    koppelingen_standing.permit,
    koppelingen_standing.pause,
    koppelingen_standing.resume,
):
    koppelingen.add_command(_command)
