"""The fields of a new klant: a label and a line a field, arrows and enter go from one to the next."""

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from core.domain.partij import Partij, Side
from core.text import mark, t
from screens.widgets.fields import field
from screens.widgets.spoken import Spoken

FIELDS = (
    ("naam", mark("Naam")),
    ("nummer", mark("Nummer")),
    ("straat", mark("Straat en nr")),
    ("postcode", mark("Postcode")),
    ("plaats", mark("Plaats")),
    ("email", mark("E-mail")),
    ("telefoon", mark("Telefoon")),
    ("btw", mark("Btw-id")),
)

HINTS = {"naam": mark("precies zoals hij er komt te staan"), "nummer": mark("leeg: het volgende vrije nummer")}


class KlantForm(Vertical):
    """Tells `Ready` when enter is pressed in the last field."""

    DEFAULT_CSS = """
    KlantForm { height: auto; padding: 0 1; }
    KlantForm > Horizontal { height: 1; }
    KlantForm .label { width: 14; }
    KlantForm Input { width: 1fr; max-width: 60; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("down", "step(1)"), ("up", "step(-1)")]

    class Ready(Message):
        """Everything was walked through."""

    def compose(self) -> ComposeResult:
        """A label and a field each."""
        for name, label in FIELDS:
            with Horizontal():
                yield Spoken(lambda label=label: [t(label)], classes="label")  # type: ignore[misc]
                yield field(id=name, placeholder=t(HINTS.get(name, "")))

    def speak(self) -> None:
        """The hints in the language of now; the labels are said again by the screen."""
        for name, hint in HINTS.items():
            self.query_one(f"#{name}", Input).placeholder = t(hint)

    @property
    def partij(self) -> Partij:
        """What was typed."""
        typed = {name: self.query_one(f"#{name}", Input).value.strip() for name, _ in FIELDS}
        return replace(Partij(Side.TIMEON, "", typed.pop("naam")), **typed)  # type: ignore[arg-type] # all of them text

    def begin(self) -> None:
        """The cursor in the first field."""
        self.query(Input).first().focus()

    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        """Enter goes on; in the last field it is ready."""
        event.stop()
        if event.input.id == FIELDS[-1][0]:
            self.post_message(self.Ready())
        else:
            self.action_step(1)

    def action_step(self, step: int) -> None:
        """One field up or down."""
        boxes = list(self.query(Input))
        here = next((place for place, box in enumerate(boxes) if box.has_focus), 0)
        boxes[min(max(here + step, 0), len(boxes) - 1)].focus()
