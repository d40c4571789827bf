"""The declaraties of a koppeling by page: what names each, in order, sums by state, and the rows of those looked at."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.collecting import MANY, live_on, no_collecting
from core.domain.declaratie import DeclaratieState
from core.domain.declaratie_row import DeclaratieKey, DeclaratieRow
from core.domain.money import total
from core.store import declaratie_rows
from core.store.connection import Connection, Database

Keys = Sequence[DeclaratieKey]
Rows = Sequence[DeclaratieRow | None]


@dataclass(frozen=True, slots=True)
class DeclaratiePages:
    """`by_id` in the order of the list. `page` and `through` answer a row each, None for what is gone since; they make the
    caller wait, in whichever thread, and raise StorageError.
    """

    by_id: Mapping[str, DeclaratieKey]
    of_state: Mapping[DeclaratieState, Keys]
    totals: Mapping[DeclaratieState, Decimal]
    page: Callable[[Keys], Rows]
    through: Callable[[Keys], Rows]


async def open_pages(database: Database) -> DeclaratiePages:
    """A file answers a page within about a millisecond; over a network all rows are read now."""

    def first(db: Connection) -> tuple[Mapping[str, DeclaratieKey], Mapping[str, DeclaratieRow]]:
        with no_collecting():
            by_id = {key.id: key for key in declaratie_rows.keys(db)}
            held = declaratie_rows.rows(db, by_id) if database.shared else {}
            if len(by_id) >= MANY:
                live_on()
        return by_id, held

    def read(keys: Keys, *, long: bool) -> Rows:
        return _rows(keys, database.look(lambda db: declaratie_rows.rows(db, (key.id for key in keys)), long=long))

    by_id, held = await database.read(first)
    of_state = _of_state(by_id.values())
    totals = {state: total(one.totaal for one in keys) for state, keys in of_state.items()}
    if database.shared:
        return DeclaratiePages(by_id, of_state, totals, lambda keys: _rows(keys, held), lambda keys: _rows(keys, held))
    return DeclaratiePages(
        by_id, of_state, totals, lambda keys: read(keys, long=False), lambda keys: read(keys, long=True)
    )


def _of_state(keys: Iterable[DeclaratieKey]) -> Mapping[DeclaratieState, Keys]:
    found: dict[DeclaratieState, list[DeclaratieKey]] = {state: [] for state in DeclaratieState}
    for key in keys:
        found[key.state].append(key)
    return found


def _rows(keys: Keys, known: Mapping[str, DeclaratieRow]) -> Rows:
    return [known.get(key.id) for key in keys]
