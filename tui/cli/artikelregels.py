"""`koppelbord artikelregels`: which artikel and price a registratie gets, by medewerker, project, category, kind or word."""

from typing import TYPE_CHECKING

import click

from core.domain.money import number
from core.text import mark, t
from tui.cli import options, output, table
from tui.cli.calls import with_declaraties, with_koppeling
from tui.cli.table import Column
from tui.cli.words import Group

if TYPE_CHECKING:
    from core.invoicing.ruling import Ruled
    from core.service.opened import Opened

_LIST = (
    Column("id", mark("Id"), right=True),
    Column("soort", mark("Soort")),
    Column("voor", mark("Voor")),
    Column("wordt", mark("Artikel")),
    Column("euro", mark("Prijs"), right=True),
)


@click.group(
    cls=Group,
    help=t(
        "Artikelregels: op welk artikel en voor welke prijs een registratie komt. De meest bijzondere regel die past wint; een "
        "regel van jezelf gaat voor wat uit de artikelen is afgeleid."
    ),
    epilog="koppelbord artikelregels list\nkoppelbord artikelregels add uren 1001 --medewerker 'Fatma Yılmaz' --prijs 95",
)
def artikelregels() -> None:
    """Hold the commands."""


@artikelregels.command(
    "list", help=t("Alle regels; zonder id: afgeleid uit de artikelen."), epilog="koppelbord artikelregels list --json"
)
@options.koppeling
@options.as_list
def list_(koppeling: str, form: str) -> None:
    """From the cache."""

    async def work(opened: "Opened") -> "list[Ruled]":
        return await opened.declaraties.ruling.all()

    found = with_koppeling(koppeling, work)
    rows = [one.to_json() for one in found]
    if form == "text":
        rows = [{**row, **_said(one), "id": row["id"] or ""} for one, row in zip(found, rows, strict=True)]
    table.show(rows, _LIST, form)


@artikelregels.command(
    "add",
    help=t("Maakt een regel; hij geldt voor declaraties die daarna gemaakt worden."),
    epilog=(
        "koppelbord artikelregels add uren 1001 --project 'Jaarwerk 2026' --prijs 110\n"
        "koppelbord artikelregels add onkosten 1704 --woord trein --json"
    ),
)
@click.argument("soort", type=options.Choice("uren", "kilometers", "onkosten"))
@click.argument("artikel", metavar=t("ARTIKEL"))
@click.option(
    "--prijs", default=None, metavar=t("PRIJS"), help=t("Euro's per stuk; zonder: die van het artikel of de onkosten.")
)
@click.option("--medewerker", default="", metavar=t("NAAM"), help=t("Alleen van deze medewerker (naam of id)."))
@click.option("--project", default="", metavar=t("NAAM"), help=t("Alleen op dit project (naam of id)."))
@click.option("--category", default="", metavar="ID", help=t("Alleen van deze categorie van Time On."))
@click.option("--woord", default="", metavar=t("WOORD"), help=t("Alleen als de tekst een woord heeft dat zo begint."))
@options.koppeling
@options.as_json
def add(
    soort: str,
    artikel: str,
    prijs: str | None,
    medewerker: str,
    project: str,
    category: str,
    woord: str,
    koppeling: str,
    *,
    as_json: bool,
) -> None:
    """One rule."""
    from core.domain.registratie import Soort
    from core.invoicing.ruling import Wanted
    from core.invoicing.typed import read_edit

    amount = read_edit(prijs=prijs).prijs
    wanted = Wanted(Soort(soort), artikel, amount, medewerker, project, category, woord)

    made = with_declaraties(koppeling, lambda face: face.ruling.add(wanted))
    if as_json:
        output.data(made.to_json())
    else:
        said = _said(made)
        output.line(t("Regel {id}: {soort}, {voor} komt op {artikel}.", id=made.rule.id, soort=soort,
                      voor=output.clean(said["voor"]), artikel=output.clean(said["wordt"])))  # fmt: skip


@artikelregels.command(
    "remove",
    help=t("Verwijdert een regel; bestaande declaraties houden hun regels."),
    epilog="koppelbord artikelregels remove 3",
)
@click.argument("rule", metavar="ID", type=click.IntRange(1))
@options.koppeling
@options.as_json
def remove(rule: int, koppeling: str, *, as_json: bool) -> None:
    """By its id."""
    with_declaraties(koppeling, lambda face: face.ruling.remove(rule))
    if as_json:
        output.data({"removed": rule})
    else:
        output.line(t("Regel {id} is weg.", id=rule))


def _said(one: "Ruled") -> dict[str, str]:
    rule = one.rule
    parts = [one.medewerker, one.project, rule.category_id and f"{t('categorie')} {rule.category_id}",
             rule.woord and f"'{rule.woord}'"]  # fmt: skip
    artikel = f"{one.artikel.code} {one.artikel.omschrijving}" if one.artikel else t("niet meer in SnelStart")
    price = number(rule.prijs) if rule.prijs is not None else ""
    return {"voor": ", ".join(filter(None, parts)) or t("alles"), "wordt": artikel, "euro": price}
