"""The kostenplaats that orders carry: shown, and chosen for all klanten or for one."""

from typing import TYPE_CHECKING, Any

import click

from core.errors import UsageError
from core.text import mark, say, t
from tui.cli import options, output, table
from tui.cli.calls import with_koppeling
from tui.cli.registraties_period import klant_of
from tui.cli.table import Column
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.service.opened import Opened

_LIST = (Column("nummer", mark("Nummer"), right=True), Column("naam", mark("Naam")), Column("staat", mark("Staat")))


@click.command(
    "kostenplaats",
    cls=Command,
    help=t(
        "Toont de kostenplaatsen van de administratie en welke gekozen is, of kiest er een: voor alle klanten, of met "
        "--klant voor één. Wat voor een klant gekozen is gaat voor. Hij staat op orders die daarna gemaakt worden."
    ),
    epilog=(
        "koppelbord declaraties kostenplaats\nkoppelbord declaraties kostenplaats 1\n"
        "koppelbord declaraties kostenplaats 2 --klant 'Bakkerij'\nkoppelbord declaraties kostenplaats --default --klant 'Bakkerij'"
    ),
)
@click.argument("nummer", required=False, type=click.IntRange(0), metavar=t("[NUMMER]"))
@click.option("--klant", default="", metavar=t("KLANT"), help=t("Alleen voor deze klant: id of een deel van de naam."))
@click.option("--default", "follow", is_flag=True, help=t("Weer zoals alle klanten; zonder --klant: geen."))
@options.koppeling
@options.as_json
def kostenplaats(nummer: int | None, klant: str, koppeling: str, *, follow: bool, as_json: bool) -> None:
    """Number 0 is none."""
    if follow and nummer is not None:
        raise UsageError(say("Noem een nummer of --default, niet beide."))
    if klant and not follow and nummer is None:
        raise UsageError(say("Zeg welke kostenplaats: een nummer, 0 voor geen, of --default."))

    async def work(opened: "Opened") -> dict[str, Any]:
        klant_id = await klant_of(opened, klant)
        if follow or nummer is not None:
            await opened.declaraties.choose_kostenplaats(klant_id, nummer)
            await opened.refresh("declaraties")
        known, chosen = await opened.declaraties.kostenplaatsen()
        names = {id_: naam for id_, naam, _nummer in await opened.pages.names()}
        return {
            "kostenplaatsen": [one.to_json() for one in known],
            "chosen": [
                {"klant_id": id_, "klant": names.get(id_, ""), "nummer": one} for id_, one in sorted(chosen.items())
            ],
        }

    found = with_koppeling(koppeling, work)
    if as_json:
        output.data(found)
        return
    table.show(
        [{**one, "staat": "" if one["actief"] else t("nonactief")} for one in found["kostenplaatsen"]], _LIST, "text"
    )
    for one in found["chosen"]:
        who = (one["klant"] or one["klant_id"]) if one["klant_id"] else t("Alle klanten")
        output.line(f"{output.clean(who)}: {one['nummer'] or t('geen')}")
    if not found["chosen"]:
        output.line(t("Er is geen kostenplaats gekozen: orders dragen er geen."))
