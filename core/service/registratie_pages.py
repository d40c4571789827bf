"""The registraties of a selection by page: what each counts for in memory, in order, and the text of those looked at."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from core.collecting import MANY, live_on, no_collecting
from core.domain.registratie import Asked
from core.invoicing.pricing import Priced, Pricer
from core.invoicing.quantities import HoursRule
from core.invoicing.tally import Tally, tallied
from core.store import registraties
from core.store.connection import Connection, Database

_TOGETHER = 1_000
"""Registraties that are priced at a time: what is made of them is let go before the next."""


class RegistratieRow(NamedTuple):
    """What a list shows of one."""

    tally: Tally
    omschrijving: str


Tallies = Sequence[Tally]
Rows = Sequence[RegistratieRow | None]


@dataclass(frozen=True, slots=True)
class RegistratiePages:
    """`tallies` by date, `by_id` the same. `page` answers a row each, None for what is gone since; `whole` one with its
    line, and why. Both make the caller wait, in whichever thread, and raise StorageError.
    """

    tallies: Tallies
    by_id: Mapping[str, Tally]
    page: Callable[[Tallies], Rows]
    through: Callable[[Tallies], Rows]
    whole: Callable[[str], Priced | None]


async def open_pages(database: Database, hours_rule: HoursRule, asked: Asked) -> RegistratiePages:
    """Those that are asked for. A file answers a page within about a millisecond; over a network all are read now."""

    def first(db: Connection) -> tuple[Pricer, Mapping[str, Tally], Mapping[str, Priced]]:
        pricer, held = Pricer(db, hours_rule), dict[str, Priced]()
        with no_collecting():
            found = _priced(pricer, registraties.each(db, **asked))
            if database.shared:
                held = {one.registratie.id: one for one in found}
                found = iter(held.values())
            by_id = {one.id: one for one in tallied(found)}
            if len(by_id) >= MANY:
                live_on()
        return pricer, by_id, held

    def read(keys: Tallies, *, long: bool) -> Rows:
        return _rows(keys, database.look(lambda db: registraties.texts(db, (key.id for key in keys)), long=long))

    def whole(id_: str) -> Priced | None:
        return next(iter(pricer.price(database.look(lambda db: registraties.by_ids(db, [id_])))), None)

    def from_held(keys: Tallies) -> Rows:
        return [RegistratieRow(key, held[key.id].registratie.omschrijving) for key in keys]

    pricer, by_id, held = await database.read(first)
    tallies = list(by_id.values())
    if database.shared:
        return RegistratiePages(tallies, by_id, from_held, from_held, held.get)
    return RegistratiePages(
        tallies, by_id, lambda keys: read(keys, long=False), lambda keys: read(keys, long=True), whole
    )


def _priced(pricer: Pricer, found: Iterator[Any]) -> Iterator[Priced]:
    while some := list(islice(found, _TOGETHER)):
        yield from pricer.price(some)


def _rows(keys: Tallies, texts: Mapping[str, str]) -> Rows:
    return [RegistratieRow(key, texts[key.id]) if key.id in texts else None for key in keys]
