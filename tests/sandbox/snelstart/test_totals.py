from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sandbox.snelstart.book import Book
from core.sandbox.snelstart.totals import line_total, order_totals, percentage, to_cents
from tests.sandbox.snelstart.ground import BOEK, GEEN, UUR

CENTS = st.decimals(places=2, min_value=-(10**6), max_value=10**6)
LINES = st.lists(st.tuples(st.sampled_from([UUR, BOEK, GEEN]), CENTS), max_size=12)
RATES = {UUR: Fraction(21), BOEK: Fraction(9), GEEN: Fraction(0)}


def half_up(value):
    """Half up by fractions: another way to the same cent."""
    scaled = abs(value) * 100
    whole = scaled.numerator // scaled.denominator
    whole += scaled - whole >= Fraction(1, 2)
    return Decimal(whole if value >= 0 else -whole) / 100


@pytest.mark.parametrize(
    ("amount", "cents"), [("0.005", "0.01"), ("-0.005", "-0.01"), ("0.015", "0.02"), ("1.004999", "1.00")]
)
def test_a_half_cent_goes_away_from_zero(amount, cents):
    assert to_cents(Decimal(amount)) == Decimal(cents)


@given(
    st.fractions(min_value=-1000, max_value=1000, max_denominator=10_000).filter(
        lambda each: 10_000 % each.denominator == 0
    )
)
def test_rounding_agrees_with_fractions(value):
    assert to_cents(Decimal(value.numerator) / Decimal(value.denominator)) == half_up(value)


@given(CENTS, st.integers(-1000, 1000))
def test_a_line_of_whole_pieces_needs_no_rounding(price, count):
    line = {"stuksprijs": price, "aantal": Decimal(count)}
    for rule in ("BerekenenOverRegelBedrag", "BerekenenOverStukprijs", None):
        assert line_total(line, rule) == price * count


@given(CENTS, st.decimals(places=2, min_value=0, max_value=100))
def test_over_the_price_rounds_before_it_multiplies(price, korting):
    line = {"stuksprijs": price, "aantal": Decimal(3), "kortingsPercentage": korting}
    discounted = (price * (100 - korting) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert line_total(line, "BerekenenOverStukprijs") == discounted * 3


def order(lines, **members):
    regels = [{"artikel": {"id": artikel}, "totaal": totaal} for artikel, totaal in lines]
    return {"datum": "2026-11-24T00:00:00", "regels": regels, **members}


@given(lines=LINES)
def test_btw_is_that_of_the_sum_of_each_soort(lines, plain_book):
    totals = order_totals(plain_book, order(lines))
    assert totals.exclusief == sum((totaal for _, totaal in lines), Decimal(0))
    btw = Decimal(0)
    for artikel, rate in RATES.items():
        btw += half_up(Fraction(sum((totaal for each, totaal in lines if each == artikel), Decimal(0))) * rate / 100)
    assert totals.inclusief - totals.exclusief == btw


@given(lines=LINES)
def test_inclusive_lines_add_up_to_the_inclusive_total(lines, plain_book):
    totals = order_totals(plain_book, order(lines, verkooporderBtwIngaveModel="Inclusief"))
    assert totals.inclusief == sum((totaal for _, totaal in lines), Decimal(0))


@given(lines=LINES)
def test_a_credit_mirrors_its_order(lines, plain_book):
    totals = order_totals(plain_book, order(lines))
    mirrored = order_totals(plain_book, order([(artikel, -totaal) for artikel, totaal in lines]))
    assert (mirrored.exclusief, mirrored.inclusief) == (-totals.exclusief, -totals.inclusief)


def test_the_date_decides_the_percentage(plain_book):
    rows = list(plain_book.rows("btwtarieven"))
    assert percentage(rows, "Laag", "2018-12-31T00:00:00") == 6
    assert percentage(rows, "Laag", "2019-01-01T00:00:00") == 9
    assert percentage(rows, "Hoog", "2000-01-01T00:00:00") == 0


@pytest.fixture(scope="module")
def plain_book():
    from core.sandbox.snelstart.state import SnelStartState
    from tests.sandbox.snelstart.ground import SUBSCRIPTION, Clock, make_administratie

    state = SnelStartState([make_administratie()], {SUBSCRIPTION}, Clock(), seed=1)
    return Book(state, state.administraties[0])
