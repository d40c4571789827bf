"""Deciding in the review: each verdict goes out in turn while the cursor is already on the next row that waits."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from core.coupling.verdicts import MOST_PAIRS, Pair, Wish, left_over
from core.domain.match import MatchRow, MatchState, Verdict
from core.matching.words import known_as
from core.text import t, tn
from screens.base import BaseScreen, told
from screens.review import options, rows
from screens.review.board import Board
from screens.review.options import Option
from screens.widgets.dialogs import Choice
from screens.widgets.said import Line

if TYPE_CHECKING:
    from core.coupling.reviewing import Reviewing
    from core.service import Service
    from core.service.opened import Opened

_ON_ROWS = ("accept", "reject", "create", "ignore")
_ON_A_ROW = (*_ON_ROWS, "other")
_MOST_NAMED = 6
_REST = {"i": Verdict.IGNORE, "plus": Verdict.CREATE, "w": None}


class Deciding(BaseScreen):
    """The half of the review that decides row by row; the other half shows."""

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.opened: Opened | None = None
        self.board: Board | None = None
        self.chosen: dict[str, tuple[Option, ...]] = {}
        self.pending: set[str] = set()
        self.decided_something = False
        self.move_on = True
        self.last = ""
        self._turn = asyncio.Lock()
        self._over: set[str] = set()

    @property
    def here(self) -> MatchRow | None:
        """The row under the cursor."""
        return self.board.by_key.get(self.table.key) if self.board else None

    @property
    def picked_rows(self) -> list[MatchRow]:
        """The marked rows, or the one under the cursor."""
        board = self.board
        return [board.by_key[key] for key in self.table.picked if key in board.by_key] if board else []

    def why_not(self, action: str) -> str:
        """What a row can't have."""
        if action == "repeat":
            return self.why_not(self.last) if self.last else t("Er is nog niets beslist om te herhalen.")
        row = self.here
        if row is None:
            return t("Er is geen rij onder de cursor.") if action in _ON_A_ROW else ""
        if action in _ON_ROWS and self.table.marks:
            return "" if self._wishes(action) else t("Met geen van de gemarkeerde rijen kan dit.")
        return self._why_not_row(action, row) if action in _ON_A_ROW else ""

    def action_accept(self) -> None:
        """Couple the pair, the choice, or the best candidate that the row shows."""
        row = self.here
        if row is not None and row.state is MatchState.KNOT and not self.table.marks:
            self.last = "accept"
            self._resolve(row, self.chosen.get(row.key, ()))
        else:
            self._decide("accept")

    def action_reject(self) -> None:
        """Not the same."""
        self._decide("reject", stay=True)

    def action_create(self) -> None:
        """New on the side across."""
        self._decide("create")

    def action_ignore(self) -> None:
        """Leave it out."""
        self._decide("ignore")

    def action_repeat(self) -> None:
        """The same once more, for the row that is here now."""
        self.action_do(self.last)

    def undoable(self) -> str:
        """Here the review goes before all else, and what another person or an earlier run decided can be taken back too."""
        counts = self.board.counts() if self.board is not None else {}
        anything = counts.get(rows.ALL, 0) > counts.get(rows.WAITING, 0)
        return super().undoable() or (t("het laatste besluit") if anything else "")

    @work(group="decide")
    @told
    async def _take_back(self) -> None:
        """Take the last back."""
        try:
            async with self._turn:
                n = await self._reviewing.undo()
        finally:
            self.reload()
        self.decided_something = True
        self.say_done(
            tn("{n} besluit ongedaan.", "{n} besluiten ongedaan.", n) if n else t("Niets om ongedaan te maken.")
        )

    @work(group="decide")
    @told
    async def action_redo(self) -> None:
        """Do it again."""
        try:
            async with self._turn:
                n = await self._reviewing.redo()
        finally:
            self.reload()
        self.say_done(tn("{n} besluit opnieuw.", "{n} besluiten opnieuw.", n) if n else t("Niets om opnieuw te doen."))

    def to_next_waiting(self, *, from_here: bool = False) -> None:
        """The cursor on the next row that waits; it stays when there is none."""
        table, board = self.table, self.board
        if board is None:
            return
        first = 0 if from_here else 1
        for distance in range(first, table.count + first):
            row = board.item((table.cursor + distance) % table.count)
            if row.waits and row.key not in self.pending:
                table.go_key(row.key)
                return

    def close_choice(self) -> None:
        """Back to the rows."""

    @property
    def _reviewing(self) -> Reviewing:
        assert self.opened is not None, "a row is shown only after opening"  # noqa: S101 - told to the checker
        return self.opened.reviewing

    def _decide(self, action: str, *, stay: bool = False) -> None:
        self.last = action
        wishes, marked = self._wishes(action), bool(self.table.marks)
        wishes = [wish for wish in wishes if wish.row.key not in self.pending]
        if not wishes:
            return
        said = _said(action, wishes[0]) if len(wishes) == 1 else tn(
            "{n} rij beslist.", "{n} rijen beslist.", len(wishes))  # fmt: skip
        self.pending |= {wish.row.key for wish in wishes}
        self.close_choice()
        if marked:
            self.table.unmark()
        if marked or not stay:
            self.to_next_waiting(from_here=marked)
        self._settle(said, wishes)

    @work(group="decide")
    @told
    async def _settle(self, said: str, wishes: Sequence[Wish]) -> None:
        try:
            async with self._turn:
                await self._reviewing.settle(wishes)
        finally:
            self._over |= {wish.row.key for wish in wishes}
            self.reload()
        self.decided_something = True
        self.say_done(said)

    @work(group="resolve", exclusive=True)
    @told
    async def _resolve(self, row: MatchRow, chosen: Sequence[Option]) -> None:
        """A knot, with a question about who is left over."""
        pairs = tuple(one.pair for one in chosen)
        lines: list[Line] = [f"{known_as(left)} ↔ {known_as(right)}" for left, right in pairs[:_MOST_NAMED]]
        left = left_over(row, pairs)
        rest = None
        if left:
            lines += ["", tn("{n} blijft over:", "{n} blijven over:", len(left))]
            lines += [f"{one.side.label}: {known_as(one)}" for one in left[:_MOST_NAMED]]
            if len(left) > _MOST_NAMED:
                lines.append("…")
            choices = (Choice("i", t("negeer de rest")), Choice("plus", t("rest wordt nieuw")), Choice("w", t("wacht")))
            answer = await self.ask(
                tn("{n} paar van deze knoop koppelen?", "{n} paren van deze knoop koppelen?", len(pairs)),
                lines,
                choices,
            )
            if not answer:
                return
            rest = _REST[answer]
        self.pending.add(row.key)
        self.close_choice()
        self.to_next_waiting()
        said = tn("Knoop opgelost: {n} paar gekoppeld.", "Knoop opgelost: {n} paren gekoppeld.", len(pairs))
        self._settle(said, [Wish(row, pairs=pairs, rest=rest)])

    def _wishes(self, action: str) -> list[Wish]:
        """What this key does with the rows that can have it."""
        rows = [row for row in self.picked_rows if not self._why_not_row(action, row)]
        if action != "accept":
            verdict = {"reject": Verdict.REJECT, "create": Verdict.CREATE, "ignore": Verdict.IGNORE}[action]
            return [Wish(row, verdict) for row in rows]
        return [Wish(row, pairs=self._pairs(row)) for row in rows if row.state is not MatchState.KNOT]

    def _pairs(self, row: MatchRow) -> tuple[Pair, ...]:
        """The choice, else the pair itself, else the best candidate that the row shows."""
        chosen: Sequence[Option] = self.chosen.get(row.key, ())
        if chosen:
            return tuple(one.pair for one in chosen)
        if row.left is not None and row.right is not None:
            return ((row.left, row.right),)
        return tuple(one.pair for one in options.options(row)[:1])

    def _why_not_row(self, action: str, row: MatchRow) -> str:
        reason = ""
        if action == "accept":
            reason = self._why_not_accept(row)
        elif action == "reject" and not 0 < len(row.timeon) * len(row.snelstart) <= MOST_PAIRS:
            reason = t("Hier is geen paar om af te wijzen.")
        elif action == "create" and len(row.timeon) + len(row.snelstart) != 1:
            reason = t("Hier staan twee kanten; wijs het paar eerst af met {review.reject}.")
        elif action == "other" and row.state is MatchState.KNOT:
            reason = t("Kies eerst wie bij wie hoort: {review.choose}.")
        return reason

    def _why_not_accept(self, row: MatchRow) -> str:
        if not row.waits and row.key not in self.chosen:
            return t("Over deze rij is al beslist.")
        if row.key in self.chosen or row.is_pair:
            return ""
        if row.state is MatchState.KNOT:
            return t("Kies eerst wie bij wie hoort: {review.choose}.")
        return "" if row.candidates else t("Kies eerst met wie: {review.other} zoekt aan de andere kant.")


def _said(action: str, wish: Wish) -> str:
    row = wish.row
    left, right = wish.pairs[0] if wish.pairs else (row.left, row.right)
    one = left or right
    several = len(row.timeon) + len(row.snelstart)
    if row.state is MatchState.KNOT and action in ("reject", "ignore"):
        if action == "ignore":
            return t("Knoop genegeerd: {n} klanten.", n=several)
        return t("Knoop uit elkaar: geen van deze {n} is dezelfde.", n=several)
    if action == "accept" and left is not None and right is not None:
        return t("Gekoppeld: {links} ↔ {rechts}", links=left.naam, rechts=right.naam)
    if action == "reject" and left is not None and right is not None:
        return t("Niet dezelfde: {links} ≠ {rechts}", links=left.naam, rechts=right.naam)
    assert one is not None, "a row has a klant"  # noqa: S101 - told to the checker
    if action == "create":
        return t("Wordt nieuw in {kant}: {naam}", kant=one.side.other.label, naam=one.naam)
    return t("Genegeerd: {naam}", naam=one.naam)
