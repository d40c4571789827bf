"""Help for the field and the screen that asked: what to type, every key with what it does, and the way to more help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult

from core.text import mark, t
from screens import keymap
from screens.base import BaseScreen
from screens.beside import command_of
from screens.field_help import of_field
from screens.widgets.columns import Column
from screens.widgets.source import Cell, Cells, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service import Service

COLUMNS = (
    Column("key", mark("Toets"), 14),
    Column("what", mark("Doet"), 44, grow=1),
    Column("command", mark("Opdracht"), 30, priority=1),
)
MORE = (
    ("rondleiding", mark("Rondleiding: tien stappen van koppelen tot factuur. {tabel.choose} opent haar.")),
    ("uitleg", mark("Meldingen: wat elke code van SnelStart en elke fout betekent. {tabel.choose} opent ze.")),
)
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

Row = tuple[str, str, str]
"""A key, what it does, and the command beside it; empty for none."""


class HelpScreen(BaseScreen):
    """`subject` is the screen that help was asked for, with `#` and a field where one was typed in."""

    SCREEN = "help"

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self._of, _, self._field = subject.partition("#")
        self._rows: dict[str, Row] = {}

    def body(self) -> ComposeResult:
        """The field, the keys, then what the signs mean."""
        yield Table(COLUMNS)

    def crumbs(self) -> Sequence[str]:
        """Help, of which screen."""
        return (t("Hulp"), *self._of.split("."))

    def reload(self) -> None:
        """From the registry."""
        self._rows = dict(self._lines())
        rows = ListSource(self._rows.items(), key=lambda row: row[0], cells=_cells)
        self.table.show(rows)
        self.table.focus()

    def _lines(self) -> Iterator[tuple[str, Row]]:
        for number, sentence in enumerate(of_field(self._field)):
            yield f"field.{number}", ("" if number else t("dit veld"), t(sentence), "")
        for action in (*keymap.of(self._of), *keymap.COMMON_ACTIONS, *keymap.TABLE_ACTIONS):
            yield action.name, (keymap.keys_text(action), t(action.help), command_of(action))
        for screen, sentence in MORE:
            yield f"more.{screen}", ("enter", t(sentence), "")
        for sign, what in SIGNS:
            yield f"sign.{sign}", (sign, t(what), "")

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """The whole sentence: on a narrow terminal the row cuts it."""
        found = self._rows.get(event.key)
        if found is not None:
            key, what, command = found
            beside = [(Cell(t("Opdracht: "), Tone.DIM), f"koppelbord {command}")] if command else []
            self.details.show(key, [what, *beside])

    @on(Table.Chosen)
    def chosen(self, event: Table.Chosen) -> None:
        """Where there is more."""
        kind, _, screen = event.key.partition(".")
        if kind == "more":
            self.go(screen)


def _cells(row: tuple[str, Row]) -> Cells:
    key, what, command = row[1]
    return (Cell(key, Tone.ACCENT), what, Cell(command, Tone.DIM))
