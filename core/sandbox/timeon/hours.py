"""Hours, kilometres and expenses: one row type, listed by day, replaced as a whole, deleted softly.

Promises what was measured: `filter.deleted` is ignored, `filter.paged` is not implemented, a row has no modified
stamp, `summary.totalItems` counts what the window holds, and a save keeps approval and invoice and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.sandbox.timeon import fields
from core.sandbox.timeon.answers import RefusedError

if TYPE_CHECKING:
    from core.sandbox.timeon.state import Record, TimeOnState

_WHOLE = (
    "taskID",
    "categoryID",
    "contactpersonID",
    "fromSeconds",
    "distanceCategoryID",
    "expenseCategoryID",
    "rateID",
)
_KEPT = ("approved", "approvedBy", "approvedOn", "invoiceID", "deleted", "createdOn")
_APPROVER = 301


def list_hours(state: TimeOnState, body: dict[str, Any]) -> Any:
    """POST /api/hour/list: the rows of a window of days or of a list of ids, grouped by day, oldest first."""
    rows = sorted(_selected(state, _filter(body)), key=lambda row: (row["date"], row["hourID"]))
    groups: dict[str, list[Record]] = {}
    for row in rows:
        groups.setdefault(row["date"][:10], []).append(row)
    return {
        "groups": [{"group": day, "shortTitle": day, "hourList": listed} for day, listed in groups.items()],
        "summary": {"totalItems": len(rows), "totalSeconds": sum(row["seconds"] for row in rows)},
        "lastGroup": None,
        "nrPages": 1,
    }


def save_hour(state: TimeOnState, body: dict[str, Any]) -> Any:
    """POST /api/hour/save: a new row without hourID, else the whole row anew."""
    hour_id = fields.whole(body, "hourID")
    if not hour_id:
        created = f"{state.now():%Y-%m-%dT%H:%M:%S}.{state.now().microsecond // 1_000:03d}"
        new = {"approved": False, "approvedBy": None, "approvedOn": None, "invoiceID": None, "deleted": False}
        existing: Record = {"hourID": state.next_id(state.hours), **new, "createdOn": created}
    else:
        existing = _existing(state, hour_id)
    row = _written(state, body, existing)
    state.hours[row["hourID"]] = row
    return row


def delete_hour(state: TimeOnState, body: dict[str, Any]) -> Any:
    """POST /api/hour/delete: the row leaves every list, and can be restored."""
    existing = _existing(state, fields.whole(body, "hourID"))
    state.hours[existing["hourID"]] = {**existing, "deleted": True}
    return None


def restore_hour(state: TimeOnState, body: dict[str, Any]) -> Any:
    """POST /api/hour/restore: a deleted row comes back as it was."""
    existing = _existing(state, fields.whole(body, "hourID"), deleted=True)
    state.hours[existing["hourID"]] = {**existing, "deleted": False}
    return None


def delete_definitively(state: TimeOnState, body: dict[str, Any]) -> Any:
    """POST /api/hour/definitive: a deleted row is gone for good."""
    existing = _existing(state, fields.whole(body, "hourID"), deleted=True)
    del state.hours[existing["hourID"]]
    return None


def approve(state: TimeOnState, body: dict[str, Any]) -> Any:
    """POST /api/hour/approve: `hourIDs` is a comma-separated string."""
    moment = f"{state.now():%Y-%m-%dT%H:%M:%S}"
    _mark(state, body, {"approved": True, "approvedBy": _APPROVER, "approvedOn": moment})


def disapprove(state: TimeOnState, body: dict[str, Any]) -> Any:
    """POST /api/hour/disapprove: takes the approval back."""
    _mark(state, body, {"approved": False, "approvedBy": None, "approvedOn": None})


def _filter(body: dict[str, Any]) -> dict[str, Any]:
    chosen = body.get("filter")
    if chosen is None:
        return {}
    if not isinstance(chosen, dict):
        raise RefusedError("The value of filter is not valid.")
    if chosen.get("paged"):
        raise RefusedError("not implemented")
    return chosen


def _selected(state: TimeOnState, chosen: dict[str, Any]) -> list[Record]:
    live = (row for row in state.hours.values() if not row["deleted"])
    wanted = chosen.get("hourIDs")
    if wanted is not None:
        if not isinstance(wanted, list) or not all(isinstance(one, int) for one in wanted):
            raise RefusedError("The value of hourIDs is not valid.")
        ids = set(wanted)
        return [row for row in live if row["hourID"] in ids]
    first, last = fields.day(chosen, "from") or "", fields.day(chosen, "to") or "9999-12-31"
    return [row for row in live if first <= row["date"][:10] <= last]


def _existing(state: TimeOnState, hour_id: int | None, *, deleted: bool = False) -> Record:
    existing = state.hours.get(hour_id) if hour_id is not None else None
    if existing is None or existing["deleted"] != deleted:
        raise RefusedError("Registratie niet gevonden.")
    return existing


def _written(state: TimeOnState, body: dict[str, Any], existing: Record) -> Record:
    user_id = fields.whole(body, "userID")
    day = fields.day(body, "date")
    user_id = existing.get("userID") if user_id is None else user_id
    date = existing.get("date") if day is None else f"{day}T00:00:00"
    if user_id not in state.users or date is None:
        raise RefusedError("Medewerker en datum zijn verplicht.")
    customer_id, project_id = _under(state, body)
    seconds = fields.whole(body, "seconds") or 0
    billable = fields.flag(body, "billable")
    worked = fields.whole(body, "secondsBillable")
    return {
        "hourID": existing["hourID"],
        "userID": user_id,
        "customerID": customer_id,
        "projectID": project_id,
        **{key: fields.whole(body, key) for key in _WHOLE},
        "date": date,
        "seconds": seconds,
        "breakSeconds": 0,
        "secondsBillable": worked if worked is not None else seconds if billable else 0,
        "billable": billable,
        "billableModified": fields.flag(body, "billableModified"),
        "remark": fields.text(body, "remark"),
        "internalRemark": fields.text(body, "internalRemark"),
        "distance": fields.amount(body, "distance"),
        "expenseValue": fields.amount(body, "expenseValue"),
        **{key: existing[key] for key in _KEPT},
    }


def _under(state: TimeOnState, body: dict[str, Any]) -> tuple[int | None, int | None]:
    customer_id, project_id = fields.whole(body, "customerID"), fields.whole(body, "projectID")
    if customer_id is not None and customer_id not in state.customers:
        raise RefusedError("Klant niet gevonden.")
    project = state.projects.get(project_id) if project_id is not None else None
    if project_id is not None and (project is None or project["customerID"] != customer_id):
        raise RefusedError("Project niet gevonden.")
    return customer_id, project_id


def _mark(state: TimeOnState, body: dict[str, Any], marks: Record) -> None:
    listed = body.get("hourIDs")
    if not isinstance(listed, str):
        raise RefusedError("The value of hourIDs is not valid.")
    parts = [part.strip() for part in listed.split(",") if part.strip()]
    rows = [_existing(state, fields.path_id(part)) for part in parts]
    for row in rows:
        state.hours[row["hourID"]] = {**row, **marks}
