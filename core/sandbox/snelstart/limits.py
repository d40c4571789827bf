"""The gateway's limits: calls a minute, calls an hour and calls at once, each by administratie and product.

Windows slide over real seconds, whatever the injected clock says: a client waits them out in real time.
"""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING

from core.sandbox.snelstart.answers import gateway

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MINUTE, HOUR = 60.0, 3600.0
TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Product:
    """What a subscription allows one administratie."""

    a_minute: int
    an_hour: int
    at_once: int


PRODUCTS = {
    "test": Product(100, 1_000, 5),
    "maatwerk": Product(500, 5_000, 50),
    "productie": Product(500, 5_000, 50),
}


@dataclass(slots=True)
class Counts:
    """What the gateway saw of one administratie: calls it let through, refused, and most at work at one moment."""

    let_through: int = 0
    refused: int = 0
    most_at_once: int = 0


@dataclass(slots=True)
class Meter:
    """The calls of one administratie."""

    product: Product
    ticks: Callable[[], float]
    counts: Counts
    calls: deque[float] = field(default_factory=deque)
    running: int = 0

    def wait(self) -> float:
        """Seconds until another call fits both windows; zero when it does now."""
        now = self.ticks()
        while self.calls and self.calls[0] <= now - HOUR:
            self.calls.popleft()
        waits = [0.0]
        for most, window in ((self.product.a_minute, MINUTE), (self.product.an_hour, HOUR)):
            if len(self.calls) >= most:
                waits.append(self.calls[-most] + window - now)
        return max(waits)

    @contextmanager
    def slot(self) -> Iterator[None]:
        """One call; Refusal 429 with Retry-After beyond a window, and without it beyond the calls at once.

        That a refused call doesn't count is an assumption, as is the header.
        """
        wait = self.wait()
        full = self.running >= self.product.at_once
        self.counts.refused += wait > 0 or full
        if wait > 0:
            seconds = str(ceil(wait))
            message = f"Rate limit is exceeded. Try again in {seconds} seconds."
            raise gateway(TOO_MANY, message, {"Retry-After": seconds})
        if full:
            raise gateway(TOO_MANY, "Rate limit is exceeded.")
        self.calls.append(self.ticks())
        self.running += 1
        self.counts.let_through += 1
        self.counts.most_at_once = max(self.counts.most_at_once, self.running)
        try:
            yield
        finally:
            self.running -= 1
