"""A declaratie as a list shows it: everything but its lines, of which there are many times as many."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from core.domain.declaratie import Declaratie, DeclaratieState, Factuur, OrderState


@dataclass(frozen=True, slots=True)
class DeclaratieRow:
    """`totaal` is the sum of its lines in euros excluding btw, `regels` how many there are."""

    id: str
    nummer: str
    state: DeclaratieState
    klant: str
    van: date
    tot: date
    order: OrderState
    order_nummer: str
    reason: str
    credits: str
    verschil: str
    factuur: Factuur | None
    totaal: Decimal
    regels: int


Standing: TypeAlias = Declaratie | DeclaratieRow
"""Either tells where a declaratie stands."""


class DeclaratieKey(NamedTuple):
    """As much of one as tells where it stands among very many, and what can be done with it."""

    id: str
    nummer: str
    state: DeclaratieState
    klant: str
    van: date
    order: OrderState
    totaal: Decimal
    has_reason: bool
