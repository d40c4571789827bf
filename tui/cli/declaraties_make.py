"""Making declaraties, throwing concepts away, and taking numbered ones back."""

from datetime import date
from typing import TYPE_CHECKING

import click

from core.domain.money import amount_text, euro, total
from core.errors import UsageError
from core.text import say, t, tn
from tui.cli import options, output, shapes
from tui.cli.calls import with_declaraties
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.domain.declaratie import Declaratie
    from core.domain.registratie import Registratie
    from core.invoicing.declaraties import Declaraties
    from core.invoicing.making import MonthResult


@click.command(
    "create",
    cls=Command,
    help=t(
        "Maakt concepten. Met --period en --all: een per klant voor een hele maand; nog eens gevraagd maakt het niets. "
        "Met registraties: één concept van die regels."
    ),
    epilog="koppelbord declaraties create --period 2026-10 --all\nkoppelbord declaraties create 812:uren 813:uren",
)
@click.argument("registraties", nargs=-1, metavar=t("[REGISTRATIE]…"))
@click.option("--period", type=options.Month(), help=t("De maand (JJJJ-MM)."))
@click.option("--all", "everyone", is_flag=True, help=t("Een concept per klant."))
@click.option(
    "--group", default="none", metavar=t("HOE"), help=t("Regels samen: none, day, project, medewerker, product.")
)
@options.koppeling
@options.as_json
def create(
    registraties: tuple[str, ...], period: date | None, group: str, koppeling: str, *, everyone: bool, as_json: bool
) -> None:
    """A whole month or a choice."""
    if bool(registraties) == everyone or everyone != (period is not None):
        raise UsageError(
            say("Noem registraties, of een maand met --all."),
            advice=say("Bijvoorbeeld: koppelbord declaraties create --period 2026-10 --all"),
        )

    async def work(face: "Declaraties") -> "MonthResult":
        from core.invoicing.making import MonthResult

        if period is not None:
            return await face.create_month(period.year, period.month, group_by=group)
        return MonthResult((await face.create(registraties, group_by=group),))

    made = with_declaraties(koppeling, work)
    if as_json:
        output.data(made.to_json())
        return
    for skipped in made.skipped:
        output.words(t("Overgeslagen: {reason}", reason=output.clean(str(skipped.reason))))
    if made.created:
        output.line(tn("{n} concept gemaakt, € {total} exclusief btw.", "{n} concepten gemaakt, samen € {total} exclusief btw.",
                       len(made.created), total=euro(total(one.totaal for one in made.created))))  # fmt: skip
    else:
        output.line(t("Niets te doen."))


@click.command(
    "delete",
    cls=Command,
    help=t("Verwijdert een concept; zijn registraties komen vrij. Wat een nummer heeft wordt gecrediteerd."),
    epilog="koppelbord declaraties delete 17 --dry-run\nkoppelbord declaraties delete 17",
)
@click.argument("declaratie", metavar=t("ID"))
@click.option("--dry-run", is_flag=True, help=t("Toon welke registraties vrij zouden komen; verwijder niets."))
@options.koppeling
@options.as_json
def delete(declaratie: str, koppeling: str, *, dry_run: bool, as_json: bool) -> None:
    """Only a concept."""
    from tui.cli.registraties import show_rows

    async def work(face: "Declaraties") -> "tuple[list[Registratie], list[str]]":
        held = await face.held(declaratie)
        return held, [one.id for one in held] if dry_run else await face.delete(declaratie)

    held, freed = with_declaraties(koppeling, work)
    if as_json:
        output.data({"deleted": "" if dry_run else declaratie, "freed": freed})
        return
    show_rows(held)
    if dry_run:
        output.line(
            tn(
                "Niets verwijderd; {n} registratie zou vrijkomen.",
                "Niets verwijderd; {n} registraties zouden vrijkomen.",
                len(freed),
            )
        )
    else:
        output.line(tn("Verwijderd; {n} registratie is vrij.", "Verwijderd; {n} registraties zijn vrij.", len(freed)))


@click.command(
    "finalize",
    cls=Command,
    help=t(
        "Maakt een concept definitief: het krijgt het volgende nummer van zijn jaar en staat vast. Verstuurt niets."
    ),
    epilog="koppelbord declaraties finalize 17",
)
@click.argument("declaratie", metavar=t("ID"))
@options.koppeling
@options.as_json
def finalize(declaratie: str, koppeling: str, *, as_json: bool) -> None:
    """Only a concept, once."""
    fixed = with_declaraties(koppeling, lambda face: face.finalize(declaratie))
    if as_json:
        output.data(shapes.declaratie(fixed))
    else:
        output.line(t("Openstaand als {nummer}; nog niet verstuurd.", nummer=fixed.nummer))


@click.command(
    "credit",
    cls=Command,
    help=t("Maakt het negatieve concept van een genummerde declaratie; verstuur dat daarna."),
    epilog="koppelbord declaraties credit 2026-0017",
)
@click.argument("declaratie", metavar=t("ID|NUMMER"))
@options.koppeling
@options.as_json
def credit(declaratie: str, koppeling: str, *, as_json: bool) -> None:
    """Never deletes."""
    made = with_declaraties(koppeling, lambda face: face.credit(declaratie))
    if as_json:
        output.data(shapes.declaratie(made))
    else:
        output.line(t("Concept {id} neemt hem terug: € {total}.", id=made.id, total=amount_text(made.totaal)))


@click.command(
    "edit",
    cls=Command,
    help=t(
        "Wijzigt een regel van een concept: tekst, aantal (1,5 of 1:30) en prijs, of zijn plaats, of haalt hem eraf. Een "
        "akkoord vervalt daarmee."
    ),
    epilog=(
        "koppelbord declaraties edit 17 2 --prijs 85,00 --omschrijving 'Advies oktober'\n"
        "koppelbord declaraties edit 17 2 --to 1\n"
        "koppelbord declaraties edit 17 2 --remove --json"
    ),
)
@click.argument("declaratie", metavar=t("ID"))
@click.argument("regel", metavar=t("REGEL"), type=click.IntRange(1))
@click.option("--omschrijving", default=None, metavar=t("TEKST"), help=t("De tekst op de regel."))
@click.option("--aantal", default=None, metavar=t("AANTAL"), help=t("Uren, kilometers of stuks."))
@click.option("--prijs", default=None, metavar=t("PRIJS"), help=t("Euro's per stuk, zonder btw."))
@click.option("--to", type=click.IntRange(1), default=None, metavar=t("PLAATS"), help=t("Zet de regel op deze plaats."))
@click.option("--remove", is_flag=True, help=t("Haal de regel eraf; zijn registraties komen vrij."))
@options.koppeling
@options.as_json
def edit(
    declaratie: str,
    regel: int,
    omschrijving: str | None,
    aantal: str | None,
    prijs: str | None,
    to: int | None,
    koppeling: str,
    *,
    remove: bool,
    as_json: bool,
) -> None:
    """One line of a concept."""
    values = {"omschrijving": omschrijving, "aantal": aantal, "prijs": prijs}
    changes = any(value is not None for value in values.values())
    if not (changes or to or remove) or (remove and (changes or to)):
        raise UsageError(
            say("Zeg wat er met de regel moet: --omschrijving, --aantal, --prijs, --to, of --remove alleen.")
        )

    async def work(face: "Declaraties") -> "Declaratie":
        from core.invoicing.quantities import rule_of
        from core.invoicing.typed import read_edit

        if remove:
            made = await face.take_off(declaratie, regel)
        else:
            if changes:
                rule = rule_of((await face.get(declaratie)).hours_rule)
                made = await face.edit(declaratie, regel, read_edit(**values, hours_rule=rule))
            if to:
                made = await face.move(declaratie, regel, to)
        return made

    made = with_declaraties(koppeling, work)
    if as_json:
        output.data(shapes.declaratie(made, lines=True))
    else:
        output.line(
            t("De declaratie heeft nu {n} regels, samen € {total}.", n=len(made.regels), total=euro(made.totaal))
        )
