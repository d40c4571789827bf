"""Of two orders with one marker: which stays, and whether the other may be removed; pure."""

from collections.abc import Sequence

from core.domain.push import Intent
from core.invoicing.difference import differs
from core.invoicing.order import read_payload
from core.invoicing.remote import ORDER, RemoteOrder
from core.text import Sentence, say


def keep_one(orders: Sequence[RemoteOrder]) -> tuple[RemoteOrder, list[RemoteOrder]]:
    """The one that is invoiced, else the oldest; and the others."""
    kept = min(orders, key=lambda one: (not one.factuur_id, one.age))
    return kept, [one for one in orders if one.id != kept.id]


def why_keep(intent: Intent, order: RemoteOrder) -> Sentence | None:
    """Why a double stays for a person to judge; None when it is exactly what was sent and may go."""
    if order.factuur_id:
        return say("hij is gefactureerd.")
    if order.status != ORDER:
        return say("hij is al verder dan een order ({status}).", status=order.status)
    if order.mark is None or order.mark.marker != intent.marker:
        return say("zijn kenmerk is gewijzigd.")
    sent = [
        (regel["artikel"]["id"], regel["aantal"], regel["stuksprijs"])
        for regel in read_payload(intent.payload)["regels"]
    ]
    difference = differs(intent, order)
    if (difference is not None and not difference.harmless) or list(order.regels) != sent:
        return say("hij is in SnelStart gewijzigd.")
    return None
