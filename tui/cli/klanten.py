"""`koppelbord klanten`: the klanten of both sides, and a new one made in Time On and in SnelStart by one plan."""

from typing import TYPE_CHECKING

import click

from core.errors import ExitCode, PersonNeededError
from core.text import mark, say, t
from tui.cli import options, output, table
from tui.cli.calls import with_koppeling
from tui.cli.table import Column
from tui.cli.words import Group

if TYPE_CHECKING:
    from core.domain.plan import RunReport
    from core.service.lists import KlantRow
    from core.service.opened import Opened
    from core.syncing.plan import Planned

_LIST = (
    Column("nummer", mark("Nummer"), right=True),
    Column("naam", mark("Naam")),
    Column("plaats", mark("Plaats")),
    Column("state", mark("Staat")),
)


@click.group(
    cls=Group,
    help=t("Klanten zoals beide kanten ze kennen."),
    epilog="koppelbord klanten list\nkoppelbord klanten add --naam 'Bakkerij Jansen B.V.' --plaats Utrecht",
)
def klanten() -> None:
    """Hold the commands."""


@klanten.command(
    "list",
    help=t("Alle klanten van SnelStart en die alleen in Time On staan, uit wat het laatst gelezen is."),
    epilog="koppelbord klanten list --json",
)
@options.koppeling
@click.option("--all", "everything", is_flag=True, help=t("Ook leveranciers en nonactieve relaties."))
@options.as_list
def list_(koppeling: str, form: str, *, everything: bool) -> None:
    """From the cache: no key and no network."""

    async def work(opened: "Opened") -> "list[KlantRow]":
        return await opened.klanten(everything=everything)

    table.show([row.to_json() for row in with_koppeling(koppeling, work)], _LIST, form)


@klanten.command(
    "add",
    help=t("Maakt een klant in Time On en in SnelStart, met één plan. --dry-run toont het alleen."),
    epilog="koppelbord klanten add --naam 'Bakkerij Jansen B.V.' --email info@jansen.example --dry-run",
)
@click.option("--naam", required=True, help=t("De naam, precies zoals die er komt te staan."))
@click.option("--nummer", default="", help=t("Het klantnummer; zonder: het volgende vrije."))
@click.option("--email", default="", help=t("E-mailadres."))
@click.option("--telefoon", default="", help=t("Telefoonnummer."))
@click.option("--straat", default="", help=t("Straat en huisnummer."))
@click.option("--postcode", default="", help=t("Postcode."))
@click.option("--plaats", default="", help=t("Plaats."))
@click.option("--btw", default="", help=t("Btw-id."))
@click.option("--dry-run", is_flag=True, help=t("Toon het plan, schrijf niets."))
@options.koppeling
@options.as_json
def add(
    naam: str,
    nummer: str,
    email: str,
    telefoon: str,
    straat: str,
    postcode: str,
    plaats: str,
    btw: str,
    koppeling: str,
    *,
    dry_run: bool,
    as_json: bool,
) -> int:
    """One plan, two lines."""
    from core.domain.partij import Partij, Side
    from core.service.review import alike_says
    from tui.cli.sync_plan import show_plan

    new = Partij(
        side=Side.TIMEON,
        id="",
        naam=naam,
        nummer=nummer,
        email=email,
        telefoon=telefoon,
        straat=straat,
        postcode=postcode,
        plaats=plaats,
        btw=btw,
    )

    async def work(opened: "Opened") -> "tuple[Planned, RunReport | None]":
        planned = await opened.plan_klant(new)
        for sentence in alike_says(await opened.resembling(new)):
            output.words(str(sentence))
        if planned.skipped:
            reasons = " ".join(str(reason) for reason in planned.skipped[0].reasons)
            raise PersonNeededError(reasons, advice=say("Vul aan of verbeter wat er genoemd is; er is niets gemaakt."))
        if dry_run:
            return planned, None
        return planned, await opened.apply(planned.plan, seal=planned.plan.seal)

    planned, report = with_koppeling(koppeling, work)
    if as_json:
        output.data(report.to_json() if report else planned.plan.to_json())
    elif report is None:
        show_plan(planned)
    else:
        for result in report.results:
            text = result.reason or t("gemaakt")
            output.line(f"{result.line.service.label}  {output.clean(result.line.label)}: {output.clean(text)}")
    return int(ExitCode.OK if report is None or report.ok else ExitCode.PERSON)
