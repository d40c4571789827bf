"""A plan survives being saved, and its seal tells any change of what would be written."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from core.domain.partij import Side
from core.domain.plan import FieldChange, Plan, PlanLine
from core.text import say

AT = datetime(2026, 11, 24, 14, 6, tzinfo=UTC)
LINE = PlanLine(
    Side.SNELSTART, "POST", "/relaties", "klant", "", "812", "Garage Van Dam", say("alleen in Time On"),
    (FieldChange("naam", "", "Garage Van Dam"),), {"naam": "Garage Van Dam", "relatiesoort": ["Klant"]}, "ab12",
)  # fmt: skip
PLAN = Plan("bakker", AT, (LINE,))


def test_a_line_comes_back_from_json_as_it_was() -> None:
    assert PlanLine.from_json(json.loads(json.dumps(LINE.to_json()))) == LINE


def test_the_seal_is_of_the_writes_not_of_the_moment() -> None:
    assert replace(PLAN, made_at=AT.replace(hour=15)).seal == PLAN.seal


def test_any_change_of_a_write_breaks_the_seal() -> None:
    changed = [
        replace(LINE, body={**LINE.body, "naam": "Garage van Dam"}),
        replace(LINE, seen="ab13"),
        replace(LINE, verb="PUT"),
        replace(LINE, source_id="813"),
    ]
    seals = {replace(PLAN, lines=(line,)).seal for line in changed} | {replace(PLAN, lines=()).seal}
    assert len(seals) == 5
    assert PLAN.seal not in seals
