"""What takes the place of the list for a while: turnover of what is marked or free, and the lock map."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

from textual import on, work

from core.domain.registratie import Lock
from core.invoicing.turnover import Omzet, OmzetPer, added, added_per
from core.text import t
from screens.base import told
from screens.registraties import lock_rows, rows, tables
from screens.registraties.making import Making
from screens.widgets.paged import PagedSource
from screens.widgets.source import Cell, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Tone

if TYPE_CHECKING:
    from core.invoicing.lockmap import Holder
    from core.invoicing.tally import Tally
    from core.service import Service

T = TypeVar("T")
_FEW = 2_000
"""Of so many sums are made at once without that being felt."""


class Fronts(Making):
    """One table at a time is in front: `list`, `omzet`, `locks` or `made`. `rows` are what was read counts for, by id."""

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.rows: Mapping[str, Tally] | None = None
        self.holders: dict[str, Holder] = {}
        self.per = OmzetPer.KLANT
        self.front = "list"

    def show_front(self, front: str) -> None:
        """Which of the tables is in front."""
        self.front = front
        for table in self.query(Table):
            table.display = table.id == front
        table = self.query_one(f"#{front}", Table)
        table.focus()
        table.tell()
        if front == "omzet":
            self.draw_omzet()
        self.fresh()

    def action_importeren(self) -> None:
        """Registraties out of a file."""
        self.go("importeren")

    def action_artikelregels(self) -> None:
        """Why an artikel, and how to change that."""
        self.go("artikelregels")

    def action_omzet(self) -> None:
        """Turnover, or back to the list."""
        self.show_front("list" if self.front == "omzet" else "omzet")

    @work(exclusive=True, group="locks")
    @told
    async def action_locks(self) -> None:
        """The lock map of what is selected, or back to the list."""
        if self.front == "locks":
            self.show_front("list")
            return
        opened = await self.open()
        found = await opened.lock_map((self.rows or {}).values())
        self.holders = {one.key: one for one in found}
        source = ListSource(found, key=lambda one: one.key, cells=lock_rows.cells, words=lock_rows.words,
                            order=lock_rows.order)  # fmt: skip
        self.query_one("#locks", Table).show(source)
        self.show_front("locks")

    @on(Table.Moved, "#locks")
    def moved_lock(self, event: Table.Moved) -> None:
        """Whose lock it is, and how it ends."""
        one = self.holders.get(event.key)
        if self.front == "locks":
            self.details.show(*lock_rows.details(one))

    @on(Table.Chosen, "#locks")
    def open_lock(self, event: Table.Chosen) -> None:
        """The declaratie that holds them."""
        one = self.holders.get(event.key)
        if one is not None and one.declaratie is not None:
            self.go("declaratie", subject=one.declaratie.id)

    def action_later(self) -> None:
        """A month, or another sum."""
        self._step(1)

    def action_earlier(self) -> None:
        """A month, or another sum."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if self.front == "omzet":
            ways = list(OmzetPer)
            self.per = ways[(ways.index(self.per) + step) % len(ways)]
            self.draw_omzet()
            self.fresh()
        else:
            self.select(self.selection.moved(step, self.service.clock().astimezone().date()))

    def basis(self) -> Callable[[], list[Tally]]:
        """What sums are of as it stands, to be gathered in any thread: the marked ones, else the free ones that are shown."""
        known, marks, source = self.rows or {}, list(self.table.marks), self.table.source
        if marks:
            return lambda: [known[key] for key in marks]
        if not isinstance(source, PagedSource):
            return list
        shown: Callable[[], Iterable[Tally]] = source.every
        return lambda: [one for one in shown() if one.lock is Lock.NONE]

    async def beside(self, work: Callable[[], T]) -> T:
        """What comes of it; beside the loop, where it is of many."""
        return work() if len(self.rows or {}) <= _FEW else await asyncio.to_thread(work)

    @work(exclusive=True, group="omzet")
    async def draw_omzet(self) -> None:
        """Turnover again, after what it is of changed."""
        if self.front != "omzet":
            return
        gather, per = self.basis(), self.per

        def sums() -> tuple[int, Omzet, list[Omzet]]:
            basis = gather()
            return len(basis), added(basis), added_per(basis, per)

        count, every, found = await self.beside(sums)
        source = ListSource(found, key=lambda one: one.naam or "-", cells=tables.omzet_cells, order=tables.omzet_order)
        self.query_one("#omzet", Table).show(source)
        of = t("gemarkeerd") if self.table.marks else t("vrij")
        self.details.show(f"{t('Omzet tonen')}: {count} {of}", [
            (Cell(rows.sums(every), Tone.STRONG),),
            t("Elke registratie is apart geprijsd; een regel van meer registraties rondt één keer af en kan centen schelen."),
            (Cell(t("{registraties.earlier} {registraties.later} andere indeling · {registraties.omzet} terug naar de registraties"), Tone.DIM),),
        ])  # fmt: skip
        self.fresh()
