"""Input fields that keep a slow line quiet: no blinking cursor, no border; enter is an action of the registry."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from core.text import mark
from screens import keymap
from screens.keymap import Action

FIELD_ACTIONS = keymap.register("veld", (Action("done", "enter", mark("klaar"), mark("Neem over wat er staat.")),))


class Field(Input):
    """One line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(action.keys, "submit", show=False, id=action.name) for action in FIELD_ACTIONS
    ]


def field(*, id: str, placeholder: str = "", password: bool = False) -> Input:  # noqa: A002 - Textual's word
    """One line to type or paste in; `password` shows dots."""
    box = Field(placeholder=placeholder, password=password, id=id, compact=True, select_on_focus=False)
    box.cursor_blink = False
    return box
