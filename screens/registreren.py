"""What the lists of one koppeling share: whose they are, how old what they show is, tabs, and the way between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from textual.message import Message

from core.text import mark, t
from screens.base import BaseScreen
from screens.keymap import Action
from screens.widgets.filterline import FilterLine
from screens.widgets.said import Part
from screens.widgets.source import Cell, Source
from screens.widgets.times import ago_text
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service import Service
    from core.service.opened import Opened

WITHIN = timedelta(minutes=30)
"""What changed in SnelStart is visible within this time, as Time On promises; later is late, not lost."""

TO_KLANTEN = Action("klanten", "l", mark("klanten"), mark("Naar Registreren > Klanten."))
TO_PRODUCTEN = Action("producten", "p", mark("producten"), mark("Naar de producten, gelezen uit SnelStart."))
TO_GROEPEN = Action("productgroepen", "g", mark("groepen"), mark("Naar de productgroepen, gelezen uit SnelStart."))
TO_REGISTRATIES = Action("registraties", "t", mark("registraties"), mark("Naar de registraties uit Time On."))
TO_DECLARATIES = Action("declaraties", "d", mark("declaraties"), mark("Naar de declaraties."))
TO_SYNC = Action(
    "sync", "s", mark("sync"), mark("Lees beide kanten en toon het plan; schrijft nog niets."), writes=True
)
TO_SYNCING = Action("syncing", "o", "", mark("Sync: wat loopt en onderweg is, conflicten, en alle runs."))
TO_EVENTS = Action("gebeurtenissen", "e", "", mark("Wat er in deze koppeling gebeurde, het nieuwste eerst."))
NEXT_TAB = Action("tab_next", "right,tab", "", mark("Naar het volgende tabblad."))
PREVIOUS_TAB = Action("tab_previous", "left,shift+tab", "", mark("Naar het vorige tabblad."))


class ListScreen(BaseScreen):
    """A screen of one koppeling. TRAIL is the msgid behind its name; TABS are ids, in order, where it has tabs."""

    KEYS_WAIT = True
    TRAIL: ClassVar[str] = ""
    TABS: ClassVar[Sequence[str]] = ()
    TOPICS: ClassVar[frozenset[str]] = frozenset({"sync"})

    class Loaded(Message):
        """What the screen shows was read."""

        def __init__(self, opened: Opened, read_at: datetime | None, rows: Any) -> None:
            super().__init__()
            self.opened = opened
            self.read_at = read_at
            self.rows = rows

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.opened: Opened | None = None
        self.read_at: datetime | None = None
        self.tab = self.TABS[0] if self.TABS else ""

    def crumbs(self) -> Sequence[str]:
        """The koppeling, then where in it."""
        return (self.opened.koppeling.timeon_naam if self.opened else "", t(self.TRAIL))

    def take(self, event: ListScreen.Loaded) -> None:
        """Keep whose it is and how old; what is too old is said, once."""
        first = self.opened is None
        self.opened, self.read_at = event.opened, event.read_at
        if first and self.is_late:
            self.say(*self.freshness_line())

    def show_rows(self, source: Source, *, cursor: str | None = None) -> None:
        """Show rows under the filter that stands."""
        self.table.show(source, cursor=cursor)
        words = self.query_one(FilterLine).filter
        if words and words != self.table.filter_text:
            self.table.filter(words)
        self.fresh()

    @property
    def is_late(self) -> bool:
        """Whether what is shown is older than promised."""
        return self.read_at is None or self.service.clock() - self.read_at > WITHIN

    def freshness(self) -> str:
        """How long ago both sides were read, with a sign once that is longer than promised."""
        if self.read_at is None:
            return t("nog niet gelezen")
        text = t("gelezen {ago}", ago=ago_text(self.read_at, self.service.clock()))
        return f"{Sign.WARN} {text}" if self.is_late else text

    def freshness_line(self) -> tuple[Part, ...]:
        """The same with what to do about it."""
        if self.read_at is None or self.is_late:
            return (
                Cell(f"{Sign.WARN} ", Tone.WARN),
                t("Langer dan 30 minuten niet gelezen; {here.sync} leest beide kanten."),
            )
        return (Cell(t("Gelezen: {ago}. Wat in SnelStart verandert, staat hier binnen 30 minuten.",
                       ago=ago_text(self.read_at, self.service.clock())), Tone.DIM),)  # fmt: skip

    def tab_parts(self, counts: Mapping[str, tuple[str, int]]) -> Sequence[Part]:
        """For the rule: id to label and count; the tab one is on stands between brackets."""
        parts: list[Part] = []
        for tab, (label, count) in counts.items():
            here = tab == self.tab
            parts += [Cell(f"[{label} {count}]" if here else f"{label} {count}", Tone.ACCENT if here else Tone.PLAIN)]
            parts.append("  ")
        return parts[:-1]

    def draw(self) -> None:
        """Show the rows of the tab one is on."""

    def action_tab_next(self) -> None:
        """The next tab."""
        self._turn(1)

    def action_tab_previous(self) -> None:
        """The previous tab."""
        self._turn(-1)

    def action_klanten(self) -> None:
        """Klanten."""
        self.go("klanten", replace=True)

    def action_producten(self) -> None:
        """Producten."""
        self.go("producten", replace=True)

    def action_productgroepen(self) -> None:
        """Productgroepen."""
        self.go("productgroepen", replace=True)

    def action_registraties(self) -> None:
        """Registraties."""
        self.go("registraties", replace=True)

    def action_declaraties(self) -> None:
        """Declaraties."""
        self.go("declaraties", replace=True)

    def action_gebeurtenissen(self) -> None:
        """The journal."""
        self.go("gebeurtenissen")

    def action_syncing(self) -> None:
        """What runs, and what was."""
        self.go("syncing")

    def action_sync(self) -> None:
        """Read both sides, then the plan."""
        self.go("sync")

    def _turn(self, step: int) -> None:
        places = list(self.TABS)
        self.tab = places[(places.index(self.tab) + step) % len(places)]
        self.table.unmark()
        self.draw()
