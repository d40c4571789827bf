"""Gebeurtenissen: the journal of one koppeling, the newest first; whether it is whole is one key away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult

from core.text import mark, t, tn
from screens.base import Failed, told
from screens.gebeurtenissen import rows
from screens.gebeurtenissen.source import PAGE, JournalSource
from screens.keymap import Action
from screens.registreren import ListScreen
from screens.supporting import TO_DIAGNOSE, TO_TIJDLIJN, Supporting
from screens.widgets.source import Cell
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.domain.events import Event
    from core.service import Service
    from core.service.event_pages import EventPages

DECLARATIE = "declaratie:"


class GebeurtenissenScreen(Supporting, ListScreen):
    """`subject` limits it to one record (`declaratie:17`)."""

    SCREEN = "gebeurtenissen"
    TRAIL = mark("Gebeurtenissen")
    TOPICS: ClassVar[frozenset[str]] = frozenset({"sync", "review", "declaraties", "koppelingen"})
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("open", "enter", mark("open"), mark("Het bewijs van de declaratie waar de gebeurtenis over gaat.")),
        Action(
            "calls", "a", mark("aanroepen"), mark("Toon ook de aanroepen van SnelStart en Time On, of verberg ze weer.")
        ),
        Action(
            "verify", "v", mark("controleer"), mark("Controleer of er niets uit het verslag verdween of veranderde.")
        ),
        TO_TIJDLIJN,
        TO_DIAGNOSE,
    )

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.pages: EventPages | None = None
        self.calls = False

    def body(self) -> ComposeResult:
        """The journal."""
        yield Table(rows.COLUMNS, markable=True, empty=mark("Er gebeurde nog niets."))

    def context(self) -> str:
        """How many are shown."""
        if self.pages is None:
            return t("wordt gelezen")
        return tn("{n} gebeurtenis", "{n} gebeurtenissen", len(self.pages.held))

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """Which there are, in the order and under the filter that stand, and the first page."""
        opened = await self.open()
        pages = await opened.pages.events(subject=self.subject, calls=self.calls)
        source = JournalSource(pages, failed=lambda problem: self.post_message(Failed(problem)), wanted=self._fetch)
        await self.table.prepare(source)
        await source.ready_to_read(range(min(PAGE, source.count())))
        self.post_message(self.Loaded(opened, await opened.read_at(), source))

    @on(ListScreen.Loaded)
    def loaded(self, event: ListScreen.Loaded) -> None:
        """Show them."""
        first = self.pages is None
        self.take(event)
        self.pages = event.rows.pages
        self.show_rows(event.rows)
        if first:
            self.table.focus()

    @work(group="fetch")
    @told
    async def _fetch(self, numbers: Sequence[int]) -> None:
        """A page of events that comes over a network; the rows are drawn again when it is there."""
        source = self.table.source
        if isinstance(source, JournalSource):
            await source.fetch(numbers)
            self.table.forget()
            self.moved()

    @on(Table.Moved)
    def moved(self) -> None:
        """Its facts."""
        one = self.event
        if one is not None:
            self.details.show(rows.said(one), rows.details(one))
        self.fresh()

    @on(Table.Chosen)
    def chosen(self) -> None:
        """Enter goes in, where there is something to go into."""
        self.action_do("open")

    def why_not(self, action: str) -> str:
        """Only a declaratie has a screen of its own."""
        return "" if action != "open" or self._declaratie() else t("Deze gebeurtenis gaat niet over een declaratie.")

    def action_open(self) -> None:
        """The proof."""
        self.go("bewijs", subject=self._declaratie())

    @property
    def event(self) -> Event | None:
        """The one under the cursor, when it is at hand."""
        source = self.table.source
        return source.event(self.table.cursor) if isinstance(source, JournalSource) and source.count() else None

    def _declaratie(self) -> str:
        one = self.event
        return one.subject.removeprefix(DECLARATIE) if one and one.subject.startswith(DECLARATIE) else ""

    def action_tijdlijn(self) -> None:
        """At this moment."""
        one = self.event
        self.go("tijdlijn", subject=f"at:{one.at}" if one else "")

    def action_calls(self) -> None:
        """With or without them."""
        self.calls = not self.calls
        self.say(t("Ook de aanroepen.") if self.calls else t("Zonder de aanroepen."))
        self.reload()

    @work(exclusive=True, group="verify")
    @told
    async def action_verify(self) -> None:
        """Walk the whole chain."""
        found = await (await self.open()).verify()
        if found.ok:
            self.say_done(t("Heel: {n} gebeurtenissen.", n=found.events))
        else:
            self.say(
                Cell(f"{Sign.BAD} ", Tone.BAD),
                t("Niet heel: het verslag breekt bij nummer {seq}.", seq=found.first_bad),
            )
