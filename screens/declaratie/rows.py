"""A declaratie on screen: its head, its lines, its totals, and what there is to say of each line and of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.declaratie import Regel
from core.domain.money import euro, number
from core.text import mark, t, tn
from screens.declaratie_words import period
from screens.widgets.columns import Column
from screens.widgets.said import Line, Part
from screens.widgets.source import Cell, Cells
from screens.widgets.times import day_year_text
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.invoicing.preview import Loss, Preview

COLUMNS = (
    Column("artikel", mark("Artikel"), 9, grow=1),
    Column("omschrijving", mark("Omschrijving"), 16, priority=1, grow=3),
    Column("aantal", mark("Aantal"), 7, right=True),
    Column("prijs", mark("Prijs"), 7, right=True),
    Column("bedrag", mark("Bedrag"), 9, right=True),
    Column("btw", mark("btw"), 4),
    Column("note", "", 9),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line by its place, with what the hours rule made of it."""

    positie: int
    regel: Regel
    loss: Loss | None = None


def rows_of(preview: Preview) -> list[Row]:
    """The lines in their order."""
    losses = {loss.positie: loss for loss in preview.losses}
    return [Row(place, regel, losses.get(place)) for place, regel in enumerate(preview.declaratie.regels, 1)]


def cells(row: Row) -> Cells:
    """One line as it will stand."""
    regel = row.regel
    note = Cell(f"{Sign.WARN} {t('minuten')}", Tone.WARN) if row.loss else ""
    return (regel.artikel, regel.omschrijving, number(regel.aantal), number(regel.prijs), euro(regel.bedrag),
            regel.btw_soort.lower(), note)  # fmt: skip


def head(preview: Preview) -> list[Line]:
    """To whom, when, under which reference."""
    body, declaratie = preview.body, preview.declaratie
    days = body.get("krediettermijn")
    term = tn("{n} dag", "{n} dagen", int(days)) if days is not None else t("termijn van de klant")
    reference = str(body.get("orderreferentie") or "")
    return [
        (Cell(f"{t('Aan'):<6}", Tone.DIM), Cell(declaratie.klant, Tone.STRONG),
         Cell(f"   {t('Datum')} ", Tone.DIM), f"{day_year_text(declaratie.datum)} · {term}"),
        (Cell(f"{t('Ref.'):<6}", Tone.DIM), reference, Cell(f"   {t('Periode')} ", Tone.DIM), period(declaratie)),
    ]  # fmt: skip


def totals(preview: Preview) -> tuple[Part, ...]:
    """Excluding, btw, including; the sum of what is above it."""
    sums = preview.totals
    off = t("Korting {korting}   ", korting=euro(-sums.korting)) if sums.korting else ""
    text = off + t(
        "Excl. {excl}   btw {btw}   Incl. {incl}", excl=euro(sums.excl), btw=euro(sums.btw), incl=euro(sums.incl)
    )
    return (Cell(text, Tone.STRONG),)


def line_details(row: Row) -> tuple[str, list[Line]]:
    """What stands on the line, why this artikel, what the hours rule made of it."""
    lines: list[Line] = []
    if row.loss is not None:
        lines.append((Cell(f"{Sign.WARN} ", Tone.WARN), str(row.loss.sentence)))
    lines.append(row.regel.omschrijving)
    made_of = tn("{n} registratie", "{n} registraties", len(row.regel.registraties))
    lines.append((Cell(f"{row.regel.rule} · {made_of}", Tone.DIM),))
    return t("Regel {n}: {artikel}", n=row.positie, artikel=row.regel.artikel), lines


def warnings(preview: Preview) -> list[Line]:
    """What a person should know before it goes."""
    return [(Cell(f"{Sign.WARN} ", Tone.WARN), str(sentence)) for sentence in preview.warnings]


def btw(preview: Preview) -> list[str]:
    """Btw a group."""
    return [
        t("btw {soort} {pct}% over € {grondslag}: € {bedrag}", soort=one.soort.lower() or t("geen"),
          pct=number(one.percentage).removesuffix(",00"), grondslag=euro(one.grondslag), bedrag=euro(one.bedrag))
        for one in preview.btw
    ]  # fmt: skip


def post(preview: Preview) -> Cell:
    """Verb and path, and what that makes."""
    said = t(
        "{verb} {path} · wordt in SnelStart een order: factureren doe je daar.", verb=preview.verb, path=preview.path
    )
    return Cell(said, Tone.DIM)


def whole(preview: Preview) -> Sequence[Line]:
    """Everything about the order as a whole."""
    rule = t("Uren: {regel}. Vastgelegd toen de declaratie gemaakt werd.", regel=str(preview.hours_rule))
    return [*warnings(preview), *btw(preview), (Cell(rule, Tone.DIM),), *facts(preview), *web(preview)]


def facts(preview: Preview) -> list[Line]:
    """The head of the order field by field, also what SnelStart fills in itself."""
    return [
        (Cell(f"{t(one.label):<16}", Tone.DIM), " ".join(str(one.value).split()))
        for one in preview.head
        if one.field not in ("relatie", "datum", "orderreferentie", "krediettermijn")
    ]


def web(preview: Preview) -> list[Line]:
    """Where a person finds the order in SnelStart; l copies the link."""
    link = (Cell(f"{preview.web.url}  ", Tone.ACCENT),) if preview.web.url else ()
    return [(*link, Cell(str(preview.web.note), Tone.DIM))]
