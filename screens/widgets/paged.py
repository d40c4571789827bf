"""A table's rows out of pages of a database: in memory stay what names each row, in order, and the rows looked at last."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from textual.cache import LRUCache

from core.errors import AppError
from screens.widgets.source import Cell, Cells, KeptSource
from screens.widgets.tones import Tone

K = TypeVar("K")
R = TypeVar("R")
PAGE = 100
"""Rows that are read with the one that is looked at, around it; a page takes about a millisecond."""
_LOOKED_AT = 2_000


class PagedSource(KeptSource[K, R | None]):
    """`page(keys)` answers a row each, None for one that is gone since the keys were read; `through(keys)` the same for
    very many at once, in any thread, and may leave out of a row what `cells`, `words` and `order` do not ask for.

    `known(key, column)` is what `order` would answer where the key tells it, without the row; None where it does not.

    A row that is gone or can't be read is drawn as dots in each of `columns` columns, sorts last and is found by no
    filter; why it can't be read goes to `failed`.
    """

    def __init__(
        self,
        keys: Iterable[K],
        page: Callable[[Sequence[K]], Sequence[R | None]],
        through: Callable[[Sequence[K]], Sequence[R | None]],
        *,
        columns: int,
        key: Callable[[K], str],
        cells: Callable[[R], Cells],
        words: Callable[[R], str],
        order: Callable[[R, int], Any],
        failed: Callable[[AppError], object],
        known: Callable[[K, int], Any] = lambda _key, _column: None,
        hit: Callable[[K], bool] | None = None,
    ) -> None:
        dots = (Cell("…", Tone.DIM),) * columns
        super().__init__(
            keys,
            key=key,
            cells=lambda row: dots if row is None else cells(row),
            words=lambda row: "" if row is None else words(row),
            hit=hit,
            order=lambda row, column: (True, None) if row is None else (False, order(row, column)),
        )
        self._page = page
        self._through = through
        self._failed = failed
        self._known = known
        self._looked_at: LRUCache[int, R | None] = LRUCache(_LOOKED_AT)
        self._failures = 0

    def rows(self, kept: Iterable[K]) -> Iterator[R | None]:
        """Read all at once, and let go one by one: very many that went together would hold every other thread."""
        keys = list(kept)
        found = list(self._asked(self._page if len(keys) <= PAGE else self._through, keys))
        found.reverse()
        while found:
            yield found.pop()

    def row(self, index: int) -> R | None:
        """The row shown at `index`; read with those around it, in the order of now, when it was not looked at lately."""
        place = self._shown[index]
        if place not in self._looked_at:
            around = self._shown[max(index - PAGE // 2, 0) : index + PAGE // 2]
            for one, row in zip(around, self._asked(self._page, [self._kept[one] for one in around]), strict=True):
                self._looked_at[one] = row
        return self._looked_at[place]

    def _ordering(self, column: int) -> list[Any]:
        if self._kept and self._known(self._kept[0], column) is not None:
            return [(False, self._known(one, column)) for one in self._kept]
        return super()._ordering(column)

    def _asked(self, ask: Callable[[Sequence[K]], Sequence[R | None]], keys: Sequence[K]) -> Sequence[R | None]:
        try:
            return ask(keys)
        except AppError as problem:
            self._failures += 1
            self._failed(problem)
            return [None] * len(keys)

    def _folds(self) -> Sequence[str]:
        """Of rows that could not be read nothing is kept: the next filter asks again."""
        before = self._failures
        found = super()._folds()
        if self._failures != before:
            self._folded = None
        return found

    def _passes(self, row: R | None, tests: Any) -> bool:
        return row is not None and super()._passes(row, tests)
