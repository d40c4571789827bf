"""Pages of records: which collections have them, how a page is split without reading its records, when to stop."""

import re

import msgspec

from core.errors import GarbledError
from core.http import Answer
from core.text import say

PAGED = frozenset(
    {
        "actieprijzen",
        "artikelen",
        "artikelen/prijsafspraken",
        "bankboekingen",
        "grootboeken",
        "grootboekmutaties",
        "inkoopfacturen",
        "kasboekingen",
        "offertes",
        "prijsafspraken",
        "relaties",
        "vatratedefinitions",
        "vatrates",
        "verkoopfacturen",
        "verkooporders",
    }
)
"""The collections whose document lists $skip and $top; any other answers whole, whatever is asked."""

UNTIL_EMPTY = frozenset({"artikelen", "artikelen/prijsafspraken"})
"""Where the document contradicts itself on the size of a page (25 and 500): a short page proves nothing."""

_LIMIT = re.compile(r"limit of '(\d+)' for Top query")
_SPLIT = msgspec.json.Decoder(list[msgspec.Raw])


def split(answer: Answer) -> list[bytes]:
    """The records of a page, each as the bytes that came. Raises GarbledError when the page is no JSON array."""
    try:
        return [bytes(raw) for raw in _SPLIT.decode(answer.body)]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise GarbledError(say("{host} antwoordde met iets dat geen lijst is.", host=answer.host)) from None


def smaller_page(problem: str, asked: int) -> int | None:
    """The page size that a refusal allows; None when it is about something else."""
    found = _LIMIT.search(problem)
    allowed = int(found[1]) if found else asked
    return allowed if 0 < allowed < asked else None
