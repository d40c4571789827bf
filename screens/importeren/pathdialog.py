"""Choose a file by typing its path: what fits stands below, tab completes, enter goes into a folder or takes the file."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from core.text import mark, t
from screens import keymap
from screens.keymap import Action
from screens.widgets.columns import Column
from screens.widgets.fields import field
from screens.widgets.lines import Key, KeyLine, RuleLine
from screens.widgets.picker import Steered
from screens.widgets.source import Cell, Cells, ListSource
from screens.widgets.table import Table
from screens.widgets.times import day_year_text
from screens.widgets.tones import Tone

if TYPE_CHECKING:
    from core.tabular.browsing import Found

PATH_ACTIONS = keymap.register(
    "bestand",
    (
        Action("close", "escape,ctrl+g", mark("terug"), mark("Terug zonder te kiezen.")),
        Action("complete", "tab", mark("vul aan"), mark("Vul het pad aan met wat alle mogelijkheden gemeen hebben.")),
        Action("up", "up", "", mark("Een rij omhoog.")),
        Action("down", "down", "", mark("Een rij omlaag.")),
        Action("page_up", "pageup", "", mark("Een scherm omhoog.")),
        Action("page_down", "pagedown", "", mark("Een scherm omlaag.")),
    ),
)
COLUMNS = (
    Column("name", mark("Bestand"), 30, grow=1),
    Column("size", mark("Grootte"), 9, right=True),
    Column("modified", mark("Gewijzigd"), 12, priority=1),
)
_KILO = 1024

Find = Callable[[str], Awaitable[Sequence["Found"]]]


class PathDialog(Steered):
    """`find` answers what a half typed path may become. Answers the path, empty for none."""

    DEFAULT_CSS = """
    PathDialog { align: center middle; }
    PathDialog > #box { width: 96%; max-width: 110; height: 20; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.plain_bindings(PATH_ACTIONS)]

    def __init__(self, title: str, find: Find, typed: str = "") -> None:
        super().__init__()
        self.heading = title
        self._find = find
        self._typed = typed
        self.found: dict[str, Found] = {}

    def compose(self) -> ComposeResult:
        """Title, field, what fits, keys."""
        with Vertical(id="box"):
            yield RuleLine(id="title")
            yield field(id="path", placeholder=t("typ een pad; ~/ is je thuismap"))
            yield Table(COLUMNS, empty=mark("Hier is geen Excel- of CSV-bestand met zo'n naam."))
            yield KeyLine()

    def on_mount(self) -> None:
        """What is here, the newest file first."""
        self.query_one("#title", RuleLine).show((Cell(self.heading, Tone.ACCENT),))
        keys = [Key(keymap.keys_text(one), t(one.label)) for one in PATH_ACTIONS if one.label]
        self.query_one(KeyLine).show([Key("↑↓", t("beweeg")), Key("enter", t("kies")), *reversed(keys)])
        self.query_one(Table).can_focus = False
        box = self.query_one(Input)
        box.focus()
        self._put(self._typed)
        self._look()

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Look again at every letter."""
        event.stop()
        self._look()

    @on(Input.Submitted)
    @on(Table.Chosen)
    def chosen(self) -> None:
        """A folder is gone into, a file is the answer; what stands there whole goes before the row under the cursor."""
        typed = self.query_one(Input).value.strip()
        found = self.found.get(self.query_one(Table).key)
        if found is None:
            if typed:
                self.dismiss(typed)
        elif found.folder:
            self._put(found.typed)
        else:
            self.dismiss(found.typed)

    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        found = await self._find(self.query_one(Input).value)
        self.found = {one.typed: one for one in found}
        table = self.query_one(Table)
        table.show(ListSource(found, key=lambda one: one.typed, cells=_cells))
        table.go(0)

    def action_complete(self) -> None:
        """As far as all agree."""
        from core.tabular.browsing import completed

        self._put(completed(self.query_one(Input).value, list(self.found.values())))

    def _put(self, text: str) -> None:
        box = self.query_one(Input)
        box.value = text
        box.cursor_position = len(text)


def _cells(one: Found) -> Cells:
    if one.folder:
        return (Cell(f"{one.name}/", Tone.ACCENT), Cell(t("map"), Tone.DIM), "")
    size = f"{max(one.size // _KILO, 1)} kB"
    return (one.name, Cell(size, Tone.DIM), Cell(day_year_text(one.modified.astimezone().date()), Tone.DIM))
