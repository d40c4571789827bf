"""The keys that decide many rows at once: the count is shown first, and what is done is what was counted."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import work

from core.domain.match import MatchState, Verdict
from core.service.review import counted
from core.text import t, tn
from screens.base import told
from screens.review.deciding import Deciding
from screens.review.rows import PAIRS
from screens.widgets.dialogs import Choice
from screens.widgets.said import Line

SINGLES = (MatchState.ONLY_TIMEON, MatchState.ONLY_SNELSTART)


class InBulk(Deciding):
    """`A` for what is clear, `S` for what differs in spelling only."""

    @work(group="bulk", exclusive=True)
    @told
    async def action_bulk(self) -> None:
        """Count, ask, accept."""
        if self.board is None:
            return
        pairs = await self._count(PAIRS, Verdict.COUPLE)
        per_side = [await self._count((state,), Verdict.CREATE) for state in SINGLES]
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
        if answer == "j":
            await self._accept((*PAIRS, *SINGLES), pairs + sum(per_side))
        elif answer:
            await self._accept(PAIRS, pairs)

    @work(group="bulk", exclusive=True)
    @told
    async def action_spelling(self) -> None:
        """Count, ask, couple all that differ in spelling only."""
        n = await self._count((MatchState.SPELLING,), Verdict.COUPLE)
        if not n:
            self.say(t("Er wacht geen paar dat alleen in spelling verschilt."))
            return
        lines = [tn("{n} paar verschilt alleen in spelling (B.V./BV, accenten, spaties).",
                    "{n} paren verschillen alleen in spelling (B.V./BV, accenten, spaties).", n)]  # fmt: skip
        if await self.ask(t("Alle spellingsverschillen koppelen?"), lines, (Choice("j", t("koppel ze")),)) == "j":
            await self._accept((MatchState.SPELLING,), n)

    async def _count(self, states: Sequence[MatchState], verdict: Verdict) -> int:
        """How many rows of these states would get this verdict; of very many, counted beside the loop."""
        if self.board is None:
            return 0
        return (await asyncio.to_thread(counted, [*self.board.by_key.values()], states))[verdict]

    async def _accept(self, states: Sequence[MatchState], n: int) -> None:
        try:
            async with self._turn:
                done = await self._reviewing.accept_states(states, n)
        finally:
            self.move_on = True
            self.reload()
        self.decided_something = True
        self.say_done(
            tn(
                "{n} rij beslist.",
                "{n} rijen beslist.",
                done,
            )
        )
