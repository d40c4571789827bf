"""Money and quantities: Decimal in Python, decimal text in storage, integer cents where SQL adds.

Rounding is half up to cents, as Dutch invoices do; SnelStart's own rule is not documented, so whoever rounds a btw
amount says so on screen.
"""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

CENT = Decimal("0.01")
ZERO = Decimal(0)
_STORED = re.compile(r"-?\d+\.\d{2}", re.ASCII)
_WIDE = Context(prec=60)


def rounded(amount: Decimal, step: Decimal = CENT) -> Decimal:
    """Half up to `step`, a power of ten."""
    return amount.quantize(step, rounding=ROUND_HALF_UP, context=_WIDE)


def times(quantity: Decimal, price: Decimal) -> Decimal:
    """The product, exact for any price and quantity a person can type: no digit is lost before it is rounded."""
    return _WIDE.multiply(quantity, price)


def to_cents(amount: Decimal) -> int:
    """A rounded amount as integer cents; raises ValueError when it has more than two decimals."""
    cents = amount * 100
    if cents != cents.to_integral_value():
        message = f"{amount} is no whole number of cents"
        raise ValueError(message)
    return int(cents)


def from_cents(cents: int) -> Decimal:
    """Integer cents as an amount with two decimals."""
    return (Decimal(cents) / 100).quantize(CENT)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum; zero for nothing."""
    return sum(amounts, ZERO)


def plain(amount: Decimal) -> str:
    """Decimal text without exponent, as stored and as answered by `--json`."""
    return format(amount, "f")


def amount_text(amount: Decimal) -> str:
    """Two decimals, half up, as plain text: the shape of amounts in `--json`."""
    return plain(rounded(amount))


def parse(text: str) -> Decimal:
    """Decimal text, finite; raises ValueError for anything else."""
    try:
        value = Decimal(text)
    except InvalidOperation as problem:
        message = f"{text!r} is no decimal"
        raise ValueError(message) from problem
    if not value.is_finite():
        message = f"{text!r} is not finite"
        raise ValueError(message)
    return value


def euro(amount: Decimal) -> str:
    """Dutch notation: 1234.5 becomes `1.234,50`."""
    return f"{rounded(amount):,.2f}".translate(str.maketrans(",.", ".,"))


def euro_text(text: str) -> str:
    """Stored amount text in Dutch notation; any other text as it stands."""
    return euro(Decimal(text)) if _STORED.fullmatch(text) else text


def number(value: Decimal) -> str:
    """A quantity in Dutch notation with at least two decimals and no more than it has."""
    digits = max(2, -int(value.normalize().as_tuple().exponent))
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))
