"""Deciding in the review: each verdict goes out in turn while the cursor is already on the next row that waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual import work

from core.domain.match import MatchRow, MatchState, Verdict
from core.service.review import counted
from core.text import t, tn
from screens.base import BaseScreen, told
from screens.review import options
from screens.review.options import Option
from screens.widgets.dialogs import Choice
from screens.widgets.said import Line
from screens.widgets.source import ListSource

if TYPE_CHECKING:
    from core.coupling.reviewing import Reviewing
    from core.matching import Review
    from core.service import Service
    from core.service.opened import Opened

PAIRS = (MatchState.NUMBER_AND_NAME, MatchState.NAME)
_ON_A_ROW = ("accept", "reject", "create", "ignore", "other")
SINGLES = (MatchState.ONLY_TIMEON, MatchState.ONLY_SNELSTART)


class Deciding(BaseScreen):
    """The half of the review that decides; the other half shows."""

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.opened: Opened | None = None
        self.review: Review | None = None
        self.by_key: dict[str, MatchRow] = {}
        self.chosen: dict[str, Option] = {}
        self.pending: set[str] = set()
        self.decided_something = False
        self.move_on = True
        self._turn = asyncio.Lock()

    @property
    def here(self) -> MatchRow | None:
        """The row under the cursor."""
        return self.by_key.get(self.table.key)

    def show_rows(self, source: ListSource[MatchRow]) -> None:
        """Show rows with the filter that stands."""
        self.table.show(source)

    def why_not(self, action: str) -> str:
        """What a row can't have."""
        row = self.here
        if row is None:
            return t("Er is geen rij onder de cursor.") if action in _ON_A_ROW else ""
        if action == "accept":
            return self._why_not_accept(row)
        reason = ""
        if action == "reject" and not row.is_pair:
            reason = t("Hier staat maar één kant, of een knoop: er is geen paar om af te wijzen.")
        elif action == "create" and len(row.timeon) + len(row.snelstart) != 1:
            reason = t("Hier staan twee kanten; wijs het paar eerst af met x.")
        elif action == "ignore" and row.state is MatchState.KNOT:
            reason = t("Een knoop los je op door te zeggen wie bij wie hoort: enter.")
        return reason

    def action_accept(self) -> None:
        """Couple the pair, the choice, or the best candidate that the row shows."""
        row = self.here
        if row is None:
            return
        option = self.chosen.get(row.key)
        if option is None and not row.is_pair:
            option = next(iter(options.options(row)), None)
        if option is not None:
            pair = (option.timeon.id, option.snelstart.id)
            names = (option.timeon.naam, option.snelstart.naam)
            self._decide(row, _coupled(*names), lambda: self._reviewing.couple(*pair))
        elif row.left is not None and row.right is not None:
            said = _coupled(row.left.naam, row.right.naam)
            self._decide(row, said, lambda: self._reviewing.decide(row.key, Verdict.COUPLE))

    def action_reject(self) -> None:
        """Not the same."""
        row = self.here
        if row is not None and row.left is not None and row.right is not None:
            said = t("Niet dezelfde: {links}, {rechts}.", links=row.left.naam, rechts=row.right.naam)
            self._decide(row, said, lambda: self._reviewing.decide(row.key, Verdict.REJECT), stay=True)

    def action_create(self) -> None:
        """New on the side across."""
        row = self.here
        one = (row.left or row.right) if row else None
        if row is not None and one is not None:
            said = t("Wordt nieuw in {kant}: {naam}.", kant=one.side.other.label, naam=one.naam)
            self._decide(row, said, lambda: self._reviewing.decide(row.key, Verdict.CREATE))

    def action_ignore(self) -> None:
        """Leave it out."""
        row = self.here
        one = (row.left or row.right) if row else None
        if row is not None and one is not None:
            said = t("Genegeerd: {naam}.", naam=one.naam)
            self._decide(row, said, lambda: self._reviewing.decide(row.key, Verdict.IGNORE))

    @work(group="decide")
    @told
    async def action_undo(self) -> None:
        """Take the last back."""
        async with self._turn:
            n = await self._reviewing.undo()
        self.decided_something = True
        self.say_done(
            tn("{n} besluit ongedaan.", "{n} besluiten ongedaan.", n) if n else t("Niets om ongedaan te maken.")
        )
        self.reload()

    @work(group="decide")
    @told
    async def action_redo(self) -> None:
        """Do it again."""
        async with self._turn:
            n = await self._reviewing.redo()
        self.say_done(tn("{n} besluit opnieuw.", "{n} besluiten opnieuw.", n) if n else t("Niets om opnieuw te doen."))
        self.reload()

    @work(group="bulk", exclusive=True)
    @told
    async def action_bulk(self) -> None:
        """Count, ask, accept."""
        if self.review is None:
            return
        pairs = counted(self.review, PAIRS)[Verdict.COUPLE]
        per_side = [counted(self.review, (state,))[Verdict.CREATE] for state in SINGLES]
        if not pairs and not sum(per_side):
            self.say(t("Er is niets eenduidigs dat wacht."))
            return
        lines: list[Line] = [
            t("{n} paren: naam precies gelijk, of nummer en naam gelijk, zonder tegenspraak.", n=pairs),
            t("{n} klanten alleen in Time On: worden nieuw in SnelStart.", n=per_side[0]),
            t("{n} klanten alleen in SnelStart: worden nieuw in Time On.", n=per_side[1]),
            t("Geschreven wordt er pas na Starten met synchronisatie."),
        ]
        choices = [Choice("j", t("alles"))] if sum(per_side) else []
        if pairs:
            choices.append(Choice("p", t("alleen de paren")))
        answer = await self.ask(t("Alle eenduidige rijen accepteren?"), lines, choices)
        if answer:
            await self._accept_states((*PAIRS, *SINGLES) if answer == "j" else PAIRS)

    @work(group="bulk", exclusive=True)
    @told
    async def action_spelling(self) -> None:
        """Count, ask, couple all that differ in spelling only."""
        n = counted(self.review, (MatchState.SPELLING,))[Verdict.COUPLE] if self.review else 0
        if not n:
            self.say(t("Er wacht geen paar dat alleen in spelling verschilt."))
            return
        lines = [tn("{n} paar verschilt alleen in spelling (B.V./BV, accenten, spaties).",
                    "{n} paren verschillen alleen in spelling (B.V./BV, accenten, spaties).", n)]  # fmt: skip
        if await self.ask(t("Alle spellingsverschillen koppelen?"), lines, (Choice("j", t("koppel ze")),)) == "j":
            await self._accept_states((MatchState.SPELLING,))

    def to_next_waiting(self, *, from_here: bool = False) -> None:
        """The cursor on the next row that waits; it stays when there is none."""
        table, source = self.table, self.table.source
        if source is None:
            return
        first = 0 if from_here else 1
        for distance in range(first, table.count + first):
            key = source.key((table.cursor + distance) % table.count)
            if self.by_key[key].waits and key not in self.pending:
                table.go_key(key)
                return

    @work(group="decide")
    @told
    async def _decide_in_turn(self, said: str, act: Callable[[], Awaitable[None]]) -> None:
        try:
            async with self._turn:
                await act()
        finally:
            self.reload()
        self.decided_something = True
        self.say_done(said)

    def _decide(self, row: MatchRow, said: str, act: Callable[[], Awaitable[None]], *, stay: bool = False) -> None:
        if row.key in self.pending:
            return
        self.pending.add(row.key)
        if not stay:
            self.to_next_waiting()
        self._decide_in_turn(said, act)

    async def _accept_states(self, states: tuple[MatchState, ...]) -> None:
        async with self._turn:
            n = await self._reviewing.accept_states(states)
        self.decided_something = self.move_on = True
        self.say_done(tn("{n} rij beslist; u maakt het ongedaan.", "{n} rijen beslist; u maakt het ongedaan.", n))
        self.reload()

    @property
    def _reviewing(self) -> Reviewing:
        assert self.opened is not None, "a row is shown only after opening"  # noqa: S101 - told to the checker
        return self.opened.reviewing

    def _why_not_accept(self, row: MatchRow) -> str:
        if not row.waits and row.key not in self.chosen:
            return t("Over deze rij is al beslist.")
        if row.key in self.chosen or row.is_pair:
            return ""
        if row.state is MatchState.KNOT:
            return t("Kies eerst wie bij wie hoort: enter.")
        return "" if row.candidates else t("Kies eerst met wie: c zoekt aan de andere kant.")


def _coupled(left: str, right: str) -> str:
    return t("Gekoppeld: {links} ↔ {rechts}", links=left, rechts=right)
