"""Lines to the receiver on which nothing was asked yet: how long one may stay so, and how many may.

A message of SnelStart comes once and waits for nobody: who holds lines open and says nothing, or says it a byte at a time,
may not take its place. The line that is silent longest makes room for the next.
"""

import asyncio
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle


class Waiting:
    """The lines that wait, the longest first: for a head at most `head_seconds`, for head or body at most `most` of them."""

    def __init__(self, head_seconds: float, most: int) -> None:
        self._seconds = head_seconds
        self._most = most
        self._lines: dict[asyncio.Transport, asyncio.TimerHandle] = {}

    def begin(self, line: asyncio.Transport) -> None:
        """Nothing was said on it yet, or nothing new."""
        self.end(line)
        if line.is_closing():
            return
        self._lines[line] = asyncio.get_running_loop().call_later(self._seconds, line.abort)
        if len(self._lines) > self._most:
            longest = next(iter(self._lines))
            self.end(longest)
            longest.abort()

    def hear_head(self, line: asyncio.Transport) -> None:
        """Its body has a time of its own, but it still takes a place."""
        if timer := self._lines.get(line):
            timer.cancel()

    def end(self, line: asyncio.Transport) -> None:
        """All was said, or it is gone."""
        if timer := self._lines.pop(line, None):
            timer.cancel()


def limited(head_seconds: float, most: int) -> "type[H11Protocol]":
    """A protocol for uvicorn whose lines are so bounded, together."""
    from uvicorn.protocols.http.h11_impl import H11Protocol

    waiting = Waiting(head_seconds, most)

    class Limited(H11Protocol):
        """One line."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            waiting.begin(transport)

        def connection_lost(self, exc: Exception | None) -> None:
            waiting.end(self.transport)
            super().connection_lost(exc)

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._look()

        def on_response_complete(self) -> None:
            super().on_response_complete()
            waiting.begin(self.transport)
            self._look()

        def _look(self) -> None:
            """What is known of the request by now."""
            cycle = cast("RequestResponseCycle | None", self.cycle)
            if cycle is None or cycle.response_complete:
                return
            waiting.hear_head(self.transport)
            if not cycle.more_body:
                waiting.end(self.transport)

    return Limited
