"""Gebeurtenissen: the journal of one koppeling, the newest first; whether it is whole is one key away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult

from core.clock import from_iso
from core.service.support import words
from core.text import mark, t, tn
from screens.base import told
from screens.event_words import detail_lines
from screens.keymap import Action
from screens.registreren import ListScreen
from screens.supporting import TO_DIAGNOSE, TO_TIJDLIJN, Supporting
from screens.widgets.columns import Column
from screens.widgets.said import Line
from screens.widgets.source import Cell, Cells, ListSource
from screens.widgets.table import Table
from screens.widgets.times import clock_text, day_text, day_year_text
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.domain.events import Event
    from core.service import Service

MOST = 10_000
COLUMNS = (
    Column("seq", mark("Nr"), 6, right=True),
    Column("at", mark("Wanneer"), 15),
    Column("what", mark("Wat"), 30, grow=2),
    Column("subject", mark("Waarover"), 16, priority=1, grow=1),
    Column("actor", mark("Wie"), 8, priority=2),
)


CALL = "aanroep"
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
        self.events: dict[str, Event] | None = None
        self.calls = False

    def body(self) -> ComposeResult:
        """The journal."""
        yield Table(COLUMNS, markable=True, empty=mark("Er gebeurde nog niets."))

    def context(self) -> str:
        """How many are shown."""
        if self.events is None:
            return t("wordt gelezen")
        return tn("{n} gebeurtenis", "{n} gebeurtenissen", len(self.events))

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """The newest."""
        opened = await self.open()
        every = await opened.events(subject=self.subject, limit=MOST)
        found = [one for one in every if self.calls or not one.type.startswith(CALL)]
        self.post_message(self.Loaded(opened, await opened.read_at(), found))

    @on(ListScreen.Loaded)
    def loaded(self, event: ListScreen.Loaded) -> None:
        """Show them."""
        first = self.events is None
        self.take(event)
        self.events = {str(one.seq): one for one in event.rows}
        self.show_rows(ListSource(event.rows, key=lambda one: str(one.seq), cells=_cells, order=_order))
        if first:
            self.table.focus()

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """Its facts."""
        one = (self.events or {}).get(event.key)
        if one is not None:
            self.details.show(said(one), _details(one))
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

    def _declaratie(self) -> str:
        one = (self.events or {}).get(self.table.key)
        return one.subject.removeprefix(DECLARATIE) if one and one.subject.startswith(DECLARATIE) else ""

    def action_tijdlijn(self) -> None:
        """At this moment."""
        one = (self.events or {}).get(self.table.key)
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


def said(one: Event) -> str:
    """What happened, in words; its type where there are none."""
    return str(words(one.type, one.detail))


def _cells(one: Event) -> Cells:
    moment = from_iso(one.at)
    when = f"{day_text(moment.astimezone().date())} {clock_text(moment)}"
    return (
        str(one.seq),
        Cell(when, Tone.DIM),
        said(one),
        one.subject,
        Cell(one.actor, Tone.DIM),
    )


def _order(one: Event, column: int) -> tuple[int, str]:
    name = COLUMNS[column].id
    texts = {"what": one.type, "subject": one.subject, "actor": one.actor}
    return (one.seq, "") if name in ("seq", "at") else (0, texts[name].casefold())


def _details(one: Event) -> Sequence[Line]:
    moment = from_iso(one.at).astimezone()
    head = f"{one.type} · {day_year_text(moment.date())} {moment:%H:%M:%S} · {one.actor} · {one.subject}"
    return [head, *detail_lines(one.detail), (Cell(f"{t('hash')} {one.hash[:16]}", Tone.DIM),)]
