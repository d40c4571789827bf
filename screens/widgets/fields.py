"""Input fields that keep a slow line quiet: no blinking cursor, no border."""

from textual.widgets import Input


def field(*, id: str, placeholder: str = "", password: bool = False) -> Input:  # noqa: A002 - Textual's word
    """One line to type or paste in; `password` shows dots."""
    box = Input(placeholder=placeholder, password=password, id=id, compact=True, select_on_focus=False)
    box.cursor_blink = False
    return box
