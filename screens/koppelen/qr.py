"""A link as a QR code in text, two modules a character, dark on light whatever the theme: a phone reads it off a terminal."""

from collections.abc import Sequence
from typing import ClassVar

import segno
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from core.text import mark, t
from screens import keymap
from screens.keymap import Action

QR_ACTIONS = keymap.register("qr", (Action("close", "escape,b,enter,q,v", mark("terug"), mark("Terug.")),))
_HALVES = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}


def qr_lines(link: str) -> list[str]:
    """The code with a quiet zone of one module, as lines of half blocks."""
    rows: Sequence[Sequence[int]] = [
        [int(module) for module in row] for row in segno.make(link, micro=False, error="l").matrix_iter(border=1)
    ]
    if len(rows) % 2:
        rows = [*rows, [0] * len(rows[0])]
    return [
        "".join(_HALVES[top, bottom] for top, bottom in zip(rows[y], rows[y + 1], strict=True))
        for y in range(0, len(rows), 2)
    ]


class QrDialog(ModalScreen[None]):
    """The code and nothing else."""

    DEFAULT_CSS = """
    QrDialog { align: center middle; }
    QrDialog > Vertical { width: auto; height: auto; }
    QrDialog Static { width: auto; }
    QrDialog #code { color: black; background: white; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(action.keys, action.id, show=False, id=action.name) for action in QR_ACTIONS
    ]

    def __init__(self, link: str) -> None:
        super().__init__()
        self._link = link

    def compose(self) -> ComposeResult:
        """The code, and how to leave."""
        with Vertical():
            yield Static("\n".join(qr_lines(self._link)), markup=False, id="code")
            yield Static(t("Scan de code; {qr.close} gaat terug."), markup=False)

    def action_close(self) -> None:
        """Back."""
        self.dismiss()
