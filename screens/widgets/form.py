"""A dialog of a few labelled fields: arrows go from one to the next, enter takes all of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from core.errors import AppError
from core.text import mark, t
from screens import keymap
from screens.keymap import Action
from screens.widgets.fields import field
from screens.widgets.lines import Key, KeyLine, RuleLine
from screens.widgets.said import Line, paragraphs
from screens.widgets.source import Cell
from screens.widgets.tones import Sign, Tone

FORM_ACTIONS = keymap.register(
    "formulier",
    (
        Action("close", "escape,ctrl+g", mark("terug"), mark("Terug zonder iets te wijzigen.")),
        Action("up", "up", "", mark("Naar het vorige veld.")),
        Action("down", "down", "", mark("Naar het volgende veld.")),
    ),
)

Values = Mapping[str, str]
Check = Callable[[Values], Sequence[Line]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A field: its name, its label as a msgid, and what stands in it at first."""

    name: str
    label: str
    value: str = ""


class FormDialog(ModalScreen[dict[str, str]]):
    """`check` says what the values come to, at every letter; an AppError of it is told and keeps the dialog.

    Answers the values by name, empty for none.
    """

    DEFAULT_CSS = """
    FormDialog { align: center middle; }
    FormDialog > #box { width: 76; max-width: 96%; height: auto; padding: 0 1; }
    FormDialog Horizontal { height: 1; }
    FormDialog Label { width: 14; }
    FormDialog Input { width: 1fr; }
    FormDialog #said { height: auto; margin: 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.plain_bindings(FORM_ACTIONS)]

    def __init__(self, title: str, entries: Iterable[Entry], check: Check) -> None:
        super().__init__()
        self.heading = title
        self._entries = tuple(entries)
        self._check = check

    def compose(self) -> ComposeResult:
        """Title, fields, what they come to, keys."""
        with Vertical(id="box"):
            yield RuleLine(id="title")
            for one in self._entries:
                with Horizontal():
                    yield Label(t(one.label), markup=False)
                    yield field(id=one.name)
            yield Static(markup=False, id="said")
            yield KeyLine()

    def on_mount(self) -> None:
        """Fill in what there is."""
        self.query_one("#title", RuleLine).show((Cell(self.heading, Tone.ACCENT),))
        self.query_one(KeyLine).show(
            [
                Key("enter", t("neem over")),
                Key("↑↓", t("veld")),
                Key(keymap.keys_text(FORM_ACTIONS[0]), t(FORM_ACTIONS[0].label)),
            ]
        )
        for one in self._entries:
            self.query_one(f"#{one.name}", Input).value = one.value
        self.query(Input).first().focus()
        self._tell()

    @property
    def values(self) -> dict[str, str]:
        """What stands in each field."""
        return {one.name: self.query_one(f"#{one.name}", Input).value.strip() for one in self._entries}

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Say what it comes to."""
        event.stop()
        self._tell()

    @on(Input.Submitted)
    def done(self, event: Input.Submitted) -> None:
        """Take them, when they can be."""
        event.stop()
        if self._tell():
            self.dismiss(self.values)

    def action_close(self) -> None:
        """None."""
        self.dismiss({})

    def action_up(self) -> None:
        """The field above."""
        self._step(-1)

    def action_down(self) -> None:
        """The field below."""
        self._step(1)

    def _step(self, step: int) -> None:
        boxes = list(self.query(Input))
        here = next((place for place, box in enumerate(boxes) if box.has_focus), 0)
        boxes[min(max(here + step, 0), len(boxes) - 1)].focus()

    def _tell(self) -> bool:
        try:
            lines, good = self._check(self.values), True
        except AppError as problem:
            lines, good = [(Cell(f"{Sign.WARN} ", Tone.WARN), problem.detail or problem.title)], False
        self.query_one("#said", Static).update(paragraphs(lines))
        return good
