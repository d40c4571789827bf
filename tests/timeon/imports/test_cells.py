"""Dates, durations, numbers and yes or no, in the notations that people and products use."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.timeon.imports.dates import Order, order_of, parse_date
from core.timeon.imports.durations import Unit, parse_duration, parse_time
from core.timeon.imports.flags import parse_flag
from core.timeon.imports.numbers import parse_number
from core.timeon.imports.wrong import WrongError

SECONDS = st.integers(0, 24 * 3600)


@pytest.mark.parametrize(
    "text",
    ["1:30", "01:30:00", "1,5", "1.5", "1,50 uur", "90 min", "90m", "PT1H30M", "pt90m", "1u30", "1h30", "1 h 30 min",
     "1 uur 30 minuten", "5400 s", "1.5h", "P0DT1H30M", " 1:30 ", "1\u00a0u 30\u00a0m"],
)  # fmt: skip
def test_one_and_a_half_hours_in_every_notation(text: str) -> None:
    assert parse_duration(text) == 5400


@pytest.mark.parametrize("cell", [1.5, timedelta(minutes=90), time(1, 30), Decimal("1.5")])
def test_durations_as_excel_keeps_them(cell) -> None:
    assert parse_duration(cell) == 5400


def test_a_duration_beyond_a_day_as_excel_keeps_it() -> None:
    assert parse_duration(datetime(1899, 12, 31, 1, 30)) == 25 * 3600 + 1800  # noqa: DTZ001 - Excel knows no zone


def test_a_bare_number_counts_what_its_column_counts() -> None:
    assert parse_duration("90", Unit.MINUTES) == parse_duration("5400", Unit.SECONDS) == 5400
    assert parse_duration("0,33") == 1188
    assert parse_duration("-1:00") == -3600


@pytest.mark.parametrize("text", ["", "abc", "1:75", "1:2:3:4", "PT", "P", "1,2,3", "uur", "1 dag", "½"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(WrongError):
        parse_duration(text)


@given(SECONDS)
def test_a_clock_is_read_back(seconds: int) -> None:
    assert parse_duration(f"{seconds // 3600}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}") == seconds
    assert parse_duration(f"PT{seconds // 3600}H{seconds % 3600 // 60}M{seconds % 60}S") == seconds
    assert parse_duration(f"{seconds} sec") == seconds


@given(st.integers(0, 24 * 60))
def test_decimals_are_within_half_of_their_last_place(minutes: int) -> None:
    for mark in (".", ","):
        text = f"{Decimal(minutes) / 60:.2f}".replace(".", mark)
        assert abs(parse_duration(text) - minutes * 60) <= 18


@given(st.text(max_size=30))
def test_any_text_is_a_duration_or_wrong(text: str) -> None:
    kinds = {parse_duration: int, parse_time: int, parse_number: Decimal, parse_date: date, parse_flag: bool}
    for parse, kind in kinds.items():
        with suppress(WrongError):
            found = parse(text)
            assert found is None or isinstance(found, kind)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("09:00", 32400), ("9:00 AM", 32400), ("09:00:00 AM", 32400), ("12:15 am", 900), ("12:00 PM", 43200),
     ("02:44:33 PM", 53073), ("9.00 uur", 32400), ("9u00", 32400), ("24:00", 86400), ("2026-10-05 09:00:00", 32400),
     ("9:00\u202fAM", 32400)],
)  # fmt: skip
def test_times(text: str, seconds: int) -> None:
    assert parse_time(text) == seconds


@pytest.mark.parametrize("text", ["25:00", "13:00 PM", "0:30 AM", "9", "negen uur"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(WrongError):
        parse_time(text)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_date_is_read_back_in_each_notation(day: date) -> None:
    dutch = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
             "december")[day.month - 1]  # fmt: skip
    for text in (f"{day:%Y-%m-%d}", f"{day:%d-%m-%Y}", f"{day.day}-{day.month}-{day.year}", f"{day:%d.%m.%Y}",
                 f"{day:%Y/%m/%d}", f"{day.day} {dutch} {day.year}", f"{day:%d %b %Y}", f"{day:%B %d, %Y}",
                 f"{day:%Y-%m-%dT00:00:00}", f"{day:%d-%m-%y}"):  # fmt: skip
        assert parse_date(text) == day
    assert parse_date(f"{day:%m/%d/%Y}", Order.MONTH_FIRST) == day
    assert parse_date(datetime(day.year, day.month, day.day, 9)) == parse_date(day) == day  # noqa: DTZ001 - as above


@pytest.mark.parametrize("text", ["31-02-2026", "2026-13-01", "gisteren", "45931", "5-10", "0-1-2026", ""])
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(WrongError):
        parse_date(text)


def test_a_column_says_whether_the_day_comes_first() -> None:
    assert order_of(["03/04/2026", "13/04/2026"]) is Order.DAY_FIRST
    assert order_of(["03/04/2026", "04/13/2026"]) is Order.MONTH_FIRST
    assert order_of(["03-04-2026"]) is Order.DAY_FIRST
    assert order_of(["03/04/2026"]) is Order.ASK
    assert order_of(["04/04/2026"]) is Order.DAY_FIRST
    assert order_of(["13/04/2026", "04/13/2026"]) is Order.ASK
    assert order_of([date(2026, 4, 3), "2026-04-03", None]) is Order.DAY_FIRST


def test_while_it_is_not_known_only_a_clear_date_is_read() -> None:
    assert parse_date("13/04/2026", Order.ASK) == parse_date("04/13/2026", Order.ASK) == date(2026, 4, 13)
    with pytest.raises(WrongError, match="twee dagen"):
        parse_date("03/04/2026", Order.ASK)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.234,50", "1234.50"), ("1,234.50", "1234.50"), ("€ 12,00", "12.00"), ("12 km", "12"), ("-3,5", "-3.5"),
     ("1'234.50", "1234.50"), ("1 234,5", "1234.5"), ("0,125", "0.125"), (".5", "0.5"), ("1.234.567", "1234567"),
     ("\u22127", "-7")],
)  # fmt: skip
def test_numbers(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


def test_a_number_that_reads_two_ways_is_asked() -> None:
    with pytest.raises(WrongError, match="1234 of 1,234"):
        parse_number("1.234")
    assert parse_number("1.234", small=True) == Decimal("1.234")


@given(st.decimals(-9_999_999, 9_999_999, places=2))
def test_a_number_is_read_back_in_both_notations(number: Decimal) -> None:
    english = f"{number:,.2f}"
    assert parse_number(english) == number
    assert parse_number(english.translate(str.maketrans(",.", ".,"))) == number


@pytest.mark.parametrize(("cell", "yes"), [("Yes", True), ("ja", True), (True, True), ("1", True), (1.0, True), ("No", False),
                                           ("", False), (None, False), ("0", False), ("nee", False)])  # fmt: skip
def test_yes_and_no(cell, yes: bool) -> None:
    assert parse_flag(cell) is yes


def test_another_word_is_no_answer() -> None:
    with pytest.raises(WrongError):
        parse_flag("misschien")
