"""What all marked orders in SnelStart say together: whose they are, which hours they hold, which are credited."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from core.invoicing.marker import make_marker
from core.invoicing.remote import RemoteOrder


@dataclass(frozen=True, slots=True)
class Identity:
    """The two administrations of the koppeling: SnelStart's administratieIdentifier, Time On's organisationID."""

    administratie: str
    organisatie: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The marked orders at one moment, seen by one koppeling; pure. `strangers` do not name its organisation."""

    orders: Sequence[RemoteOrder]
    identity: Identity
    strangers: tuple[RemoteOrder, ...] = field(init=False, repr=False)
    _holders: dict[str, RemoteOrder] = field(init=False, repr=False)
    _credited: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        credited = frozenset(order.mark.credits for order in self.orders if order.mark and order.mark.credits)
        holders = {
            registratie: order
            for order in self.orders
            if order.mark and order.mark.marker not in credited
            for registratie in order.mark.registraties
        }
        strangers = tuple(
            order for order in self.orders if order.mark and order.mark.organisatie != self.identity.organisatie
        )
        object.__setattr__(self, "strangers", strangers)
        object.__setattr__(self, "_credited", credited)
        object.__setattr__(self, "_holders", holders)

    @property
    def credited(self) -> frozenset[str]:
        """Markers that another order takes back."""
        return self._credited

    def by_marker(self) -> dict[str, list[RemoteOrder]]:
        """Orders by marker, the oldest first: more than one is a double."""
        groups: dict[str, list[RemoteOrder]] = {}
        for order in sorted(self.orders, key=lambda one: one.age):
            if order.mark:
                groups.setdefault(order.mark.marker, []).append(order)
        return groups

    def foreign(self, ours: Collection[str]) -> list[RemoteOrder]:
        """Orders with a marker that this koppeling can't have made: the administration is coupled elsewhere too.

        `ours` are markers that this database knows or is about to use: a person may have emptied the memo of those.
        """
        return [order for order in self.strangers if order.mark and order.mark.marker not in ours]

    def holding(self, registraties: Iterable[str], marker: str) -> list[tuple[str, RemoteOrder]]:
        """Which of these stand on an order under another marker that is not credited."""
        pairs = ((one, self._holders.get(one)) for one in registraties)
        return [(one, order) for one, order in pairs if order and order.mark and order.mark.marker != marker]


def next_marker(identity: Identity, registraties: Collection[str], credited: Collection[str]) -> tuple[str, int]:
    """The first marker of these registraties that was not taken back, and its generation.

    The same hours may be declared again after a credit; then their first marker names the credited order.
    """
    generation = 0
    while True:
        marker = make_marker(identity.administratie, identity.organisatie, registraties, generation)
        if marker not in credited:
            return marker, generation
        generation += 1


def credit_marker(identity: Identity, original: str) -> str:
    """The marker of the order that takes `original` back."""
    return make_marker(identity.administratie, identity.organisatie, [f"credit:{original}"])
