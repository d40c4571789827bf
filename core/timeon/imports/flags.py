"""Yes and no, as the products write them in their languages."""

from typing import Any

from core.text import say
from core.timeon.imports.wrong import WrongError

_YES = frozenset({"ja", "j", "yes", "y", "true", "waar", "wahr", "oui", "1", "x", "✓", "billable", "facturabel"})
_NO = frozenset({"nee", "n", "no", "false", "onwaar", "falsch", "nein", "non", "0", "-", "", "non-billable", "niet"})


def parse_flag(value: Any) -> bool:
    """Whether it says yes; an empty cell says no. Raises WrongError for any other word."""
    if isinstance(value, bool):
        return value
    word = str(value if value is not None else "").strip().casefold().removesuffix(".0")
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise WrongError(say("'{tekst}' is geen ja of nee", tekst=str(value).strip()))
