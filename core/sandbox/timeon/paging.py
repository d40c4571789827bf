"""`{page, pageSize}` to `{items, nrPages, page}`: pages count from 1, and a page past the end is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.sandbox.timeon import fields
from core.sandbox.timeon.answers import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DEFAULT_SIZE = 25
MAX_SIZE = 1_000


def paged(rows: Sequence[Any], body: dict[str, Any], shape: Callable[[Any], Any]) -> dict[str, Any]:
    """One page of `rows`, each through `shape`."""
    page = fields.whole(body, "page")
    size = fields.whole(body, "pageSize")
    page = 1 if page is None else page
    size = DEFAULT_SIZE if size is None else min(size, MAX_SIZE)
    if page < 1 or size < 1:
        raise RefusedError("The value of page or pageSize is not valid.")
    items = [shape(row) for row in rows[(page - 1) * size : page * size]]
    return {"items": items, "nrPages": max(1, -(-len(rows) // size)), "page": page}
