"""Looking orders up in SnelStart by marker. A filter is only asked, so every answer is filtered here again."""

from collections.abc import Callable, Sequence
from typing import Protocol
from uuid import UUID

from core.errors import RefusedError
from core.invoicing.marker import PREFIX
from core.invoicing.order import RESOURCE
from core.invoicing.ports import SnelStartPort
from core.invoicing.protocol import Way
from core.invoicing.remote import RemoteOrder, read_order
from core.snelstart import odata


class Wanted(Protocol):
    """What names an order that may be there."""

    @property
    def marker(self) -> str:
        """Its marker."""

    @property
    def relatie_id(self) -> str:
        """Its relatie."""


async def find(snelstart: SnelStartPort, wanted: Wanted, way: Way) -> list[RemoteOrder]:
    """The orders with this marker, the oldest first."""
    filters = _by_marker(wanted.marker) if way is Way.MARKER else _by_relatie(wanted.relatie_id)
    return await _ask(snelstart, filters, lambda order: order.mark is not None and order.mark.marker == wanted.marker)


async def all_marked(snelstart: SnelStartPort) -> list[RemoteOrder]:
    """Every order that carries any marker of koppelbord, ours or not, the oldest first."""
    reference = odata.starts_with("Orderreferentie", PREFIX)
    filters = [f"{reference} or substringof('koppelbord',Memo) eq true", reference, ""]
    return await _ask(snelstart, filters, lambda order: order.mark is not None)


def _by_marker(marker: str) -> list[str]:
    """The reference may have been edited in SnelStart, the memo then still has it."""
    reference = odata.starts_with("Orderreferentie", marker)
    return [f"{reference} or substringof({odata.quote(marker)},Memo) eq true", reference, ""]


def _by_relatie(relatie_id: str) -> list[str]:
    try:
        UUID(relatie_id)
    except ValueError:
        return [""]
    return [f"Relatie/Id eq {odata.guid(relatie_id)}", ""]


async def _ask(
    snelstart: SnelStartPort, filters: Sequence[str], keep: Callable[[RemoteOrder], bool]
) -> list[RemoteOrder]:
    """Try each filter in turn: one that SnelStart does not take is followed by a wider one, the last reads all."""
    for last, condition in ((n == len(filters) - 1, one) for n, one in enumerate(filters)):
        try:
            found: dict[str, RemoteOrder] = {}
            async for page in snelstart.pages(RESOURCE, filter=condition):
                for order in map(read_order, page):
                    if keep(order):
                        found[order.id] = order
        except RefusedError:
            if last:
                raise
            continue
        return sorted(found.values(), key=lambda order: order.age)
    return []
