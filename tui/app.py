"""The application around the screens: where one can go, what changed, a terminal too small, copy and leave."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.console import RenderableType
from textual import events, on, work
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.signal import Signal
from textual.widgets import Input
from textual.worker import WorkerFailed

from core.errors import AppError
from core.setting_checks import USUAL_KEYS
from screens import keymap
from screens.base import BaseScreen, Failed, Go
from screens.widgets.toosmall import TooSmall, is_too_small
from tui import clipboard, exporting, mouse, theme
from tui.canvas import Canvas, difference
from tui.hangup import when_hung_up
from tui.routes import ROUTES
from tui.typing import OneByOne
from tui.watching import watching

if TYPE_CHECKING:
    from core.service import Service

FIRST = "koppelingen"
CALM = 0.1
_SIGNALLED = 128


class Koppelbord(OneByOne, inherit_bindings=False):
    """`start` names a screen to open on top of the first one."""

    CSS_PATH = "app.tcss"
    TITLE = "koppelbord"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-tall")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "leave", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", show=False, priority=True),
    ]

    def __init__(self, service: Service, *, start: str = "", read_only: bool = False, welcome: str = "") -> None:
        super().__init__(ansi_color="NO_COLOR" in os.environ or None)
        self.service = service
        self.read_only = read_only or service.read_only
        self.changed = Signal(self, "changed")
        self.animation_level = "none"
        self._start = start
        self._welcome = welcome
        self._canvas = Canvas()
        for one in theme.THEMES:
            self.register_theme(one)
        self.theme = theme.choose(service.settings.theme, no_color=self.no_color)
        self._followed = service.settings
        self._rebind()

    def get_default_screen(self) -> Screen[None]:
        """The list of koppelingen lies under everything."""
        return self._make(FIRST)

    def on_mount(self) -> None:
        """Begin to listen; bring the list up to date; open what was asked for."""
        self._listen()
        self._repair()
        self.app_resume_signal.subscribe(self, self._resumed)
        if self._welcome and isinstance(self.screen, BaseScreen):
            self.call_after_refresh(self.screen.say, self._welcome)
        if self._start and self._start != FIRST and self.can_go(self._start):
            self.push_screen(self._make(self._start))

    def _resumed(self, _app: object) -> None:
        """Back from ctrl+z: whatever the terminal shows now, all of it is drawn again."""
        self._canvas.forget()
        self.screen.refresh(layout=True)

    def can_go(self, screen: str) -> bool:
        """Whether there is a screen of this name."""
        return screen in ROUTES

    async def copy(self, text: str) -> str:
        """Put text where it can be pasted."""
        driver = self._driver
        return await clipboard.copy(text, driver.write if driver is not None else lambda _: None)

    async def export(
        self, name: str, kind: str, headings: Sequence[str], rows: Sequence[Sequence[str | Decimal]]
    ) -> str:
        """Save rows beside the person, under a name that is not there yet."""
        return await exporting.save(name, kind, headings, rows, self.service.clock())

    async def keep(self, name: str, data: bytes) -> str:
        """Save a file beside the person; the same file once more is that file."""
        return await exporting.keep(name, data)

    async def prefer(self, name: str, value: str | bool) -> str:  # noqa: FBT001 - a value, not a switch
        """Keep a setting and show it at once, on every screen that is open."""
        if name == "preset":
            from tui import keys

            keys.check(str(value), self.service.settings.keys)
        before = await self.service.set_setting(name, value)
        self.follow_settings()
        return before

    def follow_settings(self) -> None:
        """Show the settings as they are now."""
        settings, before = self.service.settings, self._followed
        self._followed = settings
        self.theme = theme.choose(settings.theme, no_color=self.no_color)
        if (settings.preset, settings.keys) != (before.preset, before.keys):
            self._rebind()
        if settings.mouse != before.mouse and self._driver is not None:
            mouse.point(self._driver, on=settings.mouse)
        if settings.language != before.language:
            for screen in self.screen_stack:
                if isinstance(screen, BaseScreen):
                    screen.speak()

    async def bundle(self, koppeling: str) -> str:
        """Write it beside the person."""
        return await exporting.bundle(self.service, koppeling)

    def leave(self) -> None:
        """End the program."""
        self.exit(0)

    def action_leave(self) -> None:
        """Ctrl+c: as `q`, with the same question."""
        if isinstance(self.screen, BaseScreen):
            self.screen.action_do("quit")
        else:
            self.leave()

    def on_key(self, event: events.Key) -> None:
        """A letter that comes by while someone writes was typed ahead, before the field had the focus: it belongs there."""
        field = self.focused
        if isinstance(field, Input) and event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            field.insert_text_at_cursor(event.character)

    @on(Go)
    def gone(self, event: Go) -> None:
        """From one screen to another."""
        event.stop()
        if not self.can_go(event.screen):
            return
        screen = self._make(event.screen, event.koppeling, event.subject)
        if event.replace and len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def on_resize(self, event: events.Resize) -> None:
        """Below the least size one sentence covers everything."""
        small = is_too_small(event.size)
        if small and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())
        elif not small and isinstance(self.screen, TooSmall):
            self.pop_screen()

    def _rebind(self) -> None:
        """Other keys than the usual ones; looked for only where they were asked for."""
        settings = self.service.settings
        if settings.keys or settings.preset != USUAL_KEYS:
            from tui import keys

            self.set_keymap(keys.rebind(settings.preset, settings.keys))
        else:
            keymap.rebind({})
            self.set_keymap({})

    @work(exclusive=True, group="events")
    async def _listen(self) -> None:
        async for change in self.service.events():
            self.changed.publish(change)

    @work(group="repair")
    async def _repair(self) -> None:
        """Beside the first frame: thousands of files take a while; what can't be mended is told and ends nothing."""
        try:
            await self.service.repair()
        except AppError as problem:
            self.screen_stack[0].post_message(Failed(problem))

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Send what differs from what the terminal shows."""
        if isinstance(renderable, ChopsUpdate | LayoutUpdate) and self._running and not self._batch_count:
            renderable = difference(renderable, self._canvas, screen.outer_size, self.console)
        super()._display(screen, renderable)

    def _fatal_error(self) -> None:
        """Close without Textual's traceback: it shows locals, and those may hold a key. `run` raises what happened."""
        self._close_messages_no_wait()

    @property
    def crash(self) -> Exception | None:
        """What nobody foresaw, when that ended the program."""
        problem = self._exception
        return problem.error if isinstance(problem, WorkerFailed) and isinstance(problem.error, Exception) else problem

    def _make(self, name: str, koppeling: str = "", subject: str = "") -> BaseScreen:
        return ROUTES[name]()(self.service, koppeling, subject)


def run(service: Service, *, start: str = "", read_only: bool = False, welcome: str = "") -> int:
    """Show the program until the person leaves; answers the exit code. Raises the AppError of a home that can't be opened."""
    app = Koppelbord(service, start=start, read_only=read_only, welcome=welcome)
    app.calm = CALM
    return asyncio.run(_run(app))


def _leave(loop: asyncio.AbstractEventLoop, app: Koppelbord) -> None:
    with suppress(RuntimeError):  # the program may have ended meanwhile
        loop.call_soon_threadsafe(app.exit, _SIGNALLED + signal.SIGHUP)


async def _run(app: Koppelbord) -> int:
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(one, app.exit, _SIGNALLED + one)
    when_hung_up(partial(_leave, loop, app))
    async with app.service:
        if app.read_only or app.service.read_only:
            result = await app.run_async(mouse=app.service.settings.mouse)
        else:
            async with watching(app.service, failed=app.leave):
                result = await app.run_async(mouse=app.service.settings.mouse)
    if app.crash is not None:
        raise app.crash
    return result if result is not None else (app.return_code or 0)
