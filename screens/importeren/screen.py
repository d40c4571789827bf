"""Registraties importeren: the rows of a file with what becomes of each, then one key that stores them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult

from core.text import mark, t, tn
from screens.base import told
from screens.importeren import mapping, rows
from screens.importeren.actions import ACTIONS
from screens.importeren.reading import Reading
from screens.keymap import Action
from screens.widgets.said import Part
from screens.widgets.source import Cell, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.invoicing.importing.outcomes import Outcome
    from core.invoicing.importing.results import ImportResult
    from core.service import Service

ALL, WAITS = "all", "waits"
_TABS = (ALL, "new", "changed", "same", "refused", WAITS)
_CHANGED = {
    "ask": mark("gewijzigde rijen laten staan"),
    "replace": mark("gewijzigde rijen vervangen"),
    "add": mark("onzekere rijen als andere toevoegen"),
}


class ImporterenScreen(Reading):
    """`subject` is a path, or nothing: then it is asked first. Two tables take turns: the rows, and the columns."""

    SCREEN = "importeren"
    KEYS_WAIT = False
    TRAIL = mark("Importeren")
    TABS = _TABS
    ACTIONS: ClassVar[tuple[Action, ...]] = ACTIONS
    TOPICS: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.outcomes: dict[str, Outcome] = {}
        self.front = "rows"
        self.stored = False

    def body(self) -> ComposeResult:
        """The rows, and the columns in their place."""
        yield Table(
            rows.COLUMNS,
            id="rows",
            empty=mark(
                "Geen rijen in dit tabblad: {importeren.tab_previous} en {importeren.tab_next} tonen de andere."
            ),
        )
        yield Table(mapping.COLUMNS, id="mapping")

    def crumbs(self) -> Sequence[str]:
        """The file that is looked at behind it."""
        name = self.opened.koppeling.timeon_naam if self.opened else ""
        return (name, t(self.TRAIL), *filter(None, (PurePath(self.path).name,)))

    def context(self) -> str:
        """What the file is taken for."""
        if self.front == "mapping":
            return t("kolommen aanwijzen")
        return self.result.format if self.result else t("kies een bestand")

    def tabs(self) -> Sequence[Part]:
        """Counts by what happens."""
        if self.front == "mapping":
            return [Cell(f"[{t('kolommen')}]", Tone.ACCENT)]
        if self.result is None:
            return ()
        every = list(self.outcomes.values())
        labels = {ALL: t("alles"), "new": t("nieuw"), "changed": t("gewijzigd"), "same": t("gelijk"),
                  "refused": t("geweigerd"), WAITS: t("zoekt klant")}  # fmt: skip
        counts = {tab: (labels[tab], sum(_is_in(one, tab) for one in every)) for tab in _TABS}
        return self.tab_parts({tab: found for tab, found in counts.items() if found[1] or tab in (ALL, self.tab)})

    @work(exclusive=True, group="open")
    @told
    async def reload(self) -> None:
        """Ask for a file, or read the one that was named."""
        self.opened = await self.open()
        self.show_front("rows")
        if self.path:
            self.look()
        else:
            self.action_pick()

    @on(Reading.Read)
    def was_read(self, event: Reading.Read) -> None:
        """Rows to show, or columns to point out."""
        if event.peek is not None:
            self._show_mapping(event)
            return
        self.result, self.stored = event.result, False
        found = event.result.outcomes if event.result else ()
        self.outcomes = {rows.key(one) + f":{place}": one for place, one in enumerate(found)}
        self.tab = next((tab for tab in ("refused", WAITS, "changed") if any(_is_in(one, tab) for one in found)), ALL)
        self.show_front("rows")
        self.draw()
        if event.result:
            self.say(*self._summary(event.result))

    def _show_mapping(self, event: Reading.Read) -> None:
        if self.peek is None and event.peek is not None and not self.columns:
            self.columns = dict(event.peek.guess)
        self.peek = event.peek
        if self.peek is None:
            return
        found = mapping.rows(self.peek, self.columns)
        source = ListSource(found, key=lambda one: one.field, cells=mapping.cells)
        self.query_one("#mapping", Table).show(source)
        self.show_front("mapping")
        still = mapping.missing(self.columns)
        self.say(*((Cell(f"{Sign.WARN} ", Tone.WARN), still) if still else
                   (Cell(f"{Sign.GOOD} ", Tone.GOOD), t("Genoeg aangewezen: {importeren.preview} toont het voorbeeld."))))  # fmt: skip

    def show_front(self, front: str) -> None:
        """Which of both is in front."""
        self.front = front
        for table in self.query(Table):
            table.display = table.id == front
        table = self.query_one(f"#{front}", Table)
        table.focus()
        table.moved()
        self.fresh()

    def draw(self) -> None:
        """The rows of the tab."""
        shown = [(key, one) for key, one in self.outcomes.items() if _is_in(one, self.tab)]
        source = ListSource(
            shown, key=lambda pair: pair[0], cells=lambda pair: rows.cells(pair[1]), words=lambda pair: rows.words(pair[1]),
            order=lambda pair, column: rows.order(pair[1], column), hit=lambda pair: pair[1].waits or bool(pair[1].differences),
        )  # fmt: skip
        self.show_rows(source)

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """The row under the cursor, or what the columns are for."""
        one = self.outcomes.get(event.key)
        if self.front == "mapping":
            self.details.show(t("Kolommen aanwijzen"), [
                t("Dit bestand kent koppelbord niet. {tabel.choose} kiest de kolom bij een veld; wat onbekend is, laat je leeg."),
                t("Nodig zijn datum, klant of klantnummer, en iets dat geteld wordt. {importeren.preview} toont wat er dan uitkomt."),
                t("Na het importeren is de indeling onthouden, voor elk bestand met dezelfde koppen."),
            ])  # fmt: skip
        elif one is not None:
            self.details.show(*rows.details(one))
        elif self.result is not None:
            self.details.show(self.result.file, rows.file_lines(self.result))
        self.fresh()

    @on(Table.Chosen, "#mapping")
    def chosen(self, event: Table.Chosen) -> None:
        """The column of this field."""
        self.choose(event.key)

    def why_not(self, action: str) -> str:
        """What fits the table in front."""
        mapped = self.front == "mapping"
        if action == "preview":
            return mapping.missing(self.columns) if mapped else t("Dit is het voorbeeld al.")
        if action in ("store", "klant", "changed") and (mapped or self.result is None):
            return (
                t("Toon eerst het voorbeeld: {importeren.preview}.")
                if mapped
                else t("Kies eerst een bestand: {importeren.pick}.")
            )
        if action == "klant" and not self._waiting():
            return t("Deze rij zoekt geen klant.")
        if action == "store" and not self._something():
            return t("Niets te doen: er is niets nieuws in dit bestand.")
        return (
            t("Kies eerst een bestand: {importeren.pick}.") if action in ("mapping", "dates") and not self.path else ""
        )

    def is_offered(self, action: str) -> bool:
        """Preview with the columns, the rest with the rows."""
        if action == "preview":
            return self.front == "mapping"
        if action == "klant":
            return self.front == "rows" and bool(self._waiting())
        if action == "changed":
            return self.front == "rows" and any(one.differences for one in self.outcomes.values())
        return action not in ("store", "mapping") or self.front == "rows"

    def action_preview(self) -> None:
        """With the columns as they are pointed out."""
        self.look()

    def action_changed(self) -> None:
        """Leave them, replace them, add them."""
        ways = list(_CHANGED)
        self.changed = ways[(ways.index(self.changed) + 1) % len(ways)]  # type: ignore[assignment] # one of the three
        self.look()

    @work(exclusive=True, group="load")
    @told
    async def action_klant(self) -> None:
        """Which klant this name is; every row with it follows."""
        naam = self._waiting()
        found = await self.pick_klant(naam)
        if found:
            self.klanten[naam] = found
            await self._read()

    @work(exclusive=True, group="write")
    @told
    async def action_store(self) -> None:
        """What was shown; the key itself is the yes."""
        opened = await self.open()
        self.say(Cell(f"{Sign.BUSY} ", Tone.BUSY), t("Wordt geïmporteerd."))
        result = await opened.importing.run(self.path, **self.asked())
        await opened.refresh("declaraties")
        self.result = await opened.importing.run(self.path, **self.asked(), dry_run=True, rows=True)
        self.outcomes = {rows.key(one) + f":{place}": one for place, one in enumerate(self.result.outcomes)}
        self.tab, self.stored = ALL, True
        self.draw()
        self.say_done(_stored(result))

    def action_back(self) -> None:  # type: ignore[override]
        """From the columns to the rows first."""
        if self.front == "mapping" and self.result is not None:
            self.show_front("rows")
        else:
            super().action_back()

    def _waiting(self) -> str:
        """The name that the row under the cursor has no klant for."""
        one = self.outcomes.get(self.query_one("#rows", Table).key)
        return one.klant if one is not None and one.waits else ""

    def _something(self) -> bool:
        result = self.result
        return result is not None and bool(result.new or any(one.applied for one in result.changes) or self.klanten)

    def _summary(self, result: ImportResult) -> Sequence[Part]:
        said = t("{nieuw} nieuw, {anders} gewijzigd, {gelijk} gelijk, {fout} geweigerd.", nieuw=result.new,
                 anders=len(result.changes), gelijk=result.same,
                 fout=sum(one.state.value == "refused" for one in self.outcomes.values()))  # fmt: skip
        how = f" {t(_CHANGED[self.changed])} (w)." if result.changes else ""
        return (said, Cell(how, Tone.DIM), f" {t('{importeren.store} importeert.')}" if self._something() else "")


def _is_in(one: Outcome, tab: str) -> bool:
    return tab in (ALL, one.state.value) or (tab == WAITS and one.waits)


def _stored(result: ImportResult) -> str:
    applied = sum(one.applied for one in result.changes)
    said = tn("{n} rij geïmporteerd.", "{n} rijen geïmporteerd.", result.new)
    if applied:
        said += " " + tn("{n} vervangen.", "{n} vervangen.", applied)
    if result.unmatched:
        waits = sum(one.rows for one in result.unmatched)
        said += " " + tn("{n} wacht op een klant.", "{n} wachten op een klant.", waits)
    return f"{said} {t('{importeren.registraties} gaat naar de registraties.')}"
