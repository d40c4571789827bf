"""What the kinds of the review share: the breadcrumb, and the way from one kind to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Generic, TypeVar

from core.text import t
from screens.keymap import Action
from screens.reading import HasId, ReadingScreen
from screens.review.actions import TO_KIND

Row = TypeVar("Row", bound=HasId)

NEXT: Mapping[str, str] = {"review.producten": "review.productgroepen", "review.productgroepen": "review"}


class KindScreen(ReadingScreen[Row], Generic[Row]):
    """A kind that is no klanten; `k` goes on to the next."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (TO_KIND,)

    def crumbs(self) -> tuple[str, ...]:
        """Of which koppeling, in the review, which kind."""
        return (self.opened.koppeling.timeon_naam if self.opened else "", t("Match review"), t(self.TRAIL))

    def action_kind(self) -> None:
        """The next kind."""
        self.go(NEXT[self.SCREEN], self.koppeling_id, replace=True)
