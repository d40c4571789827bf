"""What a declaratie comes to as an order: its lines less the factuurkorting, which SnelStart takes off the whole."""

from collections.abc import Iterable
from decimal import Decimal

from core.domain.declaratie import Declaratie
from core.domain.money import total
from core.invoicing.btw import btw_for
from core.invoicing.context import korting_of
from core.store import intents
from core.store.connection import Connection


def order_total(db: Connection, declaratie: Declaratie) -> Decimal:
    """Euros excluding btw: as it was sent, else as it would go now."""
    intent = intents.sent(db, declaratie.id)
    if intent is not None:
        return intent.total
    korting = korting_of(db, declaratie)
    return total(one.grondslag for one in btw_for(declaratie.regels, (), declaratie.datum, korting=korting))


def order_totals(db: Connection, declaraties: Iterable[Declaratie]) -> dict[str, Decimal]:
    """The same of many, by id."""
    return {one.id: order_total(db, one) for one in declaraties}
