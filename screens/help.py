"""Help for the screen that asked: every key with what it does, from the one registry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult

from core.text import mark, t
from screens import keymap
from screens.base import BaseScreen
from screens.widgets.columns import Column
from screens.widgets.source import Cell, ListSource
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
        self._rows: dict[str, tuple[str, tuple[str, ...]]] = {}

    def body(self) -> ComposeResult:
        """The keys, then what the signs mean."""
        yield Table(COLUMNS)

    def crumbs(self) -> Sequence[str]:
        """Help, of which screen."""
        return (t("Hulp"), *self.subject.split("."))

    def reload(self) -> None:
        """From the registry."""
        actions = [*keymap.of(self.subject), *keymap.COMMON_ACTIONS, *keymap.TABLE_ACTIONS]
        lines = {action.name: (keymap.keys_text(action), t(action.help)) for action in actions}
        lines |= {f"sign.{sign}": (sign, t(what)) for sign, what in SIGNS}
        self._rows = {key: (keys, (what,)) for key, (keys, what) in lines.items()}
        rows = ListSource(
            lines.items(), key=lambda row: row[0], cells=lambda row: (Cell(row[1][0], Tone.ACCENT), row[1][1])
        )
        self.table.show(rows)
        self.table.focus()

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """The whole sentence: on a narrow terminal the row cuts it."""
        found = self._rows.get(event.key)
        if found is not None:
            self.details.show(*found)
