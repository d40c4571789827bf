"""The records of one resource by id, and the pages asked of them lately: promises a page never older than the table.

A client walks a list page by page, often with one filter. What a filter found is kept until anything in the table
changes, so that a deep page costs no more than the first.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Record = dict[str, Any]
    Matches = Callable[[Record], bool]

KEPT = 8
"""Filters remembered a table; the one that was asked longest ago gives way."""


class _Found:
    """The records a filter lets through, looked for no further than was asked."""

    __slots__ = ("records", "rest")

    def __init__(self, rest: Iterator[Record]) -> None:
        self.records: list[Record] = []
        self.rest = rest

    def part(self, first: int, last: int) -> list[Record]:
        """The records from `first` up to `last`."""
        self.records.extend(islice(self.rest, max(0, last - len(self.records))))
        return self.records[first:last]


class Table(dict[str, "Record"]):
    """A dict that knows when it changed. A record in it is replaced, never mutated."""

    __slots__ = ("_found", "_rows")
    _found: dict[str, _Found]
    _rows: list[Record] | None

    def __init__(self, records: dict[str, Record] | None = None) -> None:
        super().__init__(records or {})
        self._forget()

    def page(self, skip: int, top: int, text: str | None = None, matches: Matches | None = None) -> list[Record]:
        """`top` records after the first `skip`, in list order: of all, or of those that `matches`.

        `text` is what the predicate was made from; the same text must mean the same predicate.
        """
        if self._rows is None:
            self._rows = list(self.values())
        if matches is None or text is None:
            return self._rows[skip : skip + top]
        found = self._found.pop(text, None) or _Found(filter(matches, self._rows))
        self._found[text] = found
        if len(self._found) > KEPT:
            del self._found[next(iter(self._found))]
        return found.part(skip, skip + top)

    def _forget(self) -> None:
        self._rows = None
        self._found = {}

    def __setitem__(self, key: str, record: Record) -> None:
        super().__setitem__(key, record)
        self._forget()

    def __delitem__(self, key: str) -> None:
        super().__delitem__(key)
        self._forget()

    def __ior__(self, other: Any) -> Self:  # type: ignore[override, misc]
        self.update(other)
        return self

    def update(self, *others: Any, **more: Record) -> None:
        """As of a dict."""
        super().update(*others, **more)
        self._forget()

    def setdefault(self, key: str, default: Record) -> Record:
        """As of a dict."""
        self._forget()
        return super().setdefault(key, default)

    def pop(self, *arguments: Any) -> Any:
        """As of a dict."""
        self._forget()
        return super().pop(*arguments)

    def popitem(self) -> tuple[str, Record]:
        """As of a dict."""
        self._forget()
        return super().popitem()

    def clear(self) -> None:
        """As of a dict."""
        super().clear()
        self._forget()
