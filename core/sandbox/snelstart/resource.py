"""What one resource adds to the machinery: a row of names, codes and rules. A new resource is a new row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.sandbox.snelstart.book import Book
    from core.sandbox.snelstart.state import Record

    Prepare = Callable[[Book, Record, Record | None], None]
    Check = Callable[[Book, Record, Record | None], list[str]]
    Block = Callable[[Book, Record], list[str]]
    Follow = Callable[[Book, Record], None]


def leave(_book: Book, _record: Record, _old: Record | None) -> None:
    """Prepares or settles nothing."""


def accept(_book: Book, _record: Record, _old: Record | None) -> list[str]:
    """Refuses nothing."""
    return []


def forget(_book: Book, _record: Record) -> None:
    """Follows a delete with nothing."""


def allow(_book: Book, _record: Record) -> list[str]:
    """Blocks no delete."""
    return []


@dataclass(frozen=True, slots=True)
class Resource:
    """One row. A hook gets the book, the new record and, on PUT, the old one; checks and blocks give error codes."""

    path: str
    read: str
    """The model of GET; records are kept in it."""
    write: str
    """The model of POST and PUT."""
    parameter: str
    """The name that opens the paths of model state."""
    missing: str
    """The code for an id that isn't there."""
    soft: str | None = None
    """The flag that a delete sets; None where a delete takes the record away."""
    selectable: bool = False
    appliable: bool = False
    missing_on_delete: int = 404
    """The status of a delete of an id that isn't there."""
    id_given: str = "ALG-0100"
    id_differs: str = "ALG-0101"
    unreadable: str | None = None
    """The code for a body that is no JSON object; None where model state says it."""
    dangling: Mapping[str, str] = field(default_factory=dict)
    """Codes for links that lead nowhere, by path of JSON names; others go by the resource they lead to."""
    prepare: Prepare = leave
    """Fills in what the service decides, before links and rules are looked at."""
    check: Check = accept
    settle: Prepare = leave
    """Gives out numbers and computes totals, once nothing can be refused any more."""
    stored: Prepare = leave
    """What follows from a record that is in its table: a factuur, a payment, a mutatie."""
    block: Block = allow
    removed: Follow = forget
    """Undoes what followed."""
