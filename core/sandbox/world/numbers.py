"""Dutch numbers that pass their checks and belong to nobody, as far as can be known.

Btw-ids pass the 97-proef, IBANs carry an invented bank code, KvK-nummers begin with 00 (a serial number without a
check digit), phone numbers lie in ranges that are not given out.
"""

from __future__ import annotations

_BTW_BASE = 1_234_567
_LETTERS = {letter: str(value) for value, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ", start=10)}


def btw_id(serial: int) -> str:
    """`NL`, nine digits, `B` and two digits that pass the 97-proef; one for every `serial` from 0."""
    digits = f"{_BTW_BASE + serial:09d}"
    remainder = int(f"2321{digits}1100") % 97
    return f"NL{digits}B{(1 - remainder) % 97 or 97:02d}"


def iban(serial: int, bank: str = "TEST") -> str:
    """A Dutch IBAN of the invented `bank` (four letters) that passes mod 97."""
    account = f"{100_000_000 + serial:010d}"
    bank_digits = "".join(_LETTERS[letter] for letter in bank)
    check = 98 - int(f"{bank_digits}{account}232100") % 97
    return f"NL{check:02d}{bank}{account}"


def kvk(serial: int) -> str:
    """Eight digits as text, leading zeros kept."""
    return f"00{100_000 + serial % 900_000:06d}"


def telefoon(serial: int) -> str:
    """A number of a firm, national form: `085 0xx xx xx`."""
    text = f"{serial % 1_000_000:06d}"
    return f"085 0{text[:2]} {text[2:4]} {text[4:]}"


def mobiel(serial: int) -> str:
    """A mobile number, national form: `06 00xx xxxx`."""
    text = f"{serial % 1_000_000:06d}"
    return f"06 00{text[:2]} {text[2:]}"


def internationaal(nummer: str) -> str:
    """The same phone number as the other program may hold it: `+31850…`."""
    return "+31" + nummer.replace(" ", "")[1:]
