"""Dialogs: an error that stays until it is dismissed, a question with a letter an answer, a field to paste in.

Esc or b always leaves without an answer, and enter never answers yes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from core.errors import AppError
from core.service.explaining import key_of
from core.text import mark, t
from screens import keymap
from screens.keymap import Action
from screens.shell import Go
from screens.widgets.fields import field
from screens.widgets.lines import Key, KeyLine, RuleLine
from screens.widgets.said import Line, paragraphs
from screens.widgets.source import Cell
from screens.widgets.tones import Sign, Tone

ERROR_ACTIONS = keymap.register(
    "fout",
    (
        Action("close", "escape,b,enter,q", mark("sluit"), mark("Sluit de melding.")),
        Action("explain", "h,question_mark,f1", mark("uitleg"), mark("Wat deze melding betekent en wat je doet.")),
    ),
)
ASK_ACTIONS = keymap.register("vraag", (Action("close", "escape,b,n", mark("nee"), mark("Nee: er gebeurt niets.")),))
PASTE_ACTIONS = keymap.register(
    "plakken",
    (
        Action("close", "escape,ctrl+g", mark("terug"), mark("Terug zonder te plakken.")),
        Action("help", "f1", "", mark("Hulp bij dit veld.")),
    ),
)


class Dialog(ModalScreen[str]):
    """A box in the middle: a title, lines, the keys. Answers the letter pressed, empty for none."""

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > #box { width: 72; max-width: 96%; height: auto; max-height: 96%; padding: 0 2; }
    Dialog > #box > Static { height: auto; margin: 1 0; }
    Dialog > #box > Static.-none { height: 0; }
    Dialog KeyLine { padding: 0; dock: bottom; }
    """

    def __init__(self, title: str, lines: Iterable[Line]) -> None:
        super().__init__()
        self.heading = title
        self.lines = tuple(lines)

    def compose(self) -> ComposeResult:
        """Title, lines, what a subclass adds, keys."""
        with Vertical(id="box"):
            yield RuleLine(id="title")
            yield Static(paragraphs(self.lines), markup=False, id="lines", classes="" if self.lines else "-none")
            yield from self.extra()
            yield KeyLine()

    def extra(self) -> ComposeResult:
        """Below the lines."""
        yield from ()

    def keys(self) -> Sequence[Key]:
        """What can be pressed."""
        return ()

    def tone(self) -> Tone:
        """How the title sounds."""
        return Tone.ACCENT

    def on_mount(self) -> None:
        """Say it."""
        self.query_one("#title", RuleLine).show((Cell(self.heading, self.tone()),))
        self.query_one(KeyLine).show(self.keys())

    def action_close(self) -> None:
        """Leave without an answer."""
        self.dismiss("")


def _bindings(actions: Sequence[Action]) -> list[BindingType]:
    return [Binding(action.keys, action.id, show=False, id=action.name) for action in actions]


def _key(action: Action) -> Key:
    return Key(keymap.key_text(action.key_list[0]), t(action.label))


class ErrorDialog(Dialog):
    """What happened, why, and what to do."""

    BINDINGS: ClassVar[list[BindingType]] = _bindings(ERROR_ACTIONS)

    def __init__(self, problem: AppError) -> None:
        lines: list[Line] = [problem.detail] if problem.detail else []
        if problem.advice:
            lines.append((Cell("→ ", Tone.ACCENT), problem.advice))
        super().__init__(f"{Sign.BAD} {problem.title}", lines)
        self.problem = problem

    def tone(self) -> Tone:
        """Bad."""
        return Tone.BAD

    def keys(self) -> Sequence[Key]:
        """A way out, and the explanation where there is one."""
        return tuple(_key(action) for action in ERROR_ACTIONS if action.id != "explain" or key_of(self.problem))

    def action_explain(self) -> None:
        """The explanation of this message, over it."""
        if key := key_of(self.problem):
            self.post_message(Go("uitleg", subject=key))


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer: the letter that gives it, and what it says."""

    key: str
    label: str


class AskDialog(Dialog):
    """A question; the answers are letters, and none of them is enter."""

    BINDINGS: ClassVar[list[BindingType]] = _bindings(ASK_ACTIONS)

    def __init__(self, title: str, lines: Iterable[Line], choices: Sequence[Choice] = ()) -> None:
        super().__init__(title, lines)
        self.choices = tuple(choices) or (Choice("j", t("ja")),)
        for choice in self.choices:
            self._bindings.bind(choice.key, f"answer({choice.key!r})", show=False)

    def keys(self) -> Sequence[Key]:
        """The answers, and no."""
        no = [Key("n", t(action.label)) for action in ASK_ACTIONS]
        return (*(Key(choice.key, choice.label) for choice in self.choices), *no)

    def action_answer(self, key: str) -> None:
        """Answer with this letter."""
        self.dismiss(key)


class PasteDialog(Dialog):
    """A field to paste or type in; a secret is shown as dots. Answers the text, empty for none."""

    BINDINGS: ClassVar[list[BindingType]] = _bindings(PASTE_ACTIONS)

    def __init__(self, title: str, lines: Iterable[Line], *, secret: bool) -> None:
        super().__init__(title, lines)
        self._secret = secret

    def extra(self) -> ComposeResult:
        """The field."""
        yield field(id="paste", password=self._secret)

    def keys(self) -> Sequence[Key]:
        """Enter takes what stands there."""
        return (
            Key("enter", t("klaar")),
            *(Key(keymap.keys_text(one), t(one.label)) for one in PASTE_ACTIONS if one.label),
        )

    def action_help(self) -> None:
        """Of the field."""
        self.post_message(Go("help", subject="plakken#paste"))

    @on(Input.Submitted)
    def done(self, event: Input.Submitted) -> None:
        """Take it."""
        event.stop()
        self.dismiss(event.value.strip())
