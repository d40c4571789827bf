"""Money never meets a float, is rounded half up, and reads as a Dutch bookkeeper writes it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain import money

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@given(AMOUNTS)
def test_cents_and_back_is_the_same_amount(amount: Decimal) -> None:
    assert money.from_cents(money.to_cents(amount)) == amount


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=6))
def test_rounding_moves_at_most_half_a_cent(amount: Decimal) -> None:
    assert abs(money.rounded(amount) - amount) <= Decimal("0.005")


@pytest.mark.parametrize(
    ("amount", "cents"), [("21.875", "21.88"), ("-21.875", "-21.88"), ("0.005", "0.01"), ("31.6666", "31.67")]
)
def test_half_a_cent_goes_up(amount: str, cents: str) -> None:
    assert money.rounded(Decimal(amount)) == Decimal(cents)


def test_a_broken_cent_is_no_number_of_cents() -> None:
    with pytest.raises(ValueError, match="cents"):
        money.to_cents(Decimal("0.005"))


@pytest.mark.parametrize(("amount", "text"), [("4812.5", "4.812,50"), ("0", "0,00"), ("-1234567.891", "-1.234.567,89")])
def test_euros_read_as_dutch(amount: str, text: str) -> None:
    assert money.euro(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("value", "text"), [("12.25", "12,25"), ("146", "146,00"), ("0.333", "0,333"), ("1E+2", "100,00")]
)
def test_quantities_show_all_their_decimals(value: str, text: str) -> None:
    assert money.number(Decimal(value)) == text


@pytest.mark.parametrize("text", ["", "1,5", "NaN", "Infinity", "een"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"decimal|finite"):
        money.parse(text)
