"""Registraties as a table shows them: what is counted, what it brings in, what holds it, in symbol and word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.domain.money import euro, number
from core.domain.registratie import Lock, Soort
from core.text import mark, t, tn
from screens.registratie_words import clock, quantity
from screens.widgets.columns import Column
from screens.widgets.said import Line
from screens.widgets.source import Cell, Cells
from screens.widgets.times import day_text, day_year_text
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.invoicing.pricing import Priced
    from core.invoicing.tally import Tally
    from core.invoicing.turnover import Omzet
    from core.service.registratie_pages import RegistratieRow

COLUMNS = (
    Column("datum", mark("Datum"), 6),
    Column("klant", mark("Klant"), 14, grow=3),
    Column("project", mark("Project"), 14, priority=4, grow=2),
    Column("medewerker", mark("Medewerker"), 12, priority=3, grow=1),
    Column("omschrijving", mark("Omschrijving"), 12, priority=1, grow=4),
    Column("aantal", mark("Aantal"), 8, right=True),
    Column("bedrag", mark("Bedrag"), 9, right=True),
    Column("state", mark("Staat"), 14),
)
_LOCKS = {
    Lock.BILLED: mark("gefactureerd"),
    Lock.EXPORTED: mark("gefactureerd"),
    Lock.NOT_BILLABLE: mark("niet factur."),
    Lock.DELETED: mark("verwijderd"),
}

_ORDER: Mapping[str, Callable[[Tally], Any]] = {
    "datum": lambda one: (one.datum, one.id),
    "klant": lambda one: one.klant.casefold(),
    "project": lambda one: one.project.casefold(),
    "medewerker": lambda one: one.medewerker.casefold(),
    "aantal": lambda one: (Decimal(one.seconds) if one.soort is Soort.UREN else one.kilometers, one.id),
    "bedrag": lambda one: (one.bedrag, one.id),
    "state": lambda one: state_cell(one).text.casefold(),
}


def cells(row: RegistratieRow) -> Cells:
    """One line; what can't be chosen is dim."""
    one = row.tally
    tone = Tone.PLAIN if one.lock is Lock.NONE else Tone.DIM
    amount = euro(one.bedrag) if one.has_artikel else Sign.NONE
    return (
        Cell(day_text(one.datum), Tone.DIM),
        Cell(one.klant or t("zonder klant"), tone),
        Cell(one.project, tone),
        Cell(one.medewerker, tone),
        Cell(row.omschrijving, tone),
        Cell(quantity(one), tone),
        Cell(amount, tone),
        state_cell(one),
    )


def state_cell(one: Tally) -> Cell:
    """Free, or what holds it."""
    if one.lock is Lock.DECLARED:
        return Cell(f"{Sign.GOOD} {_holder(one.holder, short=True)}", Tone.DIM)
    if one.lock is not Lock.NONE:
        return Cell(f"{Sign.NONE} {t(_LOCKS[one.lock])}", Tone.DIM)
    if not one.has_artikel:
        return Cell(f"{Sign.WARN} {t('geen artikel')}", Tone.WARN)
    if not one.klant_id:
        return Cell(f"{Sign.WARN} {t('geen klant')}", Tone.WARN)
    return Cell(f"{Sign.NOT_YET} {t('vrij')}", Tone.PLAIN)


def words(row: RegistratieRow) -> str:
    """What a filter looks in."""
    one = row.tally
    said = f"{one.klant} {one.project} {one.medewerker} {row.omschrijving}"
    return f"{said} {t(one.soort.label)} {state_cell(one).text}"


def order(row: RegistratieRow, column: int) -> Any:
    """Dates and amounts as such, words as words."""
    known = known_order(row.tally, column)
    return row.omschrijving.casefold() if known is None else known


def known_order(one: Tally, column: int) -> Any:
    """The same, as far as it needs no omschrijving; None for that."""
    told = _ORDER.get(COLUMNS[column].id)
    return told(one) if told else None


def details(one: Priced) -> tuple[str, Sequence[Line]]:
    """Everything of one registratie, and why it can or can't be chosen."""
    r = one.registratie
    title = f"{day_year_text(r.datum)} · {r.klant or t('zonder klant')}"
    approved = t("goedgekeurd") if r.goedgekeurd else t("niet goedgekeurd")
    lines: list[Line] = [
        r.omschrijving or (Cell(t("zonder omschrijving"), Tone.DIM)),
        f"{r.project or t('zonder project')} · {r.medewerker} · {t(r.soort.label)} {quantity(r)} · {approved}",
    ]
    if r.soort is Soort.UREN and r.worked and r.worked != r.seconds:
        lines.append(t("gewerkt {gewerkt}, te factureren {uren}", gewerkt=clock(r.worked), uren=clock(r.seconds)))
    if one.regel is not None:
        made = t("{artikel}: {aantal} × € {prijs} = € {bedrag}", artikel=one.regel.artikel,
                 aantal=number(one.regel.aantal), prijs=number(one.regel.prijs), bedrag=euro(one.bedrag))  # fmt: skip
        lines += [made, (Cell(str(one.regel.rule), Tone.DIM),)]
    elif one.problem is not None:
        lines.append((Cell(f"{Sign.WARN} ", Tone.WARN), str(one.problem)))
    return title, [*lines, *_why(one)]


def sums(omzet: Omzet) -> str:
    """Hours, kilometers and euros of many, on one line."""
    parts = []
    if omzet.seconds:
        parts.append(t("{n} uur", n=f"{omzet.seconds // 3600}:{omzet.seconds % 3600 // 60:02}"))
    if omzet.kilometers:
        parts.append(f"{number(omzet.kilometers).removesuffix(',00')} km")
    parts.append(t("€ {bedrag} excl. btw", bedrag=euro(omzet.bedrag)))
    if omzet.zonder:
        parts.append(tn("{n} zonder artikel", "{n} zonder artikel", omzet.zonder))
    return " · ".join(parts)


def _holder(holder: str, *, short: bool = False) -> str:
    """The number of the declaratie, or that it is a concept: a concept is known by its id alone."""
    if holder.isdigit():
        return t("concept {id}", id=holder)
    return t("op {nummer}", nummer=holder) if short else holder


def _why(one: Priced) -> list[Line]:
    match one.registratie.lock:
        case Lock.NONE:
            return [
                (
                    Cell(f"{Sign.NOT_YET} ", Tone.PLAIN),
                    t("Vrij: {tabel.mark} markeert, {registraties.make} maakt een declaratie."),
                )
            ]
        case Lock.DECLARED:
            said = t("Op declaratie {nummer}: vergrendeld in koppelbord, niet in Time On. {registraties.open} opent hem.",
                     nummer=_holder(one.holder))  # fmt: skip
        case Lock.BILLED:
            said = t("Time On factureerde dit zelf ({factuur}): niet te kiezen.", factuur=one.registratie.invoice_id)
        case Lock.EXPORTED:
            said = t("Volgens het geïmporteerde bestand al gefactureerd of geëxporteerd: niet te kiezen.")
        case Lock.NOT_BILLABLE:
            said = t("In Time On niet facturabel: niet te kiezen.")
        case Lock.DELETED:
            said = t("Verwijderd in Time On: niet te kiezen.")
    return [(Cell(f"{Sign.NONE} ", Tone.DIM), said)]
