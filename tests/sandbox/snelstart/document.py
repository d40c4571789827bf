"""Reads the vendor's OpenAPI document where it is at hand, and checks values against its schemas.

A property counts as nullable whatever the document says: it marks none, and live answers hold nulls.
"""

import json
import os
import re
from decimal import Decimal
from pathlib import Path

import pytest

BESIDE = Path(__file__).parents[3].parent / "shared/api/snelstart-openapi.json"
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?")
SCOPE = re.compile(r"^- ?([a-z]+(?::[a-z]+)?)\s*$", re.MULTILINE)
TYPES = {
    "string": str,
    "integer": int,
    "number": (int, Decimal),
    "boolean": bool,
    "array": list,
    "object": dict,
}


def load():
    path = Path(os.environ.get("SNELSTART_OPENAPI") or BESIDE)
    if not path.is_file():
        pytest.skip("no OpenAPI document: set SNELSTART_OPENAPI to its path", allow_module_level=True)
    return json.loads(path.read_text(encoding="utf-8"))


def operations(document):
    """Every operation as (method, path, facts)."""
    for path, methods in document["paths"].items():
        for method, facts in methods.items():
            yield method.upper(), path, facts


def scopes(facts):
    return SCOPE.findall(facts.get("description", "").replace("\r", ""))


def schema_of(content):
    return (content or {}).get("application/json", {}).get("schema")


def faults(document, schema, value, path="$"):
    """What is wrong with a value, as sentences; none when it fits."""
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    if value is None:
        return
    kind = schema.get("type")
    if kind == "object" and "properties" not in schema:
        return
    if kind and (not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind != "boolean")):
        yield f"{path} is no {kind}: {value!r}"
    elif kind == "array":
        for at, item in enumerate(value):
            yield from faults(document, schema.get("items", {}), item, f"{path}[{at}]")
    elif kind == "object":
        yield from (f"{path}.{name} is not in the document" for name in value.keys() - schema["properties"].keys())
        yield from (f"{path}.{name} is missing" for name in schema["properties"].keys() - value.keys())
        for name, item in value.items():
            yield from faults(document, schema["properties"].get(name, {}), item, f"{path}.{name}")
    elif kind == "string":
        yield from _text_faults(schema, value, path)


def _text_faults(schema, value, path):
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path} is not in the enum: {value!r}"
    if len(value) > schema.get("maxLength", len(value)):
        yield f"{path} is too long"
    form = {"uuid": UUID, "date-time": MOMENT}.get(schema.get("format"))
    if form and not form.fullmatch(value):
        yield f"{path} is no {schema['format']}: {value!r}"
