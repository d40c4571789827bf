"""The functions of a $filter that the service documents, with the kinds they take and give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Function:
    """`takes` and `gives` are kinds; `apply` sees no null: a null argument makes the answer null."""

    takes: tuple[str, ...]
    gives: str
    apply: Callable[..., Any]


FUNCTIONS: dict[str, Function] = {
    "substringof": Function(("string", "string"), "boolean", lambda needle, text: needle in text),
    "startswith": Function(("string", "string"), "boolean", lambda text, start: text.startswith(start)),
    "endswith": Function(("string", "string"), "boolean", lambda text, end: text.endswith(end)),
    "year": Function(("datetime",), "number", lambda moment: int(moment[:4])),
    "month": Function(("datetime",), "number", lambda moment: int(moment[5:7])),
    "day": Function(("datetime",), "number", lambda moment: int(moment[8:10])),
}
