"""A file is chosen and read: what a person said of its columns, dates and klanten is kept here until it is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import work
from textual.message import Message

from core.errors import UsageError
from core.text import mark, t
from screens.base import told
from screens.importeren import mapping
from screens.importeren.pathdialog import PathDialog
from screens.registreren import ListScreen
from screens.widgets.columns import Column
from screens.widgets.dialogs import Choice
from screens.widgets.picker import PickDialog
from screens.widgets.source import Cell, ListSource
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.invoicing.importing.importer import Changed
    from core.invoicing.importing.results import ImportResult
    from core.service import Service
    from core.timeon.imports.dates import Order
    from core.timeon.imports.peek import Peek

_KLANT = (Column("naam", mark("Naam"), 30, grow=1), Column("nummer", mark("Nummer"), 9))


class Reading(ListScreen):
    """The half of the screen that asks; `path` is "" until a file was chosen."""

    class Read(Message):
        """The file was read, or its columns are not known (`peek`)."""

        def __init__(self, result: ImportResult | None, peek: Peek | None = None) -> None:
            super().__init__()
            self.result = result
            self.peek = peek

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.path = subject
        self.result: ImportResult | None = None
        self.peek: Peek | None = None
        self.columns: dict[str, str] = {}
        self.klanten: dict[str, str] = {}
        self.dates: Order | None = None
        self.changed: Changed = "ask"

    def asked(self) -> dict[str, Any]:
        """As `Importing.run` takes it."""
        return {"columns": self.columns or None, "klanten": self.klanten or None, "dates": self.dates,
                "changed": self.changed}  # fmt: skip

    @work(exclusive=True, group="load")
    @told
    async def action_pick(self) -> None:
        """Another file; what was said of the one before is forgotten."""
        opened = await self.open()
        path = await self.app.push_screen_wait(
            PathDialog(t("Welk bestand?"), opened.importing.matching, self.path.rpartition("/")[0])
        )
        if not path and not self.path:
            self.dismiss()
        if not path:
            return
        self.path, self.columns, self.klanten, self.dates, self.changed = path, {}, {}, None, "ask"
        self.peek = None
        await self._read()

    @work(exclusive=True, group="load")
    @told
    async def look(self) -> None:
        """Read it as it was asked for now."""
        await self._read()

    async def _read(self) -> None:
        from core.timeon.imports.reading import DayOrMonthError
        from core.timeon.imports.table import UnknownColumnsError

        opened = await self.open()
        self.say(Cell(f"{Sign.BUSY} ", Tone.BUSY), t("{bestand} wordt gelezen.", bestand=self.path))
        try:
            result = await opened.importing.run(self.path, **self.asked(), dry_run=True, rows=True)
        except UnknownColumnsError:
            self.post_message(self.Read(None, await opened.importing.peek(self.path)))
            return
        except DayOrMonthError as problem:
            if await self._ask_dates(problem):
                await self._read()
            return
        self.post_message(self.Read(result))

    async def _ask_dates(self, problem: UsageError) -> bool:
        from core.timeon.imports.dates import Order

        choices = (Choice("d", t("dag eerst: 3/4 is 3 april")), Choice("m", t("maand eerst: 3/4 is 4 maart")))
        answer = await self.ask(t("Dag of maand eerst?"), [problem.detail], choices)
        if answer:
            self.dates = Order.DAY_FIRST if answer == "d" else Order.MONTH_FIRST
        return bool(answer)

    @work(exclusive=True, group="load")
    @told
    async def action_dates(self) -> None:
        """Say it, whatever the file shows."""
        from core.timeon.imports.dates import Order

        choices = (Choice("d", t("dag eerst")), Choice("m", t("maand eerst")), Choice("b", t("zoals het bestand zegt")))
        answer = await self.ask(t("Dag of maand eerst?"), (), choices)
        if answer:
            self.dates = {"d": Order.DAY_FIRST, "m": Order.MONTH_FIRST}.get(answer)
            await self._read()

    @work(exclusive=True, group="load")
    @told
    async def action_mapping(self) -> None:
        """Point the columns out, also where a known product was recognised."""
        opened = await self.open()
        self.post_message(self.Read(None, await opened.importing.peek(self.path)))

    @work(exclusive=True, group="choose")
    @told
    async def choose(self, field: str) -> None:
        """The column of one field."""
        peek = self.peek
        if peek is None:
            return
        options = [(mapping.NONE, t("(geen)"), ""), *((one, one, peek.sample(one)) for one in peek.headings)]
        source = ListSource(options, key=lambda one: one[0], cells=lambda one: one[1:])
        title = t("Welke kolom is {veld}?", veld=t(mapping.FIELDS[field]))
        hint = mark("typ een deel van de naam van de kolom")
        key = await self.app.push_screen_wait(PickDialog(title, mapping.HEADINGS, source, hint=hint))
        if not key:
            return
        self.columns = {name: heading for name, heading in self.columns.items() if name != field and heading != key}
        if key != mapping.NONE:
            self.columns[field] = key
        self.post_message(self.Read(None, peek))

    async def pick_klant(self, naam: str) -> str:
        """The id in Time On of the klant a name is; empty for none."""
        opened = await self.open()
        known = [
            row.timeon for row in await opened.klanten(everything=True) if row.timeon is not None and row.timeon.actief
        ]
        source = ListSource(known, key=lambda one: one.id, cells=lambda one: (one.naam, one.nummer))
        title = t("Welke klant is {naam}?", naam=naam)
        return await self.app.push_screen_wait(PickDialog(title, _KLANT, source))
