"""The match review on screen: filter by state, the reason below, one key a decision, the cursor goes on by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from core.domain.koppeling import KoppelingState
from core.domain.match import MatchRow, MatchState
from core.service.review import why
from core.text import mark, t, tn
from screens.base import told
from screens.review import options, rows
from screens.review.actions import ACTIONS
from screens.review.deciding import Deciding
from screens.review.options import Option
from screens.widgets.columns import Column
from screens.widgets.details import Details
from screens.widgets.picker import PickDialog
from screens.widgets.said import Part, said
from screens.widgets.source import Cell, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.matching import Review
    from core.service import Service

_PICK_COLUMNS = (
    Column("naam", mark("Naam"), 24, grow=2),
    Column("nummer", mark("nr"), 8),
    Column("plaats", mark("Plaats"), 14, priority=1, grow=1),
    Column("email", mark("E-mail"), 20, priority=2, grow=1),
)


class ReviewScreen(Deciding):
    """One row a pair, a single or a knot. Enter never writes: it opens the choice list."""

    SCREEN = "review"
    ACTIONS: ClassVar = ACTIONS
    TOPICS: ClassVar[frozenset[str]] = frozenset({"sync"})

    class Loaded(Message):
        """The review."""

        def __init__(self, review: Review) -> None:
            super().__init__()
            self.review = review

    class Simulated(Message):
        """How many double klanten arise without the decisions, and how many are left with them."""

        def __init__(self, naive: int, left: int) -> None:
            super().__init__()
            self.naive = naive
            self.left = left

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.tab = rows.ALL.id
        self.began = service.clock()
        self.counts: dict[rows.Tab, int] = {}
        self._naive: int | None = None

    def body(self) -> ComposeResult:
        """The table, and the list to choose from in its place."""
        yield Table(rows.COLUMNS, id="review", empty=mark("Geen rijen met deze staat."))

    def lower(self) -> ComposeResult:
        """Why, or the choice list."""
        yield Details()
        yield Table(options.COLUMNS, id="choice")
        yield Static(markup=False, id="simulation")

    def crumbs(self) -> Sequence[str]:
        """Which koppeling."""
        return (self.opened.koppeling.timeon_naam if self.opened else "", t("Match review"))

    def context(self) -> str:
        """The counter."""
        if self.review is None:
            return t("wordt gelezen")
        every = self.counts[rows.ALL]
        decided = every - self.counts[rows.WAITING]
        seconds = int((self.service.clock() - self.began).total_seconds())
        return t(
            "{n} rijen · {beslist} beslist · {tijd}",
            n=every,
            beslist=decided,
            tijd=f"{seconds // 60}:{seconds % 60:02}",
        )

    def tabs(self) -> Sequence[Part]:
        """Counts by state."""
        return rows.tab_parts(self.counts, self.tab)

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """The rows first: the next one is drawn before the simulation is counted."""
        self.opened = await self.open()
        reviewing = self.opened.reviewing
        self.post_message(self.Loaded(await reviewing.review()))
        if self._naive is None:
            self._naive = len(await reviewing.simulate())
        self.post_message(self.Simulated(self._naive, len(await reviewing.simulate_decided())))

    @on(Loaded)
    def loaded(self, event: Loaded) -> None:
        """Show it; the cursor stays where it is."""
        self.review = event.review
        self.counts = rows.tabs(event.review.rows)
        self.pending.clear()
        self.by_key = {row.key: row for row in event.review.rows}
        self.chosen = {
            key: option for key, option in self.chosen.items() if key in self.by_key and self.by_key[key].waits
        }
        if self.tab not in {tab.id for tab, count in self.counts.items() if count}:
            self.tab = (rows.WAITING if self.counts[rows.WAITING] else rows.ALL).id
        self.draw()
        if self.move_on:
            self.move_on = False
            self.to_next_waiting(from_here=True)

    @on(Simulated)
    def simulated(self, event: Simulated) -> None:
        """What deciding is for."""
        self.query_one("#simulation", Static).update(
            said(
                t("Wie nu start zoals Time On het doet: "),
                Cell(
                    tn("{n} dubbele klant", "{n} dubbele klanten", event.naive), Tone.WARN if event.naive else Tone.GOOD
                ),
                t(". Met jouw keuzes: "),
                Cell(str(event.left), Tone.WARN if event.left else Tone.GOOD),
                ".",
            )
        )

    def draw(self) -> None:
        """The rows of the tab one is on."""
        if self.review is None:
            return
        tab = next((tab for tab in self.counts if tab.id == self.tab), rows.ALL)
        self.tab = tab.id
        source = ListSource(
            [row for row in self.review.rows if tab.fits(row)],
            key=lambda row: row.key,
            cells=lambda row: rows.cells(row, self.chosen.get(row.key)),
            words=rows.words,
            hit=lambda row: row.waits,
        )
        self.show_rows(source)
        self.fresh()

    @on(Table.Moved, "#review")
    def moved(self, event: Table.Moved) -> None:
        """Why, of the row under the cursor."""
        row = self.by_key.get(event.key)
        if row is None:
            self.details.show(t("Waarom?"), [t("Niets in deze staat. → gaat naar de volgende.")])
        else:
            self.details.show(t("Waarom?"), [str(sentence) for sentence in why(row)] + _how(row))
        self.fresh()

    @on(Table.Chosen, "#review")
    def open_choice(self) -> None:
        """Enter: the choice list, where there is something to choose."""
        row = self.here
        found = options.options(row) if row else []
        if row is None or not row.waits or not found:
            self.say(t("Hier valt niets te kiezen; c zoekt aan de andere kant."))
            return
        choice = self.query_one("#choice", Table)
        choice.show(ListSource(found, key=lambda one: one.key, cells=options.cells), cursor="")
        choice.go(0)
        self.add_class("-choosing")
        choice.focus()
        self.say(t("Kies met enter; a koppelt daarna. b gaat terug."))

    @on(Table.Chosen, "#choice")
    def took(self, event: Table.Chosen) -> None:
        """Enter in the list chooses, and writes nothing."""
        row = self.here
        found = next((one for one in options.options(row) if one.key == event.key), None) if row else None
        if row is not None and found is not None:
            self.choose(row, found)
        self.close_choice()

    def choose(self, row: MatchRow, option: Option) -> None:
        """Keep a choice for `a`."""
        self.chosen[row.key] = option
        self.table.forget()
        self.say(
            Cell(f"{Sign.CURSOR} ", Tone.ACCENT),
            t("Gekozen: {links} ↔ {rechts}. a koppelt.", links=option.timeon.naam, rechts=option.snelstart.naam),
        )

    def close_choice(self) -> None:
        """Back to the rows."""
        self.remove_class("-choosing")
        self.table.focus()
        self.fresh()

    def action_back(self) -> None:  # type: ignore[override]
        """Out of the choice list first."""
        if self.has_class("-choosing"):
            self.close_choice()
        else:
            super().action_back()

    def action_choose(self) -> None:
        """As enter on the row."""
        self.open_choice()

    @work
    async def action_other(self) -> None:
        """Search the side across."""
        row, review = self.here, self.review
        if row is None or review is None:
            return
        own = row.left or row.right
        if own is None:
            return
        across = {
            one.id: one
            for other in review.rows
            for one in (other.snelstart if own.side.other == "snelstart" else other.timeon)
        }
        source = ListSource(
            sorted(across.values(), key=lambda one: one.naam.casefold()),
            key=lambda one: one.id,
            cells=lambda one: (one.naam, one.nummer, one.plaats, one.email),
            words=lambda one: f"{one.naam} {one.nummer} {one.plaats}",
        )
        title = t("{naam}: wie is dit in {kant}?", naam=own.naam, kant=own.side.other.label)
        key = await self.app.push_screen_wait(PickDialog(title, _PICK_COLUMNS, source))
        option = options.pair(row, across[key]) if key else None
        if option is not None:
            self.choose(row, option)

    def action_tab_next(self) -> None:
        """The next state."""
        self._tab(1)

    def action_tab_previous(self) -> None:
        """The previous state."""
        self._tab(-1)

    def action_plan(self) -> None:
        """On to the plan."""
        self.go("plan", self.koppeling_id, replace=self._coupling())

    async def leaving(self) -> None:
        """The list of koppelingen counts afresh."""
        if self.opened is not None and self.decided_something:
            await self.opened.refresh("review")

    def _coupling(self) -> bool:
        return self.opened is not None and self.opened.koppeling.state is not KoppelingState.ACTIEF

    def _tab(self, step: int) -> None:
        if self.review is None:
            return
        ids = [tab.id for tab in self.counts]
        self.tab = ids[(ids.index(self.tab) + step) % len(ids)]
        self.draw()


def _how(row: MatchRow) -> list[str]:
    """What a person can do with this row."""
    if not row.waits:
        return [t("Beslist. u maakt het laatste besluit ongedaan.")]
    if row.state is MatchState.KNOT:
        return [t("enter toont wie bij wie kan horen.")]
    return []
