"""Reads $top, $skip, $filter and $select from a query string: promises the service's bounds and its words.

A repeated option counts in its last form, names of options are lower-case, and options that the service doesn't
document are refused rather than guessed at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.sandbox.snelstart.odata.compile import compile_filter
from core.sandbox.snelstart.odata.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.sandbox.snelstart.schema import Model
    from core.sandbox.snelstart.state import Record

LARGEST = 2_147_483_647
KNOWN = frozenset({"$top", "$skip", "$filter", "$select", "$apply"})


@dataclass(frozen=True, slots=True)
class Options:
    """What to list: how many, after how many, which and which properties (JSON names; empty for all)."""

    top: int
    skip: int
    matches: Callable[[Record], bool] | None
    filter: str | None
    """The text that `matches` was made from."""
    select: tuple[str, ...]
    apply: str | None


def _whole(option: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST)) and int(text) <= LARGEST):
        raise QueryError(
            f"Invalid value '{text}' for {option} query option found. "
            f"The {option} query option requires a non-negative integer value."
        )
    return int(text)


def _select(text: str, model: Model) -> tuple[str, ...]:
    names: list[str] = []
    for part in text.split(","):
        found = model.by_query.get(part.strip())
        if found is None:
            raise QueryError(f"Could not find a property named '{part.strip()}' on type '{model.full_name}'.")
        names.append(found.name)
    return tuple(names)


def read_options(
    query: list[tuple[str, str]], model: Model, *, largest: int, selectable: bool = False, appliable: bool = False
) -> Options:
    """The options in `query`; QueryError for a value out of bounds, an unknown option or a filter that won't do."""
    given = {name: text for name, text in query if name.startswith("$")}
    allowed = KNOWN - (set() if selectable else {"$select"}) - (set() if appliable else {"$apply"})
    for name in given:
        if name not in allowed:
            raise QueryError(f"Query option '{name}' is not allowed.")
    top = _whole("$top", given["$top"]) if "$top" in given else largest
    if top > largest:
        raise QueryError(
            f"The limit of '{largest}' for Top query has been exceeded. The value from the incoming request is '{top}'."
        )
    return Options(
        top=top,
        skip=_whole("$skip", given["$skip"]) if "$skip" in given else 0,
        matches=compile_filter(given["$filter"], model) if "$filter" in given else None,
        filter=given.get("$filter"),
        select=_select(given["$select"], model) if "$select" in given else (),
        apply=given.get("$apply"),
    )
