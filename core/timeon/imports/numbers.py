"""Numbers as people and programs write them: 1.234,50 and 1,234.50, with or without a euro sign. Exact, as Decimal."""

import re
from decimal import Decimal
from typing import Any

from core.text import say
from core.timeon.imports.wrong import WrongError

_AROUND = re.compile(r"^(?:€|EUR|km)\s*|\s*(?:€|EUR|euro|km|kilometers?)$", re.IGNORECASE)
_PLAIN = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?|[+-]?[.,][0-9]+")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:([.,' ])[0-9]{3})(?:\1[0-9]{3})*(?:(?!\1)[.,][0-9]+)?")
_GROUP = 3
_LONGEST = 40


def parse_number(value: Any, *, small: bool = False) -> Decimal:
    """The number. Raises WrongError for text that is none, or one that Dutch and English read differently (1.234).

    `small`: a quantity that is never in the thousands, such as hours, so that its only mark is the decimal one.
    """
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _finite(Decimal(str(value)), value)
    text = _AROUND.sub("", str(value).replace("\u00a0", " ").replace("\u2212", "-").replace("\u2019", "'").strip())
    if len(text) > _LONGEST:
        raise _no_number(text[:_LONGEST])
    if _PLAIN.fullmatch(text):
        whole, mark, rest = _split(text)
        if mark and len(rest) == _GROUP and not small and whole.lstrip("+-0"):
            raise WrongError(
                say("'{tekst}' kan {een} of {twee} zijn", tekst=text, een=f"{whole}{rest}", twee=f"{whole},{rest}")
            )
        return Decimal(f"{whole}.{rest}" if rest else whole)
    found = _GROUPED.fullmatch(text)
    if found is None:
        raise _no_number(text)
    whole, _, rest = _split(text) if _has_decimals(text, found[1]) else (text, "", "")
    digits = whole.replace(found[1], "")
    return Decimal(f"{digits}.{rest}" if rest else digits)


def _split(text: str) -> tuple[str, str, str]:
    """Before the last mark, the mark, after it."""
    at = max(text.rfind("."), text.rfind(","))
    if at < 0:
        return text, "", ""
    whole = text[:at]
    return (f"{whole}0" if whole in ("", "+", "-") else whole), text[at], text[at + 1 :]


def _has_decimals(text: str, group: str) -> bool:
    other = {".": ",", ",": "."}.get(group)
    return other in text if other else "." in text or "," in text


def _finite(number: Decimal, value: Any) -> Decimal:
    if not number.is_finite():
        raise _no_number(str(value))
    return number


def _no_number(text: str) -> WrongError:
    return WrongError(say("'{tekst}' is geen getal", tekst=text))
