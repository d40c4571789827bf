"""What every screen is built on: one grammar of lines and keys, loading, errors, and the way from one screen to another.

A screen gets the service through its constructor and asks for another screen with `Go`; the application knows which
class that is. An AppError anywhere ends in a dialog, never in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.widgets import Input

from core.errors import StoppedError
from core.text import mark, t
from screens import keymap, palette
from screens.keymap import Action
from screens.shell import Failed, Go, Shell, told
from screens.waiting import Waiting
from screens.widgets.details import Details
from screens.widgets.dialogs import AskDialog, Choice, ErrorDialog, PasteDialog
from screens.widgets.filterline import FilterLine
from screens.widgets.lines import HappenedLine, Key, KeyLine, TopLine
from screens.widgets.picker import PickDialog
from screens.widgets.said import Line, Part
from screens.widgets.source import Cell
from screens.widgets.table import Table
from screens.widgets.times import clock_text, moment_text
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service import Service
    from core.service.bus import Changed
    from core.service.opened import Opened

__all__ = ["BaseScreen", "Failed", "Go", "Shell", "told"]


class BaseScreen(Waiting):
    """Subclasses set SCREEN, ACTIONS, TOPICS (and FILTERS, where there is nothing to filter), and write `body`, `crumbs`, `reload` and an `action_…` for each action.

    `reload` is a worker (`@work(exclusive=True, group="load")` over `@told`) that ends in a message; an `@on` handler
    sets the state. It runs when the screen appears and when a topic of TOPICS changed; a screen of thousands, where
    something changes all the time, gives REST: so many seconds between two readings.
    """

    ACTIONS: ClassVar[tuple[Action, ...]] = ()
    TOPICS: ClassVar[frozenset[str]] = frozenset()
    REST = 0.0
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings(keymap.COMMON_ACTIONS)]

    AUTO_FOCUS = "Rows"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if cls.__dict__.get("SCREEN"):
            cls.ACTIONS = keymap.register(cls.SCREEN, cls.ACTIONS, whole=True)
            cls.BINDINGS = [*keymap.bindings(cls.ACTIONS)]
        super().__init_subclass__(**kwargs)

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__()
        self.service = service
        self.koppeling_id = koppeling
        self.subject = subject
        self._stale = False
        self._resting = False

    # what a subclass writes

    def body(self) -> ComposeResult:
        """The work, above the details."""
        yield from ()

    def lower(self) -> ComposeResult:
        """The details; nothing for a screen without."""
        yield Details()

    def crumbs(self) -> Sequence[str]:
        """The breadcrumb, in the language in use."""
        return ()

    def context(self) -> str:
        """What stands before the clock."""
        return ""

    def tabs(self) -> Sequence[Part]:
        """What stands on the rule."""
        return ()

    def why_not(self, action: str) -> str:
        """Why this action can't be done now, in words; empty when it can."""
        del action
        return ""

    def is_offered(self, action: str) -> bool:
        """Whether the footer shows it at all."""
        del action
        return True

    async def leaving(self) -> None:
        """Last things before going back."""

    # what a subclass uses

    @property
    def details(self) -> Details:
        """The pane below or beside the work."""
        return self.query_one(Details)

    async def open(self) -> Opened:
        """The koppeling of this screen."""
        return await self.service.open(self.koppeling_id)

    def say(self, *parts: Part) -> None:
        """What just happened."""
        self.query_one("#happened", HappenedLine).show(*parts)
        self.tell_undoable()

    def say_done(self, text: str) -> None:
        """Something succeeded."""
        self.say(Cell(f"{Sign.GOOD} ", Tone.GOOD), text)

    def go(self, screen: str, koppeling: str = "", subject: str = "", *, replace: bool = False) -> None:
        """Ask the application for another screen."""
        self.app.post_message(Go(screen, koppeling or self.koppeling_id, subject, replace=replace))

    async def ask(self, title: str, lines: Sequence[Line], choices: Sequence[Choice] = ()) -> str:
        """The letter of the answer, empty for no; call it from a worker."""
        return await self.app.push_screen_wait(AskDialog(title, lines, choices))

    async def paste(self, title: str, lines: Sequence[Line], *, secret: bool = True) -> str:
        """What was pasted, empty for nothing; call it from a worker."""
        return await self.app.push_screen_wait(PasteDialog(title, lines, secret=secret))

    def fresh(self) -> None:
        """Draw the lines around the work again, after the state changed."""
        if not self.is_mounted:
            return
        now = self.service.clock()
        clock = t("bundel {moment}", moment=moment_text(now)) if self.service.is_replay else clock_text(now)
        context = self.context()
        self.query_one(TopLine).show(self.crumbs(), f"{context}  ·  {clock}" if context else clock)
        count = ""
        if self.query(Table):
            source = self.table.source
            count = t("{n} van {total}", n=source.count(), total=source.total()) if source else ""
        self.tell_undoable()
        self.query_one(FilterLine).show(self.tabs(), count, filters=self.FILTERS)
        if panes := self.query(Details):
            table = self.table_in_use
            panes.first().place(f"{table.cursor + 1}/{table.count}" if table is not None and table.count > 1 else "")
        self.query_one(KeyLine).show(self._keys(self.ACTIONS), self._keys(keymap.COMMON_ACTIONS))

    # machinery

    def compose(self) -> ComposeResult:
        """The five parts, on every screen the same."""
        yield TopLine()
        yield FilterLine()
        with Container(id="work"):
            with Vertical(id="main"):
                yield from self.body()
            with Vertical(id="lower"):
                yield from self.lower()
        yield HappenedLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """Listen, draw, load."""
        keymap.stand(self.SCREEN)
        self.app.changed.subscribe(self, self._heard)
        self.set_interval(20, self.fresh)
        self.fresh()
        self.keys_wait_for(self.reload())

    def on_screen_resume(self) -> None:
        """Load again what changed while another screen was in front."""
        keymap.stand(self.SCREEN)
        self._catch_up()
        self.fresh()

    def action_do(self, action: str) -> None:
        """Every key comes through here: do it, or say why not."""
        reason = self._reason(action)
        if reason:
            self.say(Cell(f"{Sign.NONE} ", Tone.DIM), reason)
        else:
            getattr(self, f"action_{action}")()

    @work
    async def action_back(self) -> None:
        """To the screen before; a filter goes first."""
        line = self.query_one(FilterLine)
        if line.filter:
            line.clear()
        elif len(self.app.screen_stack) > 1 and await self._may_leave():
            await self.leaving()
            self.dismiss()

    def action_palette(self) -> None:
        """Do something, or go somewhere; what is typed behind it is for its field, however long it takes to come."""
        self.app.hold_keys(self._palette())

    @work(exclusive=True, group="palette")
    @told
    async def _palette(self) -> None:
        try:
            entries = palette.actions(self.SCREEN, self._is_shown, lambda action: self._reason(action.id))
            entries += await palette.places(self.service, self.koppeling_id)
            rows = palette.source(entries)
            hint, empty = mark("typ wat je wilt doen, of een naam, nummer of bedrag"), mark("Niets gevonden.")
            ask = PickDialog(
                t("Doe, of ga naar"), palette.COLUMNS, rows, hint=hint, empty=empty, ready=self.app.let_keys_go
            )
            key = await self.app.push_screen_wait(ask)
        finally:
            self.app.let_keys_go()
        chosen = next((one for one in entries if one.key == key), None)
        if chosen is None:
            return
        table = self.table_in_use
        if chosen.action is None:
            self.go(*chosen.place)
        elif chosen.action.screen != keymap.TABLE:
            self.action_do(chosen.action.id)
        elif table is not None:
            getattr(table, f"action_{chosen.action.id}")()

    def action_help(self) -> None:
        """Help for this screen, and for the field that is typed in."""
        field = self.focused.id if isinstance(self.focused, Input) else ""
        self.go("help", subject=f"{self.SCREEN}#{field}" if field else self.SCREEN)

    def action_tour(self) -> None:
        """The ten steps."""
        self.go("rondleiding")

    @work
    async def action_quit(self) -> None:
        """Leave the program."""
        if await self._may_leave():
            await self.leaving()
            self.app.leave()

    @on(Failed)
    def failed(self, event: Failed) -> None:
        """Errors stay until they are dismissed; what a person stopped is no error."""
        if isinstance(event.problem, StoppedError):
            self.say(Cell(f"{Sign.WARN} ", Tone.WARN), f"{event.problem.title} {event.problem.advice}")
        else:
            self.say(Cell(f"{Sign.BAD} ", Tone.BAD), event.problem.title)
            self.app.push_screen(ErrorDialog(event.problem))
        self.fresh()

    async def _may_leave(self) -> bool:
        reason = self.busy()
        return not reason or await self.ask(reason, (), (Choice("j", t("toch weg")),)) == "j"

    def _reason(self, action: str) -> str:
        found = [one for one in (*self.ACTIONS, *keymap.COMMON_ACTIONS) if one.id == action]
        if found and found[0].writes and self.app.read_only:
            return t("Alleen lezen: hier verandert niets.")
        return self.why_not(action) if found and found[0].screen == self.SCREEN else ""

    def _keys(self, actions: Sequence[Action]) -> list[Key]:
        shown = [one for one in actions if one.label and self._is_shown(one)]
        return [Key(keymap.key_text(a.key_list[0]), t(a.label), grey=bool(self._reason(a.id))) for a in shown]

    def _is_shown(self, action: Action) -> bool:
        if action.screen == keymap.TABLE:
            return bool(self.query(Table))
        if action.screen == keymap.COMMON:
            return {"back": len(self.app.screen_stack) > 1, "undo": bool(self.undoable())}.get(action.id, True)
        return self.is_offered(action.id)

    def _heard(self, change: Changed) -> None:
        if change.topic not in self.TOPICS or (change.koppeling and self.koppeling_id not in ("", change.koppeling)):
            return
        self._stale = True
        if self.is_current and not self._resting:
            self._catch_up()

    def _catch_up(self) -> None:
        """Load again, if something changed since."""
        self._resting = False
        if not self._stale or not self.is_current:
            return
        self._stale = False
        self.reload()
        if self.REST and self.app.calm:
            self._resting = True
            self.set_timer(self.REST, self._catch_up)
