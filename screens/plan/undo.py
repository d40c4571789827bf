"""Taking a run back: the inverse plan first, with what can't go back and why; the same key writes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from core.text import mark, t
from screens.keymap import Action
from screens.plan.actions import ACTIONS
from screens.plan.screen import PlanScreen

if TYPE_CHECKING:
    from core.service.opened import Opened
    from core.syncing.plan import Planned

_OWN = {
    "start": Action("start", "S", mark("draai terug"), mark("Schrijf dit omgekeerde plan. Alleen deze toets schrijft."),
                    writes=True),
}  # fmt: skip


class UndoScreen(PlanScreen):
    """`subject` is the run that is taken back."""

    SCREEN = "terugdraaien"
    ACTIONS: ClassVar[tuple[Action, ...]] = tuple(
        _OWN.get(action.id, action) for action in ACTIONS if action.id in ("start", "skip", "again", "stop")
    )
    EMPTY = mark("Er is niets terug te draaien.")

    def crumbs(self) -> Sequence[str]:
        """Which run."""
        return (*super().crumbs()[:2], t("Run {run}", run=self.subject), t("Terugdraaien"))

    async def planned(self, opened: Opened) -> Planned:
        """The inverse, the last write first."""
        return (await opened.syncing.plan_undo(self.subject)).planned
