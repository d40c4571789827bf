"""Below 60×16 nothing can be read, so nothing can be pressed: one sentence instead of the program."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from core.text import t

LEAST_WIDTH, LEAST_HEIGHT = 60, 16


def is_too_small(size: Size) -> bool:
    """Whether the program can't be shown."""
    return size.width < LEAST_WIDTH or size.height < LEAST_HEIGHT


class TooSmall(ModalScreen[None], inherit_bindings=False):
    """Covers every screen until there is room again; no key acts, ctrl+c leaves."""

    DEFAULT_CSS = "TooSmall { align: center middle; background: $background; } TooSmall > Static { width: auto; max-width: 100%; }"
    BINDINGS: ClassVar[list[BindingType]] = []

    def compose(self) -> ComposeResult:
        """The sentence."""
        need = t("Maak dit venster minstens {w} bij {h}; nu is het te klein.", w=LEAST_WIDTH, h=LEAST_HEIGHT)
        yield Static(need, markup=False)
