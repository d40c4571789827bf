"""Projecten under klanten: list, read, create, replace and set the status.

`showHidden` filters and doesn't widen: true answers only hidden ones (Afgerond), false only the others, absent all.
The budget is a computed summary in seconds, on a list row only when asked for, and no part of a save.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.sandbox.timeon import fields
from core.sandbox.timeon.answers import RefusedError
from core.sandbox.timeon.paging import paged

if TYPE_CHECKING:
    from core.sandbox.timeon.state import Record, TimeOnState

ACTIEF, AFGEROND, GEPLAND = 1, 2, 3
_STATUSES = frozenset({ACTIEF, AFGEROND, GEPLAND})


def list_projects(state: TimeOnState, body: dict[str, Any]) -> Any:
    """POST /api/project/list: a page of projecten."""
    with_budget = fields.flag(body, "calculateBudget")
    rows = list(state.projects.values())
    if body.get("showHidden") is not None:
        hidden = fields.flag(body, "showHidden")
        rows = [row for row in rows if (row["statusID"] == AFGEROND) == hidden]
    return paged(rows, body, lambda row: row if with_budget else _without_budget(row))


def read_project(state: TimeOnState, number: str) -> Any:
    """GET /api/project/{id}: one project."""
    return _without_budget(_existing(state, fields.path_id(number)))


def create_project(state: TimeOnState, body: dict[str, Any]) -> Any:
    """POST /api/project/create: a new project under an existing klant."""
    record = {"projectID": state.next_id(state.projects), **_written(state, body), "budget": {"budget": 0}}
    state.projects[record["projectID"]] = record
    return record


def save_project(state: TimeOnState, body: dict[str, Any]) -> Any:
    """POST /api/project/save: the project as given; the budget, which is a resource of its own, stays."""
    existing = _existing(state, fields.whole(body, "projectID"))
    record = {"projectID": existing["projectID"], **_written(state, body), "budget": existing["budget"]}
    state.projects[record["projectID"]] = record
    return record


def set_status(state: TimeOnState, body: dict[str, Any]) -> Any:
    """PATCH /api/project/status: the one call that changes nothing but the status."""
    existing = _existing(state, fields.whole(body, "projectID"))
    record = {**existing, "statusID": _status(body)}
    state.projects[record["projectID"]] = record
    return record


def _existing(state: TimeOnState, project_id: int | None) -> Record:
    existing = state.projects.get(project_id) if project_id is not None else None
    if existing is None:
        raise RefusedError("Project niet gevonden.")
    return existing


def _status(body: dict[str, Any]) -> int:
    status = fields.whole(body, "statusID")
    if status not in _STATUSES:
        raise RefusedError("Status is niet geldig.")
    return status


def _written(state: TimeOnState, body: dict[str, Any]) -> Record:
    customer_id = fields.whole(body, "customerID")
    name = fields.text(body, "name")
    if customer_id not in state.customers or name is None or not name.strip():
        raise RefusedError("Klant en naam zijn verplicht.")
    status = ACTIEF if body.get("statusID") is None else _status(body)
    return {
        "customerID": customer_id,
        "name": name,
        "statusID": status,
        "defaultBillable": fields.flag(body, "defaultBillable"),
    }


def _without_budget(row: Record) -> Record:
    return {key: value for key, value in row.items() if key != "budget"}
