"""Looking at declaraties: the list, one, the order as it will stand, and the proof of what happened to it."""

from typing import TYPE_CHECKING, Any

import click

from core.domain.money import euro, number, plain
from core.text import mark, t
from tui.cli import options, output, shapes, spoken, table
from tui.cli.calls import with_koppeling
from tui.cli.table import Column
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.domain.declaratie import Declaratie
    from core.invoicing.evidence import EvidenceLine
    from core.invoicing.preview import Preview
    from core.service.opened import Opened

_LIST = (
    Column("id", mark("Id"), right=True),
    Column("nummer", mark("Nummer")),
    Column("state", mark("Staat")),
    Column("klant", mark("Klant")),
    Column("period", mark("Periode")),
    Column("totaal", mark("Excl. btw"), right=True),
    Column("status", mark("In SnelStart")),
)
_REGELS = (
    Column("artikel", mark("Artikel")),
    Column("omschrijving", mark("Omschrijving")),
    Column("aantal", mark("Aantal"), right=True),
    Column("prijs", mark("Prijs"), right=True),
    Column("bedrag", mark("Bedrag"), right=True),
    Column("btw", mark("Btw")),
)
_BTW = (
    Column("soort", mark("Btw")),
    Column("percentage", mark("%"), right=True),
    Column("grondslag", mark("Over"), right=True),
    Column("bedrag", mark("Bedrag"), right=True),
)
_EVIDENCE = (
    Column("seq", mark("Nr"), right=True),
    Column("at", mark("Wanneer (UTC)")),
    Column("what", mark("Wat")),
    Column("actor", mark("Wie")),
    Column("hash", mark("Hash")),
)


@click.command(
    "list",
    cls=Command,
    help=t("Concepten eerst, daarna de nieuwste nummers."),
    epilog="koppelbord declaraties list\nkoppelbord declaraties list --state openstaand --json",
)
@options.koppeling
@click.option("--state", type=options.Choice("concept", "openstaand", "archief"), default=None, help=t("Eén staat."))
@options.as_list
def list_(koppeling: str, state: str | None, form: str) -> None:
    """From the koppeling's own file, without loading what sends them."""
    from core.domain.declaratie import DeclaratieState
    from core.store import declaraties as store

    states = (DeclaratieState(state),) if state else ()

    async def work(opened: "Opened") -> "list[Declaratie]":
        return await opened.database.read(lambda db: store.load_all(db, states=states))

    found = [shapes.declaratie(one) for one in with_koppeling(koppeling, work)]
    if form == "text":
        found = [{**one, "period": spoken.between(one["van"], one["tot"])} for one in found]
    table.show(found, _LIST, form)


@click.command(
    "show", cls=Command, help=t("Eén declaratie met haar regels."), epilog="koppelbord declaraties show 2026-0017"
)
@click.argument("declaratie", metavar=t("ID|NUMMER"))
@options.koppeling
@options.as_json
def show(declaratie: str, koppeling: str, *, as_json: bool) -> None:
    """By id or nummer."""

    async def work(opened: "Opened") -> "Declaratie":
        return await opened.declaraties.get(declaratie)

    found = shapes.declaratie(with_koppeling(koppeling, work), lines=True)
    if as_json:
        output.data(found)
        return
    regels = found.pop("regels")
    table.show_one(found)
    output.line()
    table.show(regels, _REGELS, "text")


@click.command(
    "preview",
    cls=Command,
    help=t("De order zoals die in SnelStart komt te staan, met btw per tarief. Verstuurt niets."),
    epilog="koppelbord declaraties preview 17\nkoppelbord declaraties preview 17 --json",
)
@click.argument("declaratie", metavar=t("ID|NUMMER"))
@options.koppeling
@options.as_json
def preview(declaratie: str, koppeling: str, *, as_json: bool) -> None:
    """From the cache."""

    async def work(opened: "Opened") -> "Preview":
        return await opened.declaraties.preview(declaratie)

    found = with_koppeling(koppeling, work)
    if as_json:
        output.data(found.to_json())
    else:
        _tell(found)


def _tell(found: "Preview") -> None:
    one = found.declaratie
    output.line(f"{found.verb} {found.path}  {output.clean(one.klant)}  {one.nummer or t('concept')}")
    for fact in found.head:
        value = output.clean(" ".join(str(fact.value).split()))
        output.line(f"  {t(fact.label):<16} {value}")
    regels = [
        {
            **shapes.regel(line),
            "omschrijving": line.omschrijving,
            "aantal": number(line.aantal),
            "prijs": number(line.prijs),
            "bedrag": euro(line.bedrag),
        }
        for line in one.regels
    ]
    table.show(regels, _REGELS, "text")
    output.line()
    rows: list[dict[str, Any]] = [
        {"soort": b.soort, "percentage": plain(b.percentage), "grondslag": euro(b.grondslag), "bedrag": euro(b.bedrag)}
        for b in found.btw
    ]
    table.show(rows, _BTW, "text")
    output.line()
    output.line(t("Exclusief btw € {excl}, btw € {btw}, inclusief € {incl}.", excl=euro(found.totals.excl),
                  btw=euro(found.totals.btw), incl=euro(found.totals.incl)))  # fmt: skip
    for sentence in (*found.warnings, *(loss.sentence for loss in found.losses)):
        output.line(t("Let op: {sentence}", sentence=output.clean(str(sentence))))
    if found.web.url:
        output.line(output.clean(found.web.url))
    output.line(output.clean(str(found.web.note)))


@click.command(
    "evidence",
    cls=Command,
    help=t("Alles wat met één declaratie gebeurde, met tijden en hashes: het bewijs dat zij één keer bestaat."),
    epilog="koppelbord declaraties evidence 2026-0017",
)
@click.argument("declaratie", metavar=t("ID|NUMMER"))
@options.koppeling
@options.as_list
def evidence(declaratie: str, koppeling: str, form: str) -> None:
    """From the journal."""

    async def work(opened: "Opened") -> "list[EvidenceLine]":
        return await opened.declaraties.evidence(declaratie)

    rows = [line.to_json() for line in with_koppeling(koppeling, work)]
    if form == "text":
        rows = [{**row, "hash": row["hash"][:12]} for row in rows]
    table.show(rows, _EVIDENCE, form)
