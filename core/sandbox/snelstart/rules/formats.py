"""Checks the numbers and addresses that the service really validates: btw-nummer, KvK, IBAN, BIC, e-mail, URL."""

from __future__ import annotations

import re

_EMAIL = re.compile(r"[^\s@;,<>\"]+@[^\s@;,<>\".]+(\.[^\s@;,<>\".]+)+")
_URL = re.compile(r"(https?://)?[^\s/:.]+(\.[^\s/:.]+)+(:[0-9]+)?(/\S*)?", re.IGNORECASE)
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}")
_DUTCH_BTW = re.compile(r"NL[0-9]{9}B[0-9]{2}")
_FOREIGN_BTW = {
    "AT": r"U[0-9]{8}",
    "BE": r"[01][0-9]{9}",
    "BG": r"[0-9]{9,10}",
    "CY": r"[0-9]{8}[A-Z]",
    "CZ": r"[0-9]{8,10}",
    "DE": r"[0-9]{9}",
    "DK": r"[0-9]{8}",
    "EE": r"[0-9]{9}",
    "EL": r"[0-9]{9}",
    "ES": r"[A-Z0-9][0-9]{7}[A-Z0-9]",
    "FI": r"[0-9]{8}",
    "FR": r"[A-Z0-9]{2}[0-9]{9}",
    "HR": r"[0-9]{11}",
    "HU": r"[0-9]{8}",
    "IE": r"[0-9][A-Z0-9][0-9]{5}[A-Z]{1,2}",
    "IT": r"[0-9]{11}",
    "LT": r"([0-9]{9}|[0-9]{12})",
    "LU": r"[0-9]{8}",
    "LV": r"[0-9]{11}",
    "MT": r"[0-9]{8}",
    "PL": r"[0-9]{10}",
    "PT": r"[0-9]{9}",
    "RO": r"[0-9]{2,10}",
    "SE": r"[0-9]{12}",
    "SI": r"[0-9]{8}",
    "SK": r"[0-9]{10}",
    "XI": r"([0-9]{9}|[0-9]{12})",
}
ELEVEN = 11
MOD = 97


def _digits(text: str) -> int:
    """The text as one number, letters as 10 to 35."""
    return int("".join(str(int(each, 36)) for each in text))


def is_iban(text: str) -> bool:
    """An IBAN with a right check number; spaces don't count."""
    iban = text.replace(" ", "").upper()
    return bool(_IBAN.fullmatch(iban)) and _digits(iban[4:] + iban[:4]) % MOD == 1


def is_bic(text: str) -> bool:
    """A BIC of 8 or 11 characters."""
    return bool(_BIC.fullmatch(text.strip().upper()))


def is_btw_nummer(text: str) -> bool:
    """A Dutch number passes the 11-proef or the 97-proef; one of another member state has its country's form."""
    number = text.upper()
    if number.startswith("NL"):
        if not _DUTCH_BTW.fullmatch(number):
            return False
        eleven = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), number[2:10], strict=True))
        return eleven % ELEVEN == int(number[10]) or _digits(number) % MOD == 1
    form = _FOREIGN_BTW.get(number[:2])
    return form is not None and re.fullmatch(form, number[2:]) is not None


def is_kvk(text: str) -> bool:
    """Eight digits, or the twelve of a vestiging."""
    return text.isascii() and text.isdigit() and len(text) in {8, 12}


def is_email(text: str) -> bool:
    """One address."""
    return bool(_EMAIL.fullmatch(text))


def are_emails(text: str) -> bool:
    """Addresses apart by semicolons."""
    return all(is_email(each.strip()) for each in text.split(";"))


def is_url(text: str) -> bool:
    """A host with a dot in it, with or without http."""
    return bool(_URL.fullmatch(text))
