"""Holding off the collection of garbage while very many things are made that live on: looking for cycles among them costs
as much as the work itself.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collecting() -> Iterator[None]:
    """Until the end of the block, whichever thread it is in; collecting goes on afterwards where it was going on."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
