"""Choosing with whom: the list of candidates, the pairs of a knot, and the search over everyone across. Writes nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from textual import on, work

from core.domain.match import MatchRow, MatchState
from core.domain.partij import Partij, Side
from core.text import mark, t, tn
from screens.review import options
from screens.review.bulk import InBulk
from screens.review.options import Option
from screens.widgets.columns import Column
from screens.widgets.picker import PickDialog
from screens.widgets.source import Cell, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

_COLUMNS = (
    Column("naam", mark("Naam"), 24, grow=2),
    Column("nummer", mark("nr"), 8),
    Column("plaats", mark("Plaats"), 14, priority=1, grow=1),
    Column("email", mark("E-mail"), 20, priority=2, grow=1),
)


class Choosing(InBulk):
    """Enter opens the list; what is chosen waits for `a`."""

    @property
    def choice(self) -> Table:
        """The list to choose from."""
        return self.query_one("#choice", Table)

    @property
    def is_choosing(self) -> bool:
        """Whether the list is open."""
        return self.has_class("-choosing")

    def action_choose(self) -> None:
        """As enter on the row."""
        self.open_choice()

    @on(Table.Chosen, "#review")
    def open_choice(self) -> None:
        """Enter: the choice list, where there is something to choose."""
        row = self.here
        found = options.options(row) if row else []
        if row is None or not row.waits or not found:
            self.say(t("Hier valt niets te kiezen; {review.other} zoekt aan de andere kant."))
            return
        if row.state is MatchState.KNOT and row.key not in self.chosen and (clear := options.proposed(row)):
            self._keep(row, clear)
        chosen = self.chosen.get(row.key, ())
        choice = self.choice
        choice.markable = row.state is MatchState.KNOT
        choice.show(ListSource(found, key=lambda one: one.key, cells=options.cells), cursor="")
        choice.marks = {one.key: None for one in chosen} if choice.markable else {}
        choice.go_key(chosen[0].key if chosen else found[0].key)
        self.add_class("-choosing")
        choice.focus()
        self._say_choice(row)

    @on(Table.Chosen, "#choice")
    def took(self, event: Table.Chosen) -> None:
        """Enter in the list chooses; of a knot it keeps what was marked too."""
        row = self.here
        found = _option(row, event.key)
        if row is None or found is None:
            return
        if row.state is MatchState.KNOT:
            self._keep(row, options.without_rivals(self.chosen.get(row.key, ()), found))
        else:
            self.choose(row, found)
        self.close_choice()

    @on(Table.Marked, "#choice")
    def pairs_marked(self) -> None:
        """Space marks a pair of a knot; nobody stands in two, so the latest one wins."""
        row = self.here
        if row is None or row.state is not MatchState.KNOT:
            return
        marks = [one for key in self.choice.marks if (one := _option(row, key)) is not None]
        latest = marks[-1] if marks else None
        self._keep(row, options.without_rivals(marks[:-1], latest) if latest else ())
        self.choice.marks = {one.key: None for one in self.chosen.get(row.key, ())}
        self.choice.forget()
        self._say_choice(row)

    def choose(self, row: MatchRow, option: Option) -> None:
        """Keep a choice for `a`."""
        self._keep(row, (option,))
        self.say(
            Cell(f"{Sign.CURSOR} ", Tone.ACCENT),
            t(
                "Gekozen: {links} ↔ {rechts}. {review.accept} koppelt.",
                links=option.timeon.naam,
                rechts=option.snelstart.naam,
            ),
        )

    def close_choice(self) -> None:
        """Back to the rows."""
        if self.is_choosing:
            self.remove_class("-choosing")
            self.table.focus()
            self.fresh()

    def action_accept(self) -> None:
        """In the list of candidates: the one under the cursor."""
        row = self.here
        if self.is_choosing and row is not None and row.state is not MatchState.KNOT:
            found = _option(row, self.choice.key)
            if found is not None:
                self._keep(row, (found,))
        super().action_accept()

    def action_back(self) -> None:  # type: ignore[override]
        """Out of the choice list first."""
        if self.is_choosing:
            self.close_choice()
            self.say("")
        else:
            super().action_back()

    @work
    async def action_other(self) -> None:
        """Search the side across."""
        row, board = self.here, self.board
        own = (row.left or row.right) if row else None
        if row is None or own is None or board is None:
            return
        source = await asyncio.to_thread(_across, tuple(board.by_key.values()), own.side.other)
        title = t("{naam}: wie is dit in {kant}?", naam=own.naam, kant=own.side.other.label)
        key = await self.app.push_screen_wait(PickDialog(title, _COLUMNS, source))
        source.filter("")
        place = source.index(key) if key else None
        option = options.pair(row, source.item(place)) if place is not None else None
        if option is not None:
            self.choose(row, option)

    def _keep(self, row: MatchRow, chosen: Iterable[Option]) -> None:
        kept = tuple(chosen)
        if kept:
            self.chosen[row.key] = kept
        else:
            self.chosen.pop(row.key, None)
        self.table.forget()
        self.fresh()

    def _say_choice(self, row: MatchRow) -> None:
        if row.state is not MatchState.KNOT:
            self.say(
                t(
                    "{review.accept} koppelt met wie onder de cursor staat; {review.choose} kiest en wacht; {algemeen.back} gaat terug."
                )
            )
            return
        n = len(self.chosen.get(row.key, ()))
        self.say(
            tn("{n} paar gekozen.", "{n} paren gekozen.", n), " ",
            t("{tabel.mark} kiest, {review.accept} koppelt alles in één stap, {algemeen.back} gaat terug."),
        )  # fmt: skip


def _option(row: MatchRow | None, key: str) -> Option | None:
    return next((one for one in options.options(row) if one.key == key), None) if row else None


def _across(rows: Iterable[MatchRow], side: Side) -> ListSource[Partij]:
    """Everyone of one side by name, ready to be searched at the first letter."""
    found = {one.id: one for row in rows for one in (row.snelstart if side is Side.SNELSTART else row.timeon)}
    source = ListSource(
        sorted(found.values(), key=lambda one: one.naam.casefold()),
        key=lambda one: one.id,
        cells=lambda one: (one.naam, one.nummer, one.plaats, one.email),
        words=lambda one: f"{one.naam} {one.nummer} {one.plaats}",
    )
    source.filter("-")
    source.filter("")
    return source
