"""Between the screens and the application: the way to ask for another screen, and what a screen may expect."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Sequence
from decimal import Decimal
from functools import update_wrapper
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

from core.errors import AppError

if TYPE_CHECKING:
    from textual.signal import Signal
    from textual.worker import Worker

    from core.service.bus import Changed

P = ParamSpec("P")
S = TypeVar("S", bound=MessagePump)


class Go(Message):
    """Ask for another screen by name, of a koppeling, and of a subject within it (the id of a declaratie, say).

    `replace` takes the place of the screen that asks, so that going back skips it.
    """

    bubble = True

    def __init__(self, screen: str, koppeling: str = "", subject: str = "", *, replace: bool = False) -> None:
        super().__init__()
        self.screen = screen
        self.koppeling = koppeling
        self.subject = subject
        self.replace = replace


class Shell(App[int]):
    """What a screen may expect of the application."""

    changed: Signal[Changed]
    read_only: bool = False
    calm: float = 0.0
    """Seconds without a key after which what follows the cursor is drawn; 0: at once."""

    @property
    def keys_behind(self) -> bool:
        """Whether keys came that were not served yet."""
        return False

    def hold_keys(self, worker: Worker[None], passing: Iterable[str] = ()) -> None:
        """Keys wait while this reads what they are for, `passing` when it is the first; until `let_keys_go`, or its end."""
        raise NotImplementedError

    def let_keys_go(self, worker: Worker[None] | None = None) -> None:
        """Hand on the keys that wait; those that wait for this, when it is named."""
        raise NotImplementedError

    async def copy(self, text: str) -> str:
        """Put text where it can be pasted; answers in words where that is."""
        raise NotImplementedError

    async def export(
        self, name: str, kind: str, headings: Sequence[str], rows: Sequence[Sequence[str | Decimal]]
    ) -> str:
        """Save rows as a file of this kind (csv, json, xlsx); answers its path. Raises an AppError when it can't be."""
        raise NotImplementedError

    async def keep(self, name: str, data: bytes) -> str:
        """Save a file of this name; answers its path. Raises an AppError when it can't be."""
        raise NotImplementedError

    async def prefer(self, name: str, value: str | bool) -> str:  # noqa: FBT001 - a value, not a switch
        """Keep a setting and show it at once; answers what goes before it at the next start, empty when nothing does."""
        raise NotImplementedError

    async def bundle(self, koppeling: str) -> str:
        """Write a support bundle of one koppeling, or of all; answers its path. Raises an AppError when it can't be."""
        raise NotImplementedError

    def follow_settings(self) -> None:
        """Show the settings as they are now: colours, keys, mouse, language."""
        raise NotImplementedError

    def can_go(self, screen: str) -> bool:
        """Whether there is a screen of this name."""
        raise NotImplementedError

    def leave(self) -> None:
        """End the program."""
        raise NotImplementedError


class Failed(Message):
    """Work of this screen ended in an AppError."""

    def __init__(self, problem: AppError) -> None:
        super().__init__()
        self.problem = problem


def told(
    method: Callable[Concatenate[S, P], Coroutine[None, None, None]],
) -> Callable[Concatenate[S, P], Coroutine[None, None, None]]:
    """For a worker: an AppError of it is told to the person. Stands below `@work`."""

    async def run(self: S, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            await method(self, *args, **kwargs)
        except AppError as problem:
            self.post_message(Failed(problem))

    update_wrapper(run, method)
    return run
