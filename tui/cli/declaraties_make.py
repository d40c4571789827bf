"""Making declaraties, throwing concepts away, and taking numbered ones back."""

from datetime import date
from typing import TYPE_CHECKING

import click

from core.domain.money import amount_text, euro, total
from core.errors import UsageError
from core.text import say, t, tn
from tui.cli import options, output, shapes
from tui.cli.calls import with_koppeling
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.domain.declaratie import Declaratie
    from core.invoicing.making import MonthResult
    from core.service.opened import Opened


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

    async def work(opened: "Opened") -> "MonthResult":
        from core.invoicing.making import MonthResult

        if period is not None:
            made = await opened.declaraties.create_month(period.year, period.month, group_by=group)
        else:
            made = MonthResult((await opened.declaraties.create(registraties, group_by=group),))
        await opened.refresh("declaraties")
        return made

    made = with_koppeling(koppeling, work)
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
    epilog="koppelbord declaraties delete 17",
)
@click.argument("declaratie", metavar=t("ID"))
@options.koppeling
@options.as_json
def delete(declaratie: str, koppeling: str, *, as_json: bool) -> None:
    """Only a concept."""

    async def work(opened: "Opened") -> list[str]:
        freed = await opened.declaraties.delete(declaratie)
        await opened.refresh("declaraties")
        return freed

    freed = with_koppeling(koppeling, work)
    if as_json:
        output.data({"deleted": declaratie, "freed": freed})
    else:
        output.line(tn("Verwijderd; {n} registratie is vrij.", "Verwijderd; {n} registraties zijn vrij.", len(freed)))


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

    async def work(opened: "Opened") -> "Declaratie":
        made = await opened.declaraties.credit(declaratie)
        await opened.refresh("declaraties")
        return made

    made = with_koppeling(koppeling, work)
    if as_json:
        output.data(shapes.declaratie(made))
    else:
        output.line(t("Concept {id} neemt hem terug: € {total}.", id=made.id, total=amount_text(made.totaal)))
