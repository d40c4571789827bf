"""E-mail, phone and address in one spelling each, and which of them two klanten agree and differ in."""

import re
from collections.abc import Callable
from functools import lru_cache

from core.domain.partij import Partij
from core.matching.identifiers import btw_shape, iban_key, kvk_key
from core.matching.normalise import fold
from core.matching.numbers import number_key

_LONGEST_PHONE = 40
_POSTCODE = re.compile(r"([1-9][0-9]{3})\s*([A-Za-z]{2})")
_HOUSE = re.compile(r"(?<!\S)([0-9]{1,5})(?:\s?-?\s?([A-Za-z][0-9A-Za-z]{0,3})|-([0-9]{1,3}))?\s*$")
_PLAIN_DUTCH = re.compile(r"(?:\+31|0031|0)([1-9][0-9]{8})")
_PHONE_NOISE = re.compile(r"[\s().\-/]+")


def email_key(email: str) -> str:
    """The first address of a list, lower case; empty when there is none."""
    first = re.split(r"[;,\s]", email.strip(), maxsplit=1)[0].lower()
    return first if "@" in first[1:-1] else ""


@lru_cache(maxsize=1 << 16)
def phone_key(telefoon: str) -> str:
    """The number as E.164, Dutch when it names no country; empty when it can't be a phone number.

    A whole Dutch number needs no library; every other goes to phonenumbers, for own rules are wrong abroad.
    """
    bare = _PHONE_NOISE.sub("", telefoon.replace("(0)", "")[:_LONGEST_PHONE])
    if not bare:
        return ""
    if found := _PLAIN_DUTCH.fullmatch(bare):
        return f"+31{found[1]}"
    import phonenumbers

    try:
        number = phonenumbers.parse(bare, "NL")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def postcode_key(postcode: str) -> str:
    """`1234AB`; of another country the letters and digits in capitals."""
    if found := _POSTCODE.fullmatch(postcode.strip()):
        return f"{found[1]}{found[2].upper()}"
    return "".join(character for character in postcode.upper() if character.isalnum())


def house_number(straat: str) -> str:
    """The number at the end of a street line with its addition, `12` or `12a`; empty when there is none."""
    found = _HOUSE.search(straat)
    if found is None:
        return ""
    number, letters, second = found.groups("")
    return f"{number}-{second}" if second else number + letters.lower()


_KEYS: dict[str, Callable[[str], str]] = {
    "nummer": number_key,
    "btw": btw_shape,
    "kvk": kvk_key,
    "iban": iban_key,
    "email": email_key,
    "telefoon": phone_key,
    "postcode": postcode_key,
    "plaats": fold,
}


def keys_of(partij: Partij) -> dict[str, str]:
    """Every field that can be compared in its one spelling; what it has none of is left out."""
    keys = {}
    for name, key_of in _KEYS.items():
        value = getattr(partij, name)
        if value and (key := key_of(value)):
            keys[name] = key
    if partij.straat:
        house = house_number(partij.straat)
        keys["straat"] = fold(_HOUSE.sub("", partij.straat) if house else partij.straat)
        keys["huisnummer"] = house
    return {name: key for name, key in keys.items() if key}


def compare(left: Partij, right: Partij) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields in which they agree and those in which they differ; a field that one lacks is in neither."""
    ours, theirs = keys_of(left), keys_of(right)
    both = [name for name in ours if name in theirs]
    agree = tuple(name for name in both if ours[name] == theirs[name])
    return agree, tuple(name for name in both if ours[name] != theirs[name])
