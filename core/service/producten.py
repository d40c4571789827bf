"""The review of producten: those read from SnelStart beside a list of Time On's that a person has."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.matching.producten import Product, ProductRow, match_producten
from core.store import records

if TYPE_CHECKING:
    from core.service.opened import Opened
    from core.text import Sentence


async def matched(opened: "Opened", listed: Sequence[Product]) -> tuple[ProductRow, ...]:
    """Every product of either side in one row."""
    return match_producten(listed, await opened.database.read(records.artikelen))


def read_list(path: str) -> "tuple[tuple[Product, ...], tuple[Sentence, ...]]":
    """The producten of a file, and what was wrong with it. Raises UsageError when it can't be read."""
    from core.matching.tabular.producten import read_producten

    return read_producten(Path(path).expanduser())
