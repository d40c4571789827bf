"""The klanten of a koppeling by page: the ids and the state of all, in order, and the rows of those that are looked at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core.collecting import no_collecting
from core.domain.partij import Partij, Side
from core.service.lists import KlantRow, joined, klanten, made_to_stay
from core.store import decisions, records
from core.store.connection import Connection, Database


class KlantKey(NamedTuple):
    """What names a row; an id is empty on the side that does not have the klant. `state` is a msgid."""

    timeon_id: str
    snelstart_id: str
    state: str

    @property
    def text(self) -> str:
        """The same for the same klant after it was coupled."""
        return f"t{self.timeon_id}" if self.timeon_id else f"s{self.snelstart_id}"


Keys = Sequence[KlantKey]
Rows = Sequence[KlantRow | None]


@dataclass(frozen=True, slots=True)
class KlantPages:
    """`keys` in the order of `lists.klanten`. `page` and `through` answer a row each, None for what is gone since.

    `page` is for the few that are looked at, `through` for very many: it fills in no more than the columns of a list and
    the email. Both make the caller wait, in whichever thread, and raise StorageError.
    """

    keys: Keys
    page: Callable[[Keys], Rows]
    through: Callable[[Keys], Rows]


async def open_pages(database: Database, *, everything: bool) -> KlantPages:
    """A file answers a page within about a millisecond; over a network all rows are read now."""
    if database.shared:
        held = {_key(row): row for row in await database.read(lambda db: klanten(db, everything=everything))}
        return KlantPages(
            list(held), lambda keys: [held[key] for key in keys], lambda keys: [held[key] for key in keys]
        )
    return KlantPages(
        await database.read(lambda db: klant_keys(db, everything=everything)),
        lambda keys: database.look(lambda db: klant_page(db, keys)),
        lambda keys: database.look(lambda db: klanten_through(db, keys), long=True),
    )


def klant_keys(db: Connection, *, everything: bool) -> list[KlantKey]:
    """What names each row of `lists.klanten`, in its order."""
    with made_to_stay(db):
        left, right = (records.outlines(db, side) for side in (Side.TIMEON, Side.SNELSTART))
        rows = joined(left, right, decisions.couples(db), everything=everything)
        return [KlantKey(one.id if one else "", other.id if other else "", state) for one, other, state in rows]


def klant_page(db: Connection, keys: Keys) -> list[KlantRow | None]:
    """The rows of these as they are now, in this order; the state is that of the key."""
    left = {one.id: one for one in records.partijen_of(db, Side.TIMEON, (key.timeon_id for key in keys))}
    right = {one.id: one for one in records.partijen_of(db, Side.SNELSTART, (key.snelstart_id for key in keys))}
    return _rows(keys, left, right)


def klanten_through(db: Connection, keys: Keys) -> list[KlantRow | None]:
    """As `klant_page`, of very many, with as little of each as a list shows."""
    with no_collecting():
        return _rows(keys, records.glances(db, Side.TIMEON), records.glances(db, Side.SNELSTART))


def _rows(keys: Keys, left: Mapping[str, Partij], right: Mapping[str, Partij]) -> list[KlantRow | None]:
    found = ((left.get(key.timeon_id), right.get(key.snelstart_id), key.state) for key in keys)
    return [KlantRow(*one) if one[0] or one[1] else None for one in found]


def _key(row: KlantRow) -> KlantKey:
    return KlantKey(row.timeon.id if row.timeon else "", row.snelstart.id if row.snelstart else "", row.state)
