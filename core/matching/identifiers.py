"""Identifiers that a register or a bank issued: btw-id, KvK-nummer, IBAN. Each is compared folded and only when it
looks valid, so that a typing error or a filler points to nobody.
"""

import re
from string import ascii_uppercase, digits

_NOT_ALNUM = re.compile(r"[^0-9A-Za-z]+")
_DUTCH_BTW = re.compile(r"NL[0-9]{9}B[0-9]{2}")
_FOREIGN_BTW = re.compile(r"[A-Z]{2}[0-9A-Z]{5,13}")
_KVK = re.compile(r"[0-9]{8}")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{10,30}")
_VALUE = {character: str(value) for value, character in enumerate(digits + ascii_uppercase)}
_MODULUS = 97
_ELEVEN = 11
_CHECKED_DIGITS = 8
_CHECK_DIGIT_TEN = 10


def btw_key(btw: str) -> str:
    """The btw-id without spaces and dots, in capitals; empty when it is not valid.

    A Dutch one passes the 11-proef or the 97-proef; of another country only the shape is looked at.
    Source: https://arthurdejong.org/python-stdnum/doc/1.19/stdnum.nl.btw
    """
    bare = _bare(btw)
    if not bare.startswith("NL"):
        return bare if _FOREIGN_BTW.fullmatch(bare) and any(c.isdigit() for c in bare) else ""
    if not _DUTCH_BTW.fullmatch(bare) or bare[2:11] == "000000000":
        return ""
    return bare if _eleven(bare[2:11]) or _ninety_seven(bare) else ""


def btw_shape(btw: str) -> str:
    """The btw-id folded when it has the shape of one, whatever its check digits; empty otherwise.

    Two shapes that differ are a contradiction, but only a valid one (`btw_key`) points to a klant.
    """
    bare = _bare(btw)
    return bare if (_DUTCH_BTW if bare.startswith("NL") else _FOREIGN_BTW).fullmatch(bare) else ""


def kvk_key(kvk: str) -> str:
    """The eight digits of a KvK-nummer; empty when it is no such number. It has no check digit."""
    bare = _bare(kvk)
    return bare if _KVK.fullmatch(bare) and bare != "00000000" else ""


def iban_key(iban: str) -> str:
    """The IBAN without spaces, in capitals; empty when its check digits (mod 97) are wrong."""
    bare = _bare(iban)
    return bare if _IBAN.fullmatch(bare) and _ninety_seven(bare[4:] + bare[:4]) else ""


def _bare(value: str) -> str:
    return _NOT_ALNUM.sub("", value).upper() if value else ""


def _eleven(nine: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(nine, range(9, 1, -1), strict=False))
    check = total % _ELEVEN
    return check < _CHECK_DIGIT_TEN and check == int(nine[_CHECKED_DIGITS])


def _ninety_seven(text: str) -> bool:
    return int("".join(_VALUE[character] for character in text)) % _MODULUS == 1
