"""Hours, kilometres and expenses as a small office writes them: some 1,500 rows over the last month and this one.

Promises rows on every working day up to and including `today`, both cent traps in the last month, and that a row
with an invoiceID is billable, approved and of the last month.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.sandbox.world.calendar import previous_month, working_days
from core.sandbox.world.catalogue import ONKOSTEN, UREN
from core.sandbox.world.chance import stream
from core.sandbox.world.people import AFGEROND, USERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

FIRST_HOUR = 910_001
QUARTER = 900
_FRESH = timedelta(days=5)
_START_OF_DAY = 8 * 3_600 + 1_800
_RATES = {11: 1, 12: 1, 13: 1, 14: 1, 15: 2, 16: 2, 17: 3, 18: 4, 19: 2, 20: 3, 21: 1}
_REMARKS: dict[int, tuple[str, ...]] = {
    11: ("Bankboekingen verwerkt", "Inkoopfacturen geboekt", "Tussenrekening nagelopen", "Kas bijgewerkt"),
    12: ("Facturen gescand", "Dossier geordend", "Aanmaningen verstuurd"),
    13: ("Btw-aangifte voorbereid", "Suppletie uitgezocht", "ICP-opgaaf"),
    14: ("Loonstroken gecontroleerd", "Ziekmelding verwerkt", "Nieuwe medewerker ingevoerd"),
    15: ("Concept-jaarrekening", "Balansspecificaties", "Bespreking jaarcijfers"),
    16: ("Aangifte Vpb", "Aangifte IB", "Voorlopige aanslag herzien"),
    17: ("Overleg over financiering", "Telefonisch advies", "Liquiditeitsprognose"),
    18: ("Huurcontract beoordeeld", "Incassobrief", "Conclusie van antwoord", "Zitting voorbereid"),
    19: ("Bankkoppeling ingericht", "Rekeningschema aangepast"),
    20: ("Cursus debiteurenbeheer", "Startersavond"),
    21: ("Afstemming dossier",),
}
_EXPENSES: dict[int, tuple[str, ...]] = {
    41: ("4.50", "7.25", "12.00", "3.60"),
    42: ("18.40", "23.10", "9.85"),
    43: ("27.95", "41.30", "19.75"),
    44: ("87.00", "328.00", "688.00"),
    45: ("2.85", "5.70"),
    46: ("24.95",),
    47: ("113.65", "86.42"),
}


@dataclass(slots=True)
class _Desk:
    """What one row is drawn from."""

    random: Random
    today: date
    this_month: date
    customers: Sequence[int]
    projects: dict[int, list[int]]
    rows: list[dict[str, Any]]


def build_hours(
    seed: int, today: date, worked_for: Sequence[int], projects: dict[int, dict[str, Any]]
) -> dict[int, dict[str, Any]]:
    """Rows by hourID, in the order in which they were written."""
    if not worked_for:
        return {}
    open_projects: dict[int, list[int]] = {}
    for project_id, project in projects.items():
        if project["statusID"] != AFGEROND:
            open_projects.setdefault(project["customerID"], []).append(project_id)
    desk = _Desk(stream(seed, "uren"), today, today.replace(day=1), worked_for, open_projects, [])
    days = working_days(previous_month(today), today)
    for position, day in enumerate(days):
        for user_id, _, active, category in USERS:
            if active or day < desk.this_month:
                _day(desk, user_id, category, day)
        if position in (2, 9):
            _cent_traps(desk, day, worked_for[position])
    desk.rows.sort(key=lambda row: (row["createdOn"], row["userID"]))
    return {FIRST_HOUR + index: {"hourID": FIRST_HOUR + index, **row} for index, row in enumerate(desk.rows)}


def _day(desk: _Desk, user_id: int, main_category: int, day: date) -> None:
    random = desk.random
    clock = _START_OF_DAY + random.randrange(4) * QUARTER
    for _ in range(random.choice((4, 5, 5, 6))):
        category = main_category if _chance(random, 60) else random.choice(UREN[:-1]).id
        seconds = random.choice((1, 2, 2, 3, 4, 4, 6, 8, 10)) * QUARTER
        if _chance(random, 4):
            seconds = random.choice((420, 600, 1_200, 2_280))
        customer_id = random.choice(desk.customers)
        row = _row(desk, user_id, day, customer_id, category, seconds)
        row["fromSeconds"] = clock if _chance(random, 80) else None
        clock += seconds + random.randrange(3) * QUARTER
        desk.rows.append(row)
        if _chance(random, 9):
            desk.rows.append(_travel(desk, row))
        if _chance(random, 7):
            desk.rows.append(_expense(desk, row))
    if _chance(random, 12):
        desk.rows.append(_internal(desk, user_id, day))


def _row(desk: _Desk, user_id: int, day: date, customer_id: int | None, category: int, seconds: int) -> dict[str, Any]:
    random = desk.random
    billable = customer_id is not None and _chance(random, 88)
    last_month = day < desk.this_month
    approved = _chance(random, 94 if last_month else 40 if desk.today - day > _FRESH else 0)
    billed = billable and approved and last_month and _chance(random, 7)
    rounded = billable and _chance(random, 5)
    choices = desk.projects.get(customer_id, []) if customer_id is not None else []
    return {
        "userID": user_id,
        "customerID": customer_id,
        "projectID": random.choice(choices) if choices and _chance(random, 85) else None,
        "taskID": None,
        "categoryID": category,
        "contactpersonID": None,
        "date": f"{day:%Y-%m-%d}T00:00:00",
        "fromSeconds": None,
        "seconds": seconds,
        "breakSeconds": 0,
        "secondsBillable": -(-seconds // QUARTER) * QUARTER if rounded else seconds if billable else 0,
        "billable": billable,
        "billableModified": rounded and seconds % QUARTER != 0,
        "remark": random.choice(_REMARKS[category]),
        "internalRemark": "Uitloop, niet doorbelasten" if customer_id is not None and not billable else None,
        "distance": None,
        "distanceCategoryID": None,
        "expenseCategoryID": None,
        "expenseValue": None,
        "rateID": _RATES[category],
        "approved": approved,
        "approvedBy": 301 if approved else None,
        "approvedOn": _moment(day + timedelta(days=4), random, desk.today) if approved else None,
        "invoiceID": 5_200 + day.day // 16 if billed else None,
        "deleted": False,
        "createdOn": _moment(day, random, desk.today),
    }


def _travel(desk: _Desk, work: dict[str, Any]) -> dict[str, Any]:
    """Kilometres with the work they belong to: billed or approved together with it."""
    distance = Decimal(desk.random.randrange(60, 1_700)) / 10
    return {
        **work,
        "categoryID": None,
        "fromSeconds": None,
        "seconds": 0,
        "secondsBillable": 0,
        "billableModified": False,
        "remark": "Bezoek klant",
        "distance": distance.quantize(Decimal("0.1")),
        "distanceCategoryID": desk.random.choice((31, 31, 32)),
        "rateID": None,
    }


def _expense(desk: _Desk, work: dict[str, Any]) -> dict[str, Any]:
    """An expense in euros, excluding btw, at the rate that its category leads to."""
    soort = desk.random.choice(ONKOSTEN)
    return {
        **work,
        "categoryID": None,
        "fromSeconds": None,
        "seconds": 0,
        "secondsBillable": 0,
        "billableModified": False,
        "remark": soort.naam,
        "expenseCategoryID": soort.id,
        "expenseValue": Decimal(desk.random.choice(_EXPENSES[soort.id])),
        "rateID": None,
    }


def _internal(desk: _Desk, user_id: int, day: date) -> dict[str, Any]:
    """Time on nobody's account: no klant, no project, never billable."""
    return _row(desk, user_id, day, None, 21, desk.random.choice((2, 4)) * QUARTER)


def _cent_traps(desk: _Desk, day: date, customer_id: int) -> None:
    """Three lines of 0,25 0,75 0,25 hour at 87,50, and twenty minutes at 95,00: both end in a half cent."""
    for category, seconds in ((11, QUARTER), (11, 3 * QUARTER), (11, QUARTER), (19, 1_200)):
        row = _row(desk, 302, day, customer_id, category, seconds)
        row |= {
            "billable": True,
            "secondsBillable": seconds,
            "billableModified": False,
            "internalRemark": None,
            "invoiceID": None,
            "approved": True,
            "approvedBy": 301,
            "approvedOn": _moment(day + timedelta(days=4), desk.random, desk.today),
        }
        desk.rows.append(row)


def _chance(random: Random, percent: int) -> bool:
    return random.random() * 100 < percent


def _moment(day: date, random: Random, today: date) -> str:
    """A moment late on `day`, never after `today`."""
    at = datetime.combine(min(day, today), time(16, 0)) + timedelta(seconds=random.randrange(5_400))
    return f"{at:%Y-%m-%dT%H:%M:%S}.{random.randrange(1_000):03d}"
