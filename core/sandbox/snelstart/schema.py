"""The models of the API, read from the fact tables: promises the published names, order, types, limits and enums.

A fact line is `name type flags…`, where a type is a scalar (string, guid, datetime, decimal, double, int32, int64,
boolean, base64, object) or a model, and `[]` marks a list.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

SCALARS = frozenset(
    {"string", "guid", "datetime", "decimal", "double", "int32", "int64", "boolean", "base64", "object"}
)
NAMESPACE = "SnelStart.B2B.Api.V2.Models."
READ_ONLY_EVERYWHERE = frozenset({"uri", "modifiedOn"})


def pascal(name: str) -> str:
    """The UpperCamelCase spelling that OData and model state use for a JSON name."""
    return name[:1].upper() + name[1:]


@dataclass(frozen=True, slots=True)
class Field:
    """One property. `low` and `high` bound a number, `longest` a string's characters."""

    name: str
    type: str
    many: bool = False
    required: bool = False
    readonly: bool = False
    longest: int | None = None
    low: int | None = None
    high: int | None = None
    enum: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """One container of the API with its properties in wire order."""

    name: str
    fields: tuple[Field, ...]
    by_input: dict[str, Field] = field(compare=False, repr=False)
    """By lower-case name: the service binds JSON members without regard to case."""
    by_query: dict[str, Field] = field(compare=False, repr=False)
    """By UpperCamelCase name, as queries spell them."""

    @property
    def full_name(self) -> str:
        """The name as the service prints it in a query error."""
        return self.name if self.name.startswith("SnelStart.") else NAMESPACE + self.name


def _field(line: str) -> Field:
    name, kind, *flags = line.split()
    options = dict(flag.split("=", 1) for flag in flags if "=" in flag)
    return Field(
        name=name,
        type=kind.removesuffix("[]"),
        many=kind.endswith("[]"),
        required="required" in flags,
        readonly="readonly" in flags or name in READ_ONLY_EVERYWHERE,
        longest=int(options["max"]) if "max" in options else None,
        low=int(options["from"]) if "from" in options else None,
        high=int(options["to"]) if "to" in options else None,
        enum=tuple(options["enum"].split("|")) if "enum" in options else (),
    )


def _id_and_uri_last(fields: list[Field]) -> tuple[Field, ...]:
    """A live record ends in id and uri, whatever the document's own order."""
    return tuple(sorted(fields, key=lambda each: ("id", "uri").index(each.name) if each.name in {"id", "uri"} else -1))


def _parse(text: str) -> list[Model]:
    models: list[Model] = []
    for block in text.rstrip().split("\n"):
        if block.startswith(" "):
            models[-1] = _with_field(models[-1], _field(block))
        else:
            models.append(Model(block, (), {}, {}))
    return [
        Model(
            model.name,
            ordered := _id_and_uri_last(list(model.fields)),
            {each.name.lower(): each for each in ordered},
            {pascal(each.name): each for each in ordered},
        )
        for model in models
    ]


def _with_field(model: Model, extra: Field) -> Model:
    return Model(model.name, (*model.fields, extra), {}, {})


@cache
def models() -> dict[str, Model]:
    """Every model by its name without the namespace, as in the operation table."""
    found: dict[str, Model] = {}
    for entry in sorted(files(__package__).joinpath("facts").iterdir(), key=lambda each: each.name):
        if entry.name.endswith(".txt") and entry.name != "operations.txt":
            found.update({model.name: model for model in _parse(entry.read_text(encoding="utf-8"))})
    return found


def model(name: str) -> Model:
    """The model of this name; KeyError when the document has none."""
    return models()[name]
