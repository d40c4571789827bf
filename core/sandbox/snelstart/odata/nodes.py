"""The syntax tree of a $filter: plain frozen values, made by the parser and read by the compiler."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant; `type` is string, number, guid, datetime (as text of the wire), boolean or null."""

    value: str | Decimal | bool | None
    type: str


@dataclass(frozen=True, slots=True)
class Path:
    """Names joined by slashes: a property, a property of a reference, or a lambda variable first."""

    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Negation."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """`operator` is or, and, eq, ne, gt, ge, lt or le."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function by its lower-case name."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """`path/any(variable:body)`; without variable and body it asks for a list that isn't empty."""

    path: Path
    variable: str | None
    body: Node | None


Node: TypeAlias = Literal | Path | Not | Binary | Call | Any
