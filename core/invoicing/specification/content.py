"""What stands in a specification, as text: whose it is, the lines, what each line was made of, and the totals. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.domain.declaratie import BtwBedrag, Declaratie, Regel
from core.domain.money import euro, number
from core.domain.registratie import Registratie, Soort
from core.invoicing.btw import Totals
from core.invoicing.order import period
from core.timeon.imports.contradictions import clock

_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the declaratie: its cells, and a row of cells for each registratie behind it."""

    artikel: str
    omschrijving: str
    aantal: str
    prijs: str
    bedrag: str
    btw: str
    registraties: tuple[tuple[str, str, str, str], ...] = ()
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Content:
    """All the text. `firma` is name and address, a line each; `kop` pairs of label and value; `totalen` label and euros.

    `hours` is the billed time of all registraties as u:mm, "" without any; `datum` the day of the declaratie.
    """

    titel: str
    firma: tuple[str, ...]
    kop: tuple[tuple[str, str], ...]
    regels: tuple[Line, ...]
    totalen: tuple[tuple[str, str], ...]
    hours: str
    datum: date
    notes: tuple[str, ...] = ()


def content(
    declaratie: Declaratie,
    company: Mapping[str, Any],
    btw: Sequence[BtwBedrag],
    totals: Totals,
    registraties: Iterable[Registratie],
) -> Content:
    """Everything of one declaratie. `registraties` are those that still are what was declared; others are counted only."""
    known = {one.id: one for one in registraties}
    lines = tuple(_line(regel, known) for regel in declaratie.regels)
    seconds = sum(one.seconds for one in known.values() if one.soort is Soort.UREN)
    missing = sum(line.missing for line in lines)
    notes = (
        [f"{missing} registraties zijn sinds het declareren gewijzigd; zij staan hier niet apart."] if missing else []
    )
    return Content(
        titel=_title(declaratie),
        firma=_firm(company),
        kop=_head(declaratie),
        regels=lines,
        totalen=_totals(btw, totals),
        hours=clock(seconds) if seconds else "",
        datum=declaratie.datum,
        notes=tuple(notes),
    )


def _title(declaratie: Declaratie) -> str:
    name = declaratie.nummer or f"concept {declaratie.id}"
    return f"Specificatie bij {'creditdeclaratie' if declaratie.credits else 'declaratie'} {name}"


def _firm(company: Mapping[str, Any]) -> tuple[str, ...]:
    """As companyInfo has it; without a name of the firm that of its administration."""

    def text(name: str) -> str:
        return " ".join(str(company.get(name) or "").split())

    numbers = [
        f"{label} {text(name)}"
        for label, name in (("KvK", "kvKNummer"), ("Btw", "btwIdentificatieNummer"))
        if text(name)
    ]
    place = f"{text('postcode')} {text('plaats')}".strip()
    lines = (text("bedrijfsnaam") or text("administratieNaam"), text("adres"), place, " · ".join(numbers))
    return tuple(line for line in lines if line)


def _head(declaratie: Declaratie) -> tuple[tuple[str, str], ...]:
    factuur = declaratie.factuur
    pairs = (
        ("Voor", declaratie.klant),
        ("Periode", f"{period(declaratie)} ({declaratie.van:%d-%m-%Y} t/m {declaratie.tot:%d-%m-%Y})"),
        ("Datum", f"{declaratie.datum:%d-%m-%Y}"),
        ("Factuur", factuur.nummer if factuur else ""),
    )
    return tuple((label, value) for label, value in pairs if value)


def _line(regel: Regel, known: Mapping[str, Registratie]) -> Line:
    behind = [known[one] for one in regel.registraties if one in known]
    return Line(
        artikel=regel.artikel,
        omschrijving=regel.omschrijving[:_LONGEST],
        aantal=number(regel.aantal),
        prijs=number(regel.prijs),
        bedrag=euro(regel.bedrag),
        btw=regel.btw_soort.lower() or "–",
        registraties=tuple(_registratie(one) for one in sorted(behind, key=lambda one: (one.datum, one.id))),
        missing=len(regel.registraties) - len(behind),
    )


def _registratie(one: Registratie) -> tuple[str, str, str, str]:
    amounts = {
        Soort.UREN: clock(one.seconds),
        Soort.KILOMETERS: f"{number(one.kilometers).removesuffix(',00')} km",
        Soort.ONKOSTEN: f"€ {euro(one.bedrag)}",
    }
    text = " ".join(one.omschrijving.split()) or one.project
    return f"{one.datum:%d-%m-%Y}", one.medewerker, text[:_LONGEST], amounts[one.soort]


def _totals(btw: Sequence[BtwBedrag], totals: Totals) -> tuple[tuple[str, str], ...]:
    groups = [
        (f"Btw {one.soort.lower() or 'onbekend'} {number(one.percentage).removesuffix(',00')}% over {euro(one.grondslag)}",
         euro(one.bedrag))
        for one in btw
    ]  # fmt: skip
    off = (("Regels", euro(totals.excl + totals.korting)), ("Factuurkorting", euro(-totals.korting)))
    return (
        *(off if totals.korting else ()),
        ("Totaal exclusief btw", euro(totals.excl)),
        *groups,
        ("Totaal inclusief btw", euro(totals.incl)),
    )
