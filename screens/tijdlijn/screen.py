"""Tijdlijn: what happened in a koppeling, event by event, and what was known at any of them.

Two moments can be compared, and the state of any is one key away: *what did we know at 09:14 when it was pushed?*
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from core.clock import from_iso
from core.support.moments import moment
from core.support.timeline import CALL
from core.text import mark, t
from screens.base import told
from screens.tijdlijn import rows
from screens.tijdlijn.actions import ACTIONS, reason
from screens.tijdlijn.fronts import Fronts
from screens.widgets.filterline import FilterLine
from screens.widgets.said import Part
from screens.widgets.source import Cell, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service import Service
    from core.support.timeline import Timeline
    from screens.keymap import Action

EVENTS, KNOWN, DIFFERENCE = "events", "known", "difference"
HOME = "home"
_RULE_TAKES = 22


class TijdlijnScreen(Fronts):
    """`subject` is `at:` and a stored moment to begin at, or `home` for the journal of the home itself."""

    SCREEN = "tijdlijn"
    FRONTS = (EVENTS, KNOWN, DIFFERENCE)
    TOPICS: ClassVar[frozenset[str]] = frozenset({"koppelingen", "review", "sync", "declaraties"})
    ACTIONS: ClassVar[tuple[Action, ...]] = ACTIONS

    class Loaded(Message):
        """The timeline, whose it is, and which journals there are beside it."""

        def __init__(self, timeline: Timeline, naam: str, kept: Sequence[str] = ()) -> None:
            super().__init__()
            self.timeline = timeline
            self.naam = naam
            self.kept = kept

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.timeline: Timeline | None = None
        self.naam = ""
        self.names: dict[str, str] = {}
        self.facts: dict[str, rows.Fact] = {}
        self.front = EVENTS
        self.calls = False
        self.first_moment: int | None = None
        self.journal = ""
        self.kept: Sequence[str] = ()

    @property
    def is_home(self) -> bool:
        """Whether it is the journal of the home itself."""
        return self.subject == HOME

    @property
    def place(self) -> int:
        """The place in the timeline that one is at; -1 without any."""
        key = self.query_one(f"#{EVENTS}", Table).key
        return int(key) if key else -1

    def body(self) -> ComposeResult:
        """The events, and the two tables that take their place for a while."""
        yield Table(rows.EVENTS, id=EVENTS, empty=mark("Er gebeurde nog niets."))
        yield Table(rows.KNOWN, id=KNOWN, empty=mark("Er was nog niets bekend."))
        yield Table(
            rows.DIFFERENCE, id=DIFFERENCE, empty=mark("Tussen deze twee veranderde er niets van wat bekend was.")
        )

    def crumbs(self) -> Sequence[str]:
        """The koppeling, then what is shown of it."""
        more = {KNOWN: t("Wat wisten we"), DIFFERENCE: t("Vergelijk")}.get(self.front, "")
        return (self.naam or t("Beheer"), t("Tijdlijn"), more)

    def context(self) -> str:
        """Where one is."""
        if self.timeline is None:
            return t("wordt gelezen")
        return t("gebeurtenis {n} van {total}", n=self.place + 1, total=len(self.timeline))

    def tabs(self) -> Sequence[Part]:
        """The scale."""
        timeline = self.timeline
        if timeline is None or not len(timeline):
            return ()
        return rows.scale(timeline, max(self.place, 0), self.size.width - _RULE_TAKES)

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """Every event."""
        support = self.service.support
        if self.is_home:
            timeline = await support.home_timeline(self.journal)
            self.post_message(self.Loaded(timeline, self.journal, await support.journals()))
            return
        opened = await self.open()
        self.post_message(self.Loaded(await support.timeline(opened), opened.koppeling.timeon_naam))

    @on(Loaded)
    def loaded(self, event: Loaded) -> None:
        """Show it: at the moment that was asked for, else at the end."""
        first, self.kept = self.timeline is None, event.kept
        at_end = first or self.place == len(self.timeline or ()) - 1
        self.timeline, self.naam, self.names = event.timeline, event.naam, event.timeline.names()
        place = len(event.timeline) - 1 if at_end else self.place
        shown = self.service.clock() if self.service.is_replay else None
        if first and (begin := rows.begins_at(self.subject, shown)):
            place = max(event.timeline.place_at(begin), 0)
        self._show_events(place)
        if first:
            self.show_front(EVENTS)

    def _show_events(self, place: int) -> None:
        timeline = self.timeline
        if timeline is None:
            return
        places = [n for n, one in enumerate(timeline.events) if self.calls or n == place or one.type != CALL]
        source = ListSource(
            places, key=str, cells=lambda n: rows.event_cells(timeline.entry(n), self.names),
            order=lambda n, column: (timeline.events[n].subject if column == 1 else "", n),
        )  # fmt: skip
        table = self.query_one(f"#{EVENTS}", Table)
        table.show(source, cursor=str(place))
        if words := self.query_one(FilterLine).filter:
            table.filter(words)
        self.fresh()

    @on(Table.Chosen)
    def chosen(self) -> None:
        """Enter goes in."""
        self.action_do("record")

    def action_back(self) -> None:  # type: ignore[override]
        """From a comparison back to the events first."""
        if self.front != EVENTS and not self.query_one(FilterLine).filter:
            self.show_front(EVENTS)
        else:
            super().action_back()

    def why_not(self, action: str) -> str:
        """What needs an event, a record, a koppeling, or a bundle."""
        return reason(
            action, self._record(), home=self.is_home, replay=self.service.is_replay, empty=self.place < 0,
            kept=bool(self.kept),
        )  # fmt: skip

    def is_offered(self, action: str) -> bool:
        """The home has no diagnosis."""
        if action == "screens":
            return self.service.is_replay and not self.is_home
        if action == "journal":
            return self.is_home
        return not (self.is_home and action in ("diagnose", "bundle"))

    def action_forward(self) -> None:
        """To the next that asks for attention."""
        self._to_heavy(1)

    def action_backward(self) -> None:
        """To the one before."""
        self._to_heavy(-1)

    @work(exclusive=True, group="moment")
    @told
    async def action_moment(self) -> None:
        """Ask for a moment and go there."""
        timeline = self.timeline
        if timeline is None or self.place < 0:
            return
        said = await self.paste(t("Naar welk moment?"), [t("Bijvoorbeeld 09:14, of 24-11 09:14.")], secret=False)
        if said:
            at = moment(said, from_iso(timeline.events[self.place].at))
            place = timeline.place_at(at)
            self._go_place(max(place, 0))
            if place < 0:
                self.say(Cell(f"{Sign.NONE} ", Tone.DIM), t("Toen was er nog niets; dit is de eerste gebeurtenis."))

    @work(exclusive=True, group="screens")
    @told
    async def action_screens(self) -> None:
        """Every screen as it stood then."""
        timeline = self.timeline
        if timeline is None:
            return
        self.say(
            Cell(f"{Sign.BUSY} ", Tone.BUSY), t("Alles wordt teruggezet naar {when}…", when=self._when(self.place))
        )
        await self.service.support.move_to(from_iso(timeline.events[self.place].at))
        self.say_done(
            t("Alle schermen staan nu op {when}; {algemeen.back}, en kijk rond.", when=self._when(self.place))
        )

    def action_known(self) -> None:
        """Everything known at this moment; once more goes back."""
        timeline = self.timeline
        if timeline is None:
            return
        if self.front == KNOWN:
            self.show_front(EVENTS)
            return
        then, now = timeline.state(self.place), timeline.state(len(timeline) - 1)
        self._show_facts(KNOWN, rows.known(then, now, timeline.events[self.place].subject))
        when = self._when(self.place)
        self.say(t("Zoals bekend om {when}. {algemeen.back} gaat terug naar de gebeurtenissen.", when=when))

    def action_compare(self) -> None:
        """The first moment, then the difference with the second."""
        timeline = self.timeline
        if timeline is None:
            return
        if self.front != EVENTS:
            self.show_front(EVENTS)
        if self.first_moment is None:
            self.first_moment = self.place
            self.say(
                t(
                    "Eerste moment: {when}. Ga naar het tweede en druk weer op {tijdlijn.compare}.",
                    when=self._when(self.place),
                )
            )
            return
        one, other = sorted((self.first_moment, self.place))
        self.first_moment = None
        self._show_facts(DIFFERENCE, rows.changed(timeline.diff(one, other)))
        self.say(t("Van {one} naar {other}.", one=self._when(one), other=self._when(other)))

    def action_record(self) -> None:
        """Its own timeline."""
        self.go("record", subject=self._record())

    def action_journal(self) -> None:
        """The next that is kept; after the last that of koppelbord itself again."""
        every = ["", *self.kept]
        self.journal = every[(every.index(self.journal) + 1) % len(every)]
        self.timeline = None
        self.reload()

    def action_calls(self) -> None:
        """With or without them."""
        self.calls = not self.calls
        self.say(t("Ook de aanroepen.") if self.calls else t("Zonder de aanroepen."))
        self._show_events(self.place)

    def _record(self) -> str:
        if self.front != EVENTS:
            return self.table.key.partition("\t")[0]
        return self.timeline.events[self.place].subject if self.timeline and self.place >= 0 else ""

    def _to_heavy(self, step: int) -> None:
        place = self.timeline.next_heavy(self.place, step) if self.timeline else None
        if place is None:
            self.say(Cell(f"{Sign.NONE} ", Tone.DIM), t("Verder vraagt er niets aandacht."))
        else:
            self._go_place(place)

    def _go_place(self, place: int) -> None:
        if self.front != EVENTS:
            self.show_front(EVENTS)
        if not self.query_one(f"#{EVENTS}", Table).go_key(str(place)):
            self.query_one(FilterLine).clear()
            self._show_events(place)

    def _show_facts(self, front: str, facts: Sequence[rows.Fact]) -> None:
        self.facts = {fact.key: fact for fact in facts}
        source = ListSource(facts, key=lambda fact: fact.key, cells=lambda fact: rows.fact_cells(fact, self.names))
        self.query_one(f"#{front}", Table).show(source)
        self.show_front(front)

    def _when(self, place: int) -> str:
        if self.timeline is None or place < 0:
            return ""
        return f"{from_iso(self.timeline.events[place].at).astimezone():%H:%M:%S}"

    def explain(self) -> None:
        """By the table in front."""
        timeline, fact = self.timeline, self.facts.get(self.table.key)
        if self.front == EVENTS and timeline is not None and self.place >= 0:
            self.details.show(*rows.event_details(timeline, self.place, self.names))
        elif self.front != EVENTS and fact is not None:
            self.details.show(*rows.fact_details(fact, self.names))
        else:
            self.details.show(t("Tijdlijn"), ())
