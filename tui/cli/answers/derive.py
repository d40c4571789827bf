"""JSON Schema (2020-12) from the types of answers."""

import inspect
import types
from collections.abc import Callable, Mapping, Sequence
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
    inside = get_args(kind)
    return _MADE_OF[get_origin(kind)](inside, defs)


def _annotated(inside: Sequence[Any], defs: dict[str, Any]) -> dict[str, Any]:
    found = _schema(inside[0], defs)
    for one in inside[1:]:
        found |= one.words if isinstance(one, Facet) else {}
    return found


def _any_of(inside: Sequence[Any], defs: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [_schema(one, defs) for one in inside]}


_MADE_OF: Mapping[Any, Callable[[Sequence[Any], dict[str, Any]], dict[str, Any]]] = {
    Annotated: _annotated,
    NotRequired: lambda inside, defs: _schema(inside[0], defs),
    Literal: lambda inside, _defs: {"enum": list(inside)},
    list: lambda inside, defs: {"type": "array", "items": _schema(inside[0], defs)},
    dict: lambda inside, defs: {"type": "object", "additionalProperties": _schema(inside[1], defs)},
    Union: _any_of,
    types.UnionType: _any_of,
}
"""How a kind that is made of others is told."""


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
