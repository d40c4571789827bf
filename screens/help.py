"""Help for the screen that asked: every key with what it does, from the one registry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from core.text import mark, t
from screens import keymap
from screens.base import BaseScreen
from screens.keymap import Action
from screens.widgets.columns import Column
from screens.widgets.source import Cell, Cells, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service import Service

COLUMNS = (Column("key", mark("Toets"), 14), Column("what", mark("Doet"), 20, grow=1))
SIGNS = (
    (Sign.CURSOR, mark("de rij onder de cursor")),
    (Sign.MARK, mark("gemarkeerd")),
    (Sign.GOOD, mark("goed of gedaan")),
    (Sign.BUSY, mark("bezig")),
    (Sign.WARN, mark("vraagt aandacht")),
    (Sign.BAD, mark("fout")),
    (Sign.NOT_YET, mark("nog niet")),
    (Sign.NONE, mark("niet van toepassing")),
)


class HelpScreen(BaseScreen):
    """`subject` is the screen that help was asked for."""

    SCREEN = "help"

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)

    def body(self) -> ComposeResult:
        """The keys, then what the signs mean."""
        yield Table(COLUMNS)

    def crumbs(self) -> Sequence[str]:
        """Help, of which screen."""
        return (t("Hulp"), *self.subject.split("."))

    def reload(self) -> None:
        """From the registry."""
        actions = [*keymap.of(self.subject), *keymap.COMMON_ACTIONS, *keymap.TABLE_ACTIONS]
        rows: list[tuple[str, str, Cells]] = [(action.name, "", _cells(action)) for action in actions]
        rows += [(f"sign.{sign}", "", (Cell(sign, Tone.STRONG), t(what))) for sign, what in SIGNS]
        self.table.show(ListSource(rows, key=lambda row: row[0], cells=lambda row: row[2]))
        self.table.focus()

    def lower(self) -> ComposeResult:
        """No details."""
        yield from ()


def _cells(action: Action) -> Cells:
    return (Cell(keymap.keys_text(action), Tone.ACCENT), t(action.help))
