"""Where a person finds the order: SnelStart on the web, or the way to it in SnelStart 12 where the web does not show it. Pure.

No address of one order in SnelStart is known, so the setting `order_web_url` names the program; whoever knows more may
put {order} (its id) or {nummer} in it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.domain.sjablonen import own_templates
from core.text import Sentence, say

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class WebLink:
    """`url` is "" when there is nothing to open yet; `note` says what to do there, and what when it does not work."""

    url: str
    note: Sentence


def web_link(template: str, order_id: str, nummer: str, sjablonen: Iterable[Mapping[str, Any]]) -> WebLink:
    """The link of an order; `order_id` and `nummer` are "" before it is there."""
    asks = "{order}" in template or "{nummer}" in template
    url = "" if asks and not order_id else template.replace("{order}", order_id).replace("{nummer}", nummer)
    own = own_templates(sjablonen)
    if own:
        names = ", ".join(own[:_SHOWN])
        return WebLink(url, say("Waarschijnlijk een eigen ordersjabloon ({namen}): de weblink werkt dan misschien niet. In "
                                "SnelStart 12: Verkoop > Verkooporders, open order {nummer} en maak de factuur.",
                                namen=names, nummer=nummer or "…"))  # fmt: skip
    return WebLink(url, say("Open daar Verkoop > Orders, order {nummer}, en maak de factuur. Werkt de weblink niet: in "
                            "SnelStart 12 staat hij onder Verkoop > Verkooporders.", nummer=nummer or "…"))  # fmt: skip
