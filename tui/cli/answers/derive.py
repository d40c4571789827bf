"""JSON Schema (2020-12) from the types of answers."""

import inspect
import types
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from tui.cli.answers.kinds import Facet

DRAFT = "https://json-schema.org/draft/2020-12/schema"

_PLAIN: Mapping[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    type(None): {"type": "null"},
    Any: {},
}


def schema_of(answer: Any, title: str) -> dict[str, Any]:
    """The schema of one answer, every object of it under `$defs`."""
    defs: dict[str, Any] = {}
    found = _schema(answer, defs)
    return {"$schema": DRAFT, "title": title, **found, **({"$defs": defs} if defs else {})}


def _schema(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    if is_typeddict(kind):
        return _object(kind, defs)
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _with_facets(_schema(inside[0], defs), inside[1:])
    if origin is NotRequired:
        return _schema(inside[0], defs)
    if origin is Literal:
        return {"enum": list(inside)}
    if origin is list:
        return {"type": "array", "items": _schema(inside[0], defs)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(inside[1], defs)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(one, defs) for one in inside]}
    raise TypeError(kind)


def _object(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    name = kind.__name__
    if name not in defs:
        defs[name] = {}
        hints = get_type_hints(kind, include_extras=True)
        defs[name] |= {
            "type": "object",
            "description": inspect.cleandoc(kind.__doc__ or ""),
            "properties": {field: _schema(hint, defs) for field, hint in hints.items()},
            "required": [field for field in hints if field in kind.__required_keys__],
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def _with_facets(found: dict[str, Any], extras: Iterable[Any]) -> dict[str, Any]:
    for one in extras:
        if isinstance(one, Facet):
            found |= one.words
    return found
