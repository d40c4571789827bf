"""What a registratie counts for: all that sums, locks and a row of a list ask of it, but for its omschrijving.

Of very many in memory: what they have in common (names, days, amounts) is there once.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from core.domain.money import ZERO
from core.domain.registratie import Lock, Soort
from core.invoicing.pricing import Priced


class Tally(NamedTuple):
    """`seconds` counts for UREN alone and `kilometers` for KILOMETERS; `bedrag` is euros excluding btw, zero where it
    has no artikel. `holder` names the declaratie that holds it.
    """

    id: str
    datum: date
    klant_id: str
    klant: str
    project_id: str
    project: str
    medewerker_id: str
    medewerker: str
    soort: Soort
    facturabel: bool
    goedgekeurd: bool
    worked: int
    seconds: int
    kilometers: Decimal
    bedrag: Decimal
    artikel: str
    has_artikel: bool
    lock: Lock
    declaratie_id: str
    holder: str


def tallied(rows: Iterable[Priced]) -> Iterator[Tally]:
    """What each counts for, in the order given."""
    words: dict[str, str] = {}
    days: dict[date, date] = {}
    amounts: dict[Decimal, Decimal] = {}

    def word(text: str) -> str:
        return words.setdefault(text, text)

    def amount(value: Decimal) -> Decimal:
        return amounts.setdefault(value, value)

    for row in rows:
        one = row.registratie
        yield Tally(
            id=one.id,
            datum=days.setdefault(one.datum, one.datum),
            klant_id=word(one.klant_id),
            klant=word(one.klant),
            project_id=word(one.project_id),
            project=word(one.project),
            medewerker_id=word(one.medewerker_id),
            medewerker=word(one.medewerker),
            soort=one.soort,
            facturabel=one.facturabel,
            goedgekeurd=one.goedgekeurd,
            worked=one.worked,
            seconds=one.seconds if one.soort is Soort.UREN else 0,
            kilometers=amount(one.kilometers) if one.soort is Soort.KILOMETERS else ZERO,
            bedrag=amount(row.bedrag),
            artikel=word(row.regel.artikel) if row.regel else "",
            has_artikel=row.regel is not None,
            lock=one.lock,
            declaratie_id=word(one.declaratie_id),
            holder=word(row.holder),
        )
