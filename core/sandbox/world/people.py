"""Who works at the office and on what: Time On's organisation, users and projecten.

Budgets are in seconds; a project that is Afgerond takes no more hours and counts as hidden.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from core.sandbox.world.catalogue import KILOMETERS, ONKOSTEN, TARIEVEN, UREN, Soort
from core.sandbox.world.chance import stream

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

ORGANISATION = 1_207
ACTIEF, AFGEROND, GEPLAND = 1, 2, 3
_PROJECTS = 60
_STATUSES = {7: AFGEROND, 18: AFGEROND, 27: AFGEROND, 20: GEPLAND}
"""Of every thirty projecten."""

USERS: tuple[tuple[int, str, bool, int], ...] = (
    (301, "Marieke Bronkhorst", True, 17),
    (302, "Sander Olthof", True, 11),
    (303, "Fatima El Idrissi", True, 16),
    (304, "Bart Wesselink", True, 12),
    (305, "Ilse van Ooijen", True, 14),
    (306, "Ruben Haverkamp", True, 18),
    (307, "Henk Nikkels", False, 11),
)
"""(userID, name, active, the category that most of the work falls under)."""

_NAMES = (
    "Administratie {year}",
    "Werkzaamheden {year}",
    "Overige werkzaamheden",
    "Jaarrekening {last}",
    "Salaris {year}",
)


def organisation(naam: str, today: date) -> dict[str, Any]:
    """The tenant; the field flags say which columns it uses."""
    return {
        "organisationID": ORGANISATION,
        "name": naam,
        "isActive": True,
        "modifiedOn": f"{today - timedelta(days=120):%Y-%m-%d}T08:12:44.327",
        "fieldProject": True,
        "fieldRemark": True,
        "fieldBillable": True,
        "fieldTimer": False,
        "fieldDistance": True,
        "fieldCategory": True,
        "fieldInternalRemark": True,
    }


def users(domein: str, today: date) -> dict[int, dict[str, Any]]:
    """The staff by userID, one of whom has left."""
    return {
        user_id: {
            "userID": user_id,
            "name": name,
            "email": f"{name.split()[0].lower()}@{domein}",
            "isActive": active,
            "modifiedOn": f"{today - timedelta(days=30 + user_id % 50):%Y-%m-%d}T09:30:00",
        }
        for user_id, name, active, _ in USERS
    }


def projects(seed: int, worked_for: Sequence[int], today: date) -> dict[int, dict[str, Any]]:
    """About sixty projecten under the klanten that are worked for, by projectID."""
    random = stream(seed, "projecten")
    table: dict[int, dict[str, Any]] = {}
    for index in range(_PROJECTS if worked_for else 0):
        customer_id = worked_for[index % len(worked_for)]
        turn = index // len(worked_for) * 2 + index % 2
        status = _STATUSES.get(index % 30, ACTIEF)
        project_id = 7_001 + index
        table[project_id] = {
            "projectID": project_id,
            "customerID": customer_id,
            "name": _NAMES[turn % len(_NAMES)].format(year=today.year, last=today.year - 1),
            "statusID": status,
            "defaultBillable": True,
            "budget": {"budget": random.choice((0, 36_000, 144_000, 302_400))},
        }
    return table


def indeling() -> dict[str, Any]:
    """The names behind the category and rate numbers of an hour, with the artikelcode the office declares by."""
    return {
        "categories": _soorten(UREN, "categoryID"),
        "distanceCategories": _soorten(KILOMETERS, "distanceCategoryID"),
        "expenseCategories": _soorten(ONKOSTEN, "expenseCategoryID"),
        "rates": [{"rateID": rate, "naam": naam, "tarief": tarief} for rate, naam, tarief in TARIEVEN],
    }


def _soorten(soorten: Sequence[Soort], key: str) -> list[dict[str, Any]]:
    return [{key: soort.id, "naam": soort.naam, "artikelcode": soort.artikelcode} for soort in soorten]
