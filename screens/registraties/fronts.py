"""What takes the place of the list for a while: turnover of what is marked or free, and the lock map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work

from core.domain.registratie import Lock
from core.invoicing.turnover import OmzetPer, added, added_per
from core.text import t
from screens.base import told
from screens.registraties import lock_rows, rows, tables
from screens.registraties.making import Making
from screens.widgets.source import Cell, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Tone

if TYPE_CHECKING:
    from core.invoicing.lockmap import Holder
    from core.invoicing.turnover import Priced
    from core.service import Service


class Fronts(Making):
    """One table at a time is in front: `list`, `omzet`, `locks` or `made`. `rows` are what was read, by id."""

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.rows: dict[str, Priced] | None = None
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
        found = await opened.lock_map(list((self.rows or {}).values()))
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

    def basis(self) -> list[Priced]:
        """What sums are of: the marked ones, else the free ones that are shown."""
        known, source = self.rows or {}, self.table.source
        if self.table.marks:
            return [known[key] for key in self.table.marks]
        shown = [known[source.key(place)] for place in range(source.count())] if source else []
        return [one for one in shown if one.registratie.lock is Lock.NONE]

    def draw_omzet(self) -> None:
        """Turnover again, after what it is of changed."""
        if self.front != "omzet":
            return
        basis = self.basis()
        found = added_per(basis, self.per)
        source = ListSource(found, key=lambda one: one.naam or "-", cells=tables.omzet_cells, order=tables.omzet_order)
        self.query_one("#omzet", Table).show(source)
        of = t("gemarkeerd") if self.table.marks else t("vrij")
        self.details.show(f"{t('Omzet tonen')}: {len(basis)} {of}", [
            (Cell(rows.sums(added(basis)), Tone.STRONG),),
            t("Elke registratie is apart geprijsd; een regel van meer registraties rondt één keer af en kan centen schelen."),
            (Cell(t("{registraties.earlier} {registraties.later} andere indeling · {registraties.omzet} terug naar de registraties"), Tone.DIM),),
        ])  # fmt: skip
