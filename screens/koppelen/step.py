"""What the screens of koppelen share: the breadcrumb, the bar of steps and the walk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from core.domain.koppeling import Step
from core.text import t
from screens.base import BaseScreen
from screens.koppelen.walk import Walk, step_bar, step_text, walk_of
from screens.widgets.said import Part

if TYPE_CHECKING:
    from core.service import Service


class StepScreen(BaseScreen):
    """A step of koppelen; STEP says which."""

    STEP: ClassVar[Step] = Step.LOGIN
    FILTERS = False

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.walk: Walk = walk_of(service)

    def crumbs(self) -> Sequence[str]:
        """Koppelingen > Koppelen."""
        return (t("Koppelingen"), t("Koppelen"))

    def context(self) -> str:
        """Which step, of which Time On administration."""
        step = step_text(self.STEP)
        return f"{step} · {self.walk.koppeling.timeon_naam}" if self.walk.koppeling else step

    def tabs(self) -> Sequence[Part]:
        """The bar of steps."""
        return step_bar(self.STEP)
