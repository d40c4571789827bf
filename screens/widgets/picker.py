"""Search as you type in a long list and choose one: a field above a table. Answers the key, empty for none."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from core.text import mark, t
from screens import keymap
from screens.keymap import Action
from screens.shell import Go
from screens.widgets.columns import Column
from screens.widgets.fields import field
from screens.widgets.lines import Key, KeyLine, RuleLine
from screens.widgets.source import Cell, Source
from screens.widgets.table import Table
from screens.widgets.tones import Tone

PICK_ACTIONS = keymap.register(
    "kiezen",
    (
        Action("close", "escape,ctrl+g", mark("terug"), mark("Terug zonder te kiezen.")),
        Action("help", "f1", "", mark("Hulp bij dit veld.")),
        Action("up", "up", "", mark("Een rij omhoog.")),
        Action("down", "down", "", mark("Een rij omlaag.")),
        Action("page_up", "pageup", "", mark("Een scherm omhoog.")),
        Action("page_down", "pagedown", "", mark("Een scherm omlaag.")),
    ),
)


class Steered(ModalScreen[str]):
    """A dialog whose keys move in its table while a field keeps the typing; closing answers empty."""

    def action_close(self) -> None:
        """None."""
        self.dismiss("")

    def action_up(self) -> None:
        """A row up."""
        self.query_one(Table).action_up()

    def action_down(self) -> None:
        """A row down."""
        self.query_one(Table).action_down()

    def action_page_up(self) -> None:
        """A screen up."""
        self.query_one(Table).action_page_up()

    def action_page_down(self) -> None:
        """A screen down."""
        self.query_one(Table).action_page_down()


class PickDialog(Steered):
    """The arrows move in the list while the field keeps the typing; `ready` is called once it does."""

    DEFAULT_CSS = """
    PickDialog { align: center middle; }
    PickDialog > #box { width: 96%; max-width: 110; height: 18; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(action.keys, action.id, show=False, id=action.name) for action in PICK_ACTIONS
    ]

    def __init__(
        self,
        title: str,
        columns: Sequence[Column],
        source: Source,
        *,
        hint: str = mark("typ een deel van naam, nummer of plaats"),
        empty: str = mark("Niemand gevonden."),
        ready: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__()
        self._ready = ready
        self._hint = hint
        self._empty = empty
        self.heading = title
        self._columns = columns
        self._source = source

    def compose(self) -> ComposeResult:
        """Title, field, rows, keys."""
        with Vertical(id="box"):
            yield RuleLine(id="title")
            yield field(id="search", placeholder=t(self._hint))
            yield Table(self._columns, empty=self._empty, none=self._empty)
            yield KeyLine()

    def on_mount(self) -> None:
        """Show all."""
        self.query_one("#title", RuleLine).show((Cell(self.heading, Tone.ACCENT),))
        self.query_one(KeyLine).show([
            Key("↑↓", t("beweeg")), Key("enter", t("kies")), Key(keymap.keys_text(PICK_ACTIONS[0]), t(PICK_ACTIONS[0].label)),
        ])  # fmt: skip
        table = self.query_one(Table)
        table.can_focus = False
        table.show(self._source)
        self.set_focus(self.query_one(Input))
        self._ready()

    @on(Input.Changed)
    async def typed(self, event: Input.Changed) -> None:
        """Search at every letter, from the top; thousands of rows beside the loop, and enter waits for what was found."""
        event.stop()
        table = self.query_one(Table)
        await table.filter_beside(event.value)
        table.go(0)

    @on(Input.Submitted)
    @on(Table.Chosen)
    def chosen(self) -> None:
        """The row under the cursor."""
        if key := self.query_one(Table).key:
            self.dismiss(key)

    def action_help(self) -> None:
        """Of the field."""
        self.post_message(Go("help", subject="kiezen#search"))
