"""The registraties: the whole last month and this one up to today, with what makes declareren hard."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest

from core.sandbox.timeon.state import TimeOnState
from core.sandbox.world import build_world
from core.sandbox.world.calendar import holidays, previous_month, working_days

CENT = Decimal("0.01")


def timeon_on(today: date) -> TimeOnState:
    return build_world(1, 140, today, lambda: datetime(2026, 11, 24, tzinfo=UTC)).timeon


@pytest.fixture(scope="module")
def timeon() -> TimeOnState:
    return timeon_on(date(2026, 11, 24))


def test_rows_cover_every_working_day_of_both_months(timeon: TimeOnState) -> None:
    days = {row["date"][:10] for row in timeon.hours.values()}
    assert days == {day.isoformat() for day in working_days(date(2026, 10, 1), date(2026, 11, 24))}


def test_there_are_some_fifteen_hundred_rows_for_some_45_klanten(timeon: TimeOnState) -> None:
    assert 1_300 <= len(timeon.hours) <= 1_700
    assert 40 <= len({row["customerID"] for row in timeon.hours.values()} - {None}) <= 46


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2024, 2, 29), date(2026, 3, 1), date(2026, 12, 31)])
def test_a_world_can_end_on_any_day(today: date) -> None:
    rows = timeon_on(today).hours.values()
    assert min(row["date"] for row in rows)[:7] == f"{previous_month(today):%Y-%m}"
    assert max(row["date"] for row in rows)[:10] <= today.isoformat()


def test_a_row_billed_in_time_on_is_billable_approved_and_of_last_month(timeon: TimeOnState) -> None:
    billed = [row for row in timeon.hours.values() if row["invoiceID"] is not None]
    assert len(billed) > 20
    assert all(row["billable"] and row["approved"] and row["date"] < "2026-11" for row in billed)


def test_uren_kilometers_and_onkosten_are_one_row_type(timeon: TimeOnState) -> None:
    rows = timeon.hours.values()
    assert any(row["distance"] and row["distanceCategoryID"] and not row["seconds"] for row in rows)
    assert any(row["expenseValue"] and row["expenseCategoryID"] and not row["seconds"] for row in rows)
    assert len({frozenset(row) for row in rows}) == 1


def test_about_one_row_in_five_has_no_clock(timeon: TimeOnState) -> None:
    hours = [row for row in timeon.hours.values() if row["seconds"]]
    without = sum(row["fromSeconds"] is None for row in hours)
    assert 0.1 < without / len(hours) < 0.35


def test_some_work_is_billed_for_longer_than_it_took(timeon: TimeOnState) -> None:
    assert any(row["billable"] and row["secondsBillable"] > row["seconds"] > 0 for row in timeon.hours.values())


def test_three_lines_of_last_month_round_to_another_cent_than_their_sum(timeon: TimeOnState) -> None:
    days: dict[tuple[str, int], list[int]] = {}
    for row in timeon.hours.values():
        if row["categoryID"] == 11 and row["userID"] == 302 and row["date"] < "2026-11":
            days.setdefault((row["date"], row["customerID"]), []).append(row["secondsBillable"])
    trap = next(seconds for seconds in days.values() if seconds.count(900) >= 2 and 2_700 in seconds)
    lines = [(Decimal(part) / 3_600 * Decimal("87.50")).quantize(CENT, ROUND_HALF_UP) for part in (900, 2_700, 900)]
    assert sum(lines) == Decimal("109.39")
    assert trap


def test_twenty_minutes_at_95_are_there(timeon: TimeOnState) -> None:
    assert any(row["secondsBillable"] == 1_200 and row["categoryID"] == 19 for row in timeon.hours.values())


def test_every_reference_of_an_hour_exists(timeon: TimeOnState) -> None:
    for row in timeon.hours.values():
        assert row["userID"] in timeon.users
        assert row["customerID"] is None or row["customerID"] in timeon.customers
        if row["projectID"] is not None:
            assert timeon.projects[row["projectID"]]["customerID"] == row["customerID"]


@pytest.mark.parametrize(
    "day", [date(2026, 4, 6), date(2026, 4, 27), date(2026, 5, 14), date(2026, 5, 25), date(2025, 4, 26)]
)
def test_nobody_works_on_a_dutch_holiday(day: date) -> None:
    assert day in holidays(day.year)
