from datetime import date

import pytest

from core.domain.registratie import Soort
from screens.registraties.selection import Selection, month_before, month_of, read_period

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2026-10", OCTOBER),
        ("10-2026", OCTOBER),
        ("1-10-2026 t/m 31-10-2026", OCTOBER),
        ("31/10/2026 1/10/2026", OCTOBER),
        ("2026-10-01 2026-10-31", OCTOBER),
        ("2026", (date(2026, 1, 1), date(2026, 12, 31))),
        ("5-10-2026", (date(2026, 10, 5), date(2026, 10, 5))),
        (" Alles ", (None, None)),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
    ],
)
def test_a_period_as_it_is_typed(typed, period):
    assert read_period(typed) == period


@pytest.mark.parametrize("typed", ["", "oktober", "2026-13", "31-2-2026", "0-2026", "[red]", "12"])
def test_what_is_no_period_is_none(typed):
    assert read_period(typed) is None


def test_the_month_that_is_declared_is_the_one_before():
    assert month_before(date(2026, 11, 24)) == OCTOBER
    assert month_before(date(2026, 1, 31)) == month_of(date(2025, 12, 1))


def test_months_go_on_over_the_years_and_keep_the_rest():
    december = Selection(*month_of(date(2026, 12, 5)), klant_id="7", soort=Soort.UREN)
    january = december.moved(1, date(2026, 11, 24))
    assert (january.van, january.tot) == month_of(date(2027, 1, 1))
    assert (january.klant_id, january.soort) == ("7", Soort.UREN)
    assert january.moved(-1, date(2026, 11, 24)) == december


def test_from_everything_an_arrow_goes_to_this_month():
    assert Selection(None, None).moved(-1, date(2026, 11, 24)).period == "nov 2026"


def test_kinds_and_approval_come_round():
    selection = Selection(*OCTOBER)
    kinds = [(selection := selection.next_soort()).soort for _ in range(4)]
    assert kinds == [Soort.UREN, Soort.KILOMETERS, Soort.ONKOSTEN, None]
    approvals = [(selection := selection.next_approval()).goedgekeurd for _ in range(3)]
    assert approvals == [True, False, None]


def test_a_part_of_a_month_is_no_month():
    assert Selection(*OCTOBER).is_month
    assert not Selection(date(2026, 10, 1), date(2026, 10, 15)).is_month
    assert not Selection(None, None).is_month
