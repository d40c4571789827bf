"""Tells whoever listens that something changed: a topic a message, a burst collapses in the listener, not here."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed: `koppelingen`, `review`, `besluit`, `sync`, `declaraties`; and of which koppeling, empty for all.

    `besluit` is what a person chose beside the review: a conflict, a permission, to run or to pause.
    """

    topic: str
    koppeling: str = ""


class Bus:
    """Fan-out to every listener's own queue. `others` is told what was told here, for whoever listens elsewhere."""

    def __init__(self, others: Callable[[str, str], None] = lambda _topic, _koppeling: None) -> None:
        self._queues: set[asyncio.Queue[Changed]] = set()
        self._others = others

    def tell(self, topic: str, koppeling: str = "") -> None:
        """Publish."""
        self.heard(topic, koppeling)
        self._others(topic, koppeling)

    def heard(self, topic: str, koppeling: str) -> None:
        """Publish here what happened elsewhere."""
        for queue in self._queues:
            queue.put_nowait(Changed(topic, koppeling))

    async def listen(self) -> AsyncIterator[Changed]:
        """Every change from now on, until the listener stops."""
        queue: asyncio.Queue[Changed] = asyncio.Queue()
        self._queues.add(queue)
        try:
            while True:
                yield await queue.get()
        finally:
            self._queues.discard(queue)
