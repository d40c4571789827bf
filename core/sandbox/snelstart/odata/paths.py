"""Resolves the property paths of a query against a model: promises the recorded refusal for a name it doesn't know.

Names are case-sensitive UpperCamelCase; the values behind them are records in wire form. A moment stays the text it is
on the wire: without a zone and without zeros at the end of the fraction, text orders as time does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.sandbox.snelstart.odata.errors import QueryError
from core.sandbox.snelstart.schema import SCALARS, Model, model

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS = {
    "string": "string",
    "base64": "string",
    "guid": "guid",
    "datetime": "datetime",
    "boolean": "boolean",
    "decimal": "number",
    "double": "number",
    "int32": "number",
    "int64": "number",
    "object": "object",
}
EDM = {
    "string": "Edm.String",
    "guid": "Edm.Guid",
    "datetime": "Edm.DateTime",
    "boolean": "Edm.Boolean",
    "number": "Edm.Decimal",
    "null": "null",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a path leads to: a scalar kind, or `complex` with its model; `many` for a list."""

    kind: str
    model: Model | None = None
    many: bool = False

    @property
    def edm(self) -> str:
        """The type as an error message prints it."""
        name = self.model.full_name if self.model is not None else EDM.get(self.kind, "Edm.String")
        return f"Collection({name})" if self.many else name


def resolve(shape: Shape, steps: tuple[str, ...]) -> tuple[Shape, tuple[str, ...]]:
    """The shape at the end of `steps` and the JSON names on the way; QueryError for an unknown one."""
    names: list[str] = []
    for step in steps:
        if shape.model is None or shape.many:
            raise QueryError(
                f"The parent value for a property access of a property '{step}' is not a single value. "
                "Property access can only be applied to a single value."
            )
        found = shape.model.by_query.get(step)
        if found is None:
            raise QueryError(f"Could not find a property named '{step}' on type '{shape.model.full_name}'.")
        names.append(found.name)
        if found.type in SCALARS:
            shape = Shape(KINDS[found.type], None, found.many)
        else:
            shape = Shape("complex", model(found.type), found.many)
    return shape, tuple(names)


def reader(names: tuple[str, ...]) -> Callable[[Any], Any]:
    """A function from a record to the value at `names`; null anywhere on the way gives null."""
    if not names:
        return lambda value: value
    if len(names) == 1:
        only = names[0]
        return lambda value: value.get(only) if value is not None else None

    def read(value: Any) -> Any:
        for name in names:
            if value is None:
                return None
            value = value.get(name)
        return value

    return read
