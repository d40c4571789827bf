"""$apply, which only grootboekmutaties take: groups and sums over Saldo, Debet and Credit.

apply     := "aggregate(" term ("," term)* ")"
           | "groupby((" name ("," name)* ")" ("," aggregate)? ")"
term      := ("Saldo"|"Debet"|"Credit") "with" ("sum"|"min"|"max"|"average") "as" name
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.sandbox.snelstart.odata.errors import QueryError
from core.sandbox.snelstart.odata.paths import Shape, reader, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from core.sandbox.snelstart.schema import Model
    from core.sandbox.snelstart.state import Record

_NAME = r"[A-Za-z_][A-Za-z0-9_/]*"
_AGGREGATE = re.compile(r"\s*aggregate\(([^()]*)\)\s*")
_GROUP = re.compile(rf"\s*groupby\(\(\s*({_NAME}(?:\s*,\s*{_NAME})*)\s*\)\s*(?:,(.*))?\)\s*", re.DOTALL)
_TERM = re.compile(rf"\s*(Saldo|Debet|Credit)\s+with\s+(sum|min|max|average)\s+as\s+({_NAME})\s*")
PLACES = Decimal("0.00001")


def _average(values: list[Decimal]) -> Decimal:
    return (sum(values, Decimal(0)) / len(values)).quantize(PLACES)


METHODS: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "sum": lambda values: sum(values, Decimal(0)),
    "min": min,
    "max": max,
    "average": _average,
}


def _terms(text: str) -> list[tuple[str, str, str]]:
    found = [_TERM.fullmatch(part) for part in text.split(",")]
    if not all(found):
        raise QueryError(f"The aggregate '{text.strip()}' can't be read.")
    return [(each[1].lower(), each[2], each[3]) for each in found if each]


def _aggregate(rows: list[Record], terms: list[tuple[str, str, str]]) -> Record:
    return {
        name: METHODS[method]([Decimal(row.get(member) or 0) for row in rows]) if rows else None
        for member, method, name in terms
    }


def apply(text: str, model: Model, rows: Iterable[Record]) -> list[Record]:
    """The groups or sums that `text` asks for over `rows`; QueryError when it can't be read."""
    plain = _AGGREGATE.fullmatch(text)
    if plain:
        return [_aggregate(list(rows), _terms(plain[1]))]
    grouped = _GROUP.fullmatch(text)
    if grouped is None:
        raise QueryError(f"The $apply expression '{text}' can't be read.")
    inner = _AGGREGATE.fullmatch(grouped[2]) if grouped[2] is not None else None
    if grouped[2] is not None and inner is None:
        raise QueryError(f"The $apply expression '{text}' can't be read.")
    readers: list[tuple[str, Callable[[Record], Any]]] = []
    for name in (part.strip() for part in grouped[1].split(",")):
        shape, names = resolve(Shape("complex", model), tuple(name.split("/")))
        if shape.model is not None or shape.many:
            raise QueryError(f"'{name}' is no property to group by.")
        readers.append((name, reader(names)))
    terms = _terms(inner[1]) if inner else []
    groups: dict[tuple[Any, ...], list[Record]] = {}
    for row in rows:
        groups.setdefault(tuple(read(row) for _, read in readers), []).append(row)
    return [
        dict(zip((name for name, _ in readers), key, strict=True)) | (_aggregate(group, terms) if terms else {})
        for key, group in groups.items()
    ]
