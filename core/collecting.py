"""Holding off the collection of garbage while very many things are made that live on: looking for cycles among them costs
as much as the work itself, and whichever thread it happens in, every other waits for it.
"""

import gc
import threading
from collections.abc import Iterator, MutableMapping, MutableSequence
from contextlib import contextmanager
from typing import Any

MANY = 20_000
"""So many things that live on together are worth leaving out of the looks for cycles."""

_counting = threading.Lock()
_holding: list[bool] = []


@contextmanager
def no_collecting() -> Iterator[None]:
    """Until the end of the block, and of every other that began before it ended, in whichever thread."""
    with _counting:
        _holding.append(gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _counting:
            was = _holding.pop()
            if not _holding and was:
                gc.enable()
            elif _holding:
                _holding[0] |= was


@contextmanager
def living_on() -> Iterator[None]:
    """As `no_collecting`; what was made is left out of every later look for cycles too.

    For what is so much that one such look holds all threads for a second. It is freed like anything else that nobody
    refers to, but for cycles: whoever lets go of it has to break those.
    """
    with no_collecting():
        yield
        live_on()


def live_on() -> None:
    """What is there by now is left out of every later look for cycles; within `no_collecting`, so that it has no cycles yet."""
    gc.freeze()


def emptied(held: MutableSequence[Any] | MutableMapping[Any, Any]) -> None:
    """Let go of what it holds one by one, so that other threads have their turn meanwhile."""
    if isinstance(held, MutableSequence):
        while held:
            held.pop()
    else:
        while held:
            held.popitem()
