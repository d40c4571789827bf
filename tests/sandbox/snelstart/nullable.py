"""The vendor's document as a tool can hold a live service to it: every property nullable, a moment without a zone.

The document marks nothing nullable and calls every moment a date-time; live answers hold nulls, and moments without a
zone. What the table of deviations names is taken out, and nothing else.
"""

from copy import deepcopy
from typing import Any

from tests.sandbox.snelstart import document
from tests.sandbox.snelstart.deviations import DEVIATIONS


def prepared(raw: dict[str, Any]) -> dict[str, Any]:
    """A copy of the document to test against."""
    made = deepcopy(raw)
    schemas = made["components"]["schemas"]
    made["components"]["schemas"] = {name: _loosened(schema) for name, schema in schemas.items()}
    for method, path, facts in document.operations(made):
        if f"{method} {path}" in DEVIATIONS:
            facts["responses"] = {"default": {"description": DEVIATIONS[f"{method} {path}"]}}
    return made


def _loosened(schema: dict[str, Any]) -> dict[str, Any]:
    made = dict(schema)
    if made.get("format") == "date-time":
        made["format"] = "moment"
    if "items" in made:
        made["items"] = _loosened(made["items"])
    if "properties" in made:
        made["properties"] = {name: _nullable(_loosened(facts)) for name, facts in made["properties"].items()}
    return made


def _nullable(facts: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in facts:
        return {"allOf": [facts], "nullable": True}
    if "enum" in facts:
        facts = facts | {"enum": [*facts["enum"], None]}
    return facts | {"nullable": True}
