from dataclasses import replace
from datetime import date
from decimal import Decimal

from core.domain.declaratie import Regel
from core.domain.registratie import Registratie, Soort
from core.invoicing.pricing import Priced
from core.invoicing.tally import tallied
from core.invoicing.turnover import Omzet, OmzetPer, added, added_per
from core.text import say

UUR = Registratie(
    "1:uren", "1", Soort.UREN, date(2026, 10, 5), "k1", "p1", "m1", "Advies", seconds=5400,
    klant="Bakker", project="Jaarwerk", medewerker="Ilse",
)  # fmt: skip
KM = replace(UUR, id="2:kilometers", soort=Soort.KILOMETERS, seconds=5400, kilometers=Decimal("12.5"), klant="smit")
LATER = replace(UUR, id="3:uren", datum=date(2026, 11, 2), project="", project_id="")


def priced(registratie, bedrag, artikel="Advies"):
    amount = Decimal(bedrag)
    regel = Regel("a", artikel, "", Decimal(1), amount, amount, "Hoog", amount, say(""), (registratie.id,))
    return Priced(registratie, regel)


ROWS = list(
    tallied(
        [
            priced(UUR, "131.25"),
            priced(KM, "5.63", "Kilometers"),
            priced(LATER, "131.25"),
            Priced(UUR, None, say("geen")),
        ]
    )
)


def test_one_sum_counts_hours_of_hours_and_kilometers_of_kilometers():
    assert added(ROWS) == Omzet("", 4, 16200, Decimal("12.5"), Decimal("268.13"), zonder=1)


def test_nothing_is_a_sum_of_zero():
    assert added([]) == Omzet()


def test_whatever_it_is_added_up_by_the_total_is_the_same():
    for per in OmzetPer:
        sums = added_per(ROWS, per)
        assert sum(one.bedrag for one in sums) == added(ROWS).bedrag
        assert sum(one.aantal for one in sums) == len(ROWS)


def test_the_largest_comes_first_and_months_by_date():
    assert [one.naam for one in added_per(ROWS, OmzetPer.KLANT)] == ["Bakker", "smit"]
    assert [one.naam for one in added_per(ROWS, OmzetPer.MAAND)] == ["2026-10", "2026-11"]


def test_what_has_no_artikel_or_project_stands_under_no_name():
    assert [one.naam for one in added_per(ROWS, OmzetPer.PRODUCT)] == ["Advies", "Kilometers", ""]
    assert {one.naam for one in added_per(ROWS, OmzetPer.PROJECT)} == {"Jaarwerk", ""}
