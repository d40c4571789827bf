"""Whether a btw-id can be one, before SnelStart is asked: it refuses a number that fails its check (REL-0088).

Only the Dutch check is known well enough to refuse on: nine digits pass the 11-proef, or the whole passes the 97-proef
(the ids of eenmanszaken since 2020). Of another country only the prefix and the characters are looked at.
"""

import re

_DUTCH = re.compile(r"NL(\d{9})B(\d{2})")
_COUNTRY = re.compile(r"[A-Z]{2}")


def country_of(number: str) -> str:
    """The two letters a number begins with, as SnelStart's `landcode` has them; Greece calls itself EL."""
    prefix = number[:2].upper()
    if not _COUNTRY.fullmatch(prefix):
        return ""
    return "GR" if prefix == "EL" else prefix


def can_be_valid(number: str) -> bool:
    """False only when the number is certainly wrong."""
    text = number.upper()
    if country_of(text) != "NL":
        return True
    found = _DUTCH.fullmatch(text)
    return found is not None and found[2] != "00" and (_eleven(found[1]) or _ninety_seven(text))


def _eleven(digits: str) -> bool:
    weighted = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), digits, strict=False))
    return digits.strip("0") != "" and weighted % 11 == int(digits[8])


def _ninety_seven(text: str) -> bool:
    return int("".join(str(int(character, 36)) for character in text)) % 97 == 1
