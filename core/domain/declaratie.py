"""A declaratie: lines on artikelen made from registraties, and its life from concept to archief."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from core.domain.money import total
from core.text import Sentence, mark


class DeclaratieState(StrEnum):
    """concept is edited and deleted and has no number; openstaand is fixed and numbered; archief is settled."""

    CONCEPT = "concept"
    OPENSTAAND = "openstaand"
    ARCHIEF = "archief"

    @property
    def label(self) -> str:
        """The msgid of its word on screen."""
        return _STATES[self]


_STATES = {
    DeclaratieState.CONCEPT: mark("concept"),
    DeclaratieState.OPENSTAAND: mark("openstaand"),
    DeclaratieState.ARCHIEF: mark("archief"),
}


class OrderState(StrEnum):
    """What is known of its verkooporder in SnelStart. UNKNOWN is a state, not an error: see docs/never-twice.md."""

    NONE = "none"
    PLANNED = "planned"
    SENDING = "sending"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    ORDER = "order"
    INVOICED = "invoiced"
    PARTLY_PAID = "partly_paid"
    PAID = "paid"
    GONE = "gone"

    @property
    def label(self) -> str:
        """The msgid of its words on screen: an order is never called invoiced."""
        return _ORDERS[self]


_ORDERS = {
    OrderState.NONE: mark("niet verstuurd"),
    OrderState.PLANNED: mark("klaar om te versturen"),
    OrderState.SENDING: mark("wordt verstuurd"),
    OrderState.UNKNOWN: mark("onbekend of hij aankwam"),
    OrderState.REFUSED: mark("geweigerd"),
    OrderState.ORDER: mark("nog te factureren in SnelStart"),
    OrderState.INVOICED: mark("gefactureerd"),
    OrderState.PARTLY_PAID: mark("deels betaald"),
    OrderState.PAID: mark("betaald"),
    OrderState.GONE: mark("verdwenen uit SnelStart"),
}


@dataclass(frozen=True, slots=True)
class Regel:
    """One line. `bedrag` is `aantal` x `prijs` to cents by the administration's own setting, excluding btw.

    `exact` is the amount before any rounding of quantity or price, so that a lost cent can be shown; `rule` says which
    rule chose the artikel and price, `registraties` the ids behind the line.
    """

    artikel_id: str
    artikel: str
    omschrijving: str
    aantal: Decimal
    prijs: Decimal
    bedrag: Decimal
    btw_soort: str
    exact: Decimal
    rule: Sentence
    registraties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BtwBedrag:
    """btw of one tariff, rounded half up, over the sum of its lines (`per_group`) or line by line (`per_line`).

    `bedrag` is the one of both that the setting `btw_rounding` chose: SnelStart's own rule is not known.
    """

    soort: str
    percentage: Decimal
    grondslag: Decimal
    bedrag: Decimal
    per_line: Decimal
    per_group: Decimal


@dataclass(frozen=True, slots=True)
class Factuur:
    """The verkoopfactuur that a person made of the order: `saldo` is what is still to pay, including btw."""

    id: str
    nummer: str
    datum: date | None
    verval: date | None
    saldo: Decimal


@dataclass(frozen=True, slots=True)
class Declaratie:
    """A declaratie with its lines; `nummer` is empty while concept. Amounts exclude btw unless named otherwise.

    `credits` is the id of the declaratie that this one takes back; `reason` says what a person should know of its order,
    `verschil` how many euros SnelStart counts more when a cent of rounding is all that differs ("" for none).
    """

    id: str
    nummer: str
    state: DeclaratieState
    klant_id: str
    klant: str
    relatie_id: str
    datum: date
    van: date
    tot: date
    regels: tuple[Regel, ...]
    created_at: datetime
    order: OrderState = OrderState.NONE
    order_id: str = ""
    order_nummer: str = ""
    marker: str = ""
    reason: str = ""
    credits: str = ""
    group_by: str = "none"
    hours_rule: str = "decimals"
    factuur: Factuur | None = None
    approved_by: str = ""
    verschil: str = ""

    @property
    def totaal(self) -> Decimal:
        """The sum of its lines, excluding btw."""
        return total(regel.bedrag for regel in self.regels)
