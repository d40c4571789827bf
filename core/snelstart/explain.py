"""SnelStart's error codes in plain words, each with a next step.

The codes and their meaning are those of SnelStart's portal (foutcodes v2); its list has gaps, and so has this one: a code
that is not here is shown as SnelStart wrote it.
"""

from core.snelstart.codes_orders import ORDERS
from core.snelstart.codes_relaties import RELATIES
from core.text import Sentence

_ALL = RELATIES | ORDERS


def explain(code: str) -> Sentence | None:
    """What the code means, in the user's words; None for a code that is not known."""
    found = _ALL.get(code)
    return Sentence(found[0]) if found else None


def advice(code: str) -> Sentence | None:
    """What to do about it; None for a code that is not known."""
    found = _ALL.get(code)
    return Sentence(found[1]) if found else None


def known_codes() -> tuple[str, ...]:
    """Every code that has words, in order."""
    return tuple(sorted(_ALL))
