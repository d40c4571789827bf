"""Binds a JSON body to a model: promises a record with every member of the model, or the model state that says why not.

Member names are read without regard to case, unknown members and read-only ones are dropped, amounts may come as text,
and no float is ever made. Text holding a NUL or half a surrogate pair is refused.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.sandbox.snelstart import values
from core.sandbox.snelstart.schema import SCALARS, Field, Model, model, pascal

if TYPE_CHECKING:
    from collections.abc import Callable

PLATFORM_TYPES = {
    "string": "System.String",
    "guid": "System.Guid",
    "datetime": "System.DateTime",
    "boolean": "System.Boolean",
    "decimal": "System.Decimal",
    "double": "System.Double",
    "int32": "System.Int32",
    "int64": "System.Int64",
    "base64": "System.Byte[]",
}
Errors = dict[str, list[str]]


class NotJson(Exception):  # noqa: N818 - the body's fault, reported as an answer
    """The body can't be read as JSON at all."""


def read_json(body: bytes) -> Any:
    """The JSON value of a body with numbers as int or Decimal; NotJson for anything else, however deep."""
    try:
        return json.loads(body, parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise NotJson from error


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _number(value: Any) -> Decimal | None:
    wanted = isinstance(value, int | str | Decimal) and not isinstance(value, bool)
    return values.decimal(value) if wanted else None


def _whole(bits: int) -> Callable[[Any], int | None]:
    def read(value: Any) -> int | None:
        found = _number(value)
        whole = found is not None and found == found.to_integral_value() and -(1 << bits) <= found < 1 << bits
        return int(found) if whole and found is not None else None

    return read


def _boolean(value: Any) -> bool | None:
    return value if isinstance(value, bool) else {"true": True, "false": False}.get(str(value).lower())


def _string(value: Any) -> str | None:
    if isinstance(value, str):
        return value if values.is_clean(value) else None
    return str(value) if isinstance(value, int | Decimal) else None


def _text(read: Callable[[str], str | None]) -> Callable[[Any], str | None]:
    return lambda value: read(value) if isinstance(value, str) and values.is_clean(value) else None


def _base64(text: str) -> str | None:
    return text if values.base64_size(text) is not None else None


READERS: dict[str, Callable[[Any], Any]] = {
    "object": lambda value: value,
    "int32": _whole(31),
    "int64": _whole(63),
    "decimal": _number,
    "double": _number,
    "boolean": _boolean,
    "string": _string,
    "guid": _text(values.guid),
    "datetime": _text(values.moment),
    "base64": _text(_base64),
}
"""By type: the value in wire form, or None when it isn't one."""


class _Binder:
    def __init__(self) -> None:
        self.errors: Errors = {}

    def _fail(self, path: str, message: str) -> None:
        self.errors.setdefault(path, []).append(message)

    def record(self, shape: Model, value: Any, path: str) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            self._fail(path, f"Error converting value to type '{shape.full_name}'. Path '{path}'.")
            return None
        given = {str(name).lower(): member for name, member in value.items()}
        return {each.name: self._member(each, given.get(each.name.lower()), path) for each in shape.fields}

    def _member(self, each: Field, value: Any, parent: str) -> Any:
        path = f"{parent}.{pascal(each.name)}"
        if value is None or each.readonly:
            if each.required:
                self._fail(path, f"The field {pascal(each.name)} is required.")
            return [] if each.many else None
        if not each.many:
            return self._one(each, value, path)
        if not isinstance(value, list):
            self._fail(path, f"Error converting value to a list. Path '{path}'.")
            return []
        return [self._one(each, item, f"{path}[{at}]") for at, item in enumerate(value)]

    def _one(self, each: Field, value: Any, path: str) -> Any:
        if each.type not in SCALARS:
            return self.record(model(each.type), value, path)
        found = READERS[each.type](value)
        if found is None:
            self._fail(
                path, f"Error converting value to type '{PLATFORM_TYPES.get(each.type, 'object')}'. Path '{path}'."
            )
            return None
        return self._limited(each, found, path)

    def _limited(self, each: Field, value: Any, path: str) -> Any:
        name = pascal(each.name)
        if each.enum:
            for allowed in each.enum:
                if str(value).lower() == allowed.lower():
                    return allowed
            self._fail(path, f"Error converting value \"{value}\" to one of the values of {name}. Path '{path}'.")
        elif each.longest is not None and len(value) > each.longest:
            self._fail(path, f"The field {name} must be a string with a maximum length of '{each.longest}'.")
        elif each.low is not None and each.high is not None and not each.low <= value <= each.high:
            self._fail(path, f"The field {name} must be between {each.low} and {each.high}.")
        elif each.required and value == "":
            self._fail(path, f"The field {name} is required.")
        return value


def bind(name: str, value: Any, parameter: str) -> tuple[dict[str, Any] | None, Errors]:
    """The record of the model `name` in `value`, and the model state; `parameter` opens every path in it."""
    binder = _Binder()
    record = binder.record(model(name), value, parameter)
    return record, binder.errors


def bind_many(name: str, value: Any, parameter: str) -> tuple[list[dict[str, Any]], Errors]:
    """As `bind`, for a body that is a list."""
    binder = _Binder()
    if not isinstance(value, list):
        return [], {parameter: [f"Error converting value to a list. Path '{parameter}'."]}
    records = [binder.record(model(name), item, f"{parameter}[{at}]") for at, item in enumerate(value)]
    return [each for each in records if each is not None], binder.errors
