"""One HTTP exchange held in the hand: run the service, send what one likes, or cut the line.

Over uvicorn a cut closes or resets the real socket. In-process there is none: a cut is a ConnectionResetError there.
"""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LINGER_NOT = struct.pack("ii", 1, 0)
Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer."""

    status: int
    headers: Headers
    body: bytes

    def with_body(self, body: bytes) -> Reply:
        """The same answer around another body, its length told truly."""
        return replace(self, headers=self._with(b"content-length", str(len(body)).encode()), body=body)

    def with_header(self, name: bytes, value: bytes) -> Reply:
        """The same answer with one header changed."""
        return replace(self, headers=self._with(name, value))

    def _with(self, name: bytes, value: bytes) -> Headers:
        return [(key, text) for key, text in self.headers if key.lower() != name] + [(name, value)]


def reply(status: int, body: bytes, media: bytes = b"application/json; charset=utf-8", **headers: str) -> Reply:
    """An answer made up here; an underscore in a header's name stands for a dash."""
    extra = [(name.replace("_", "-").lower().encode(), text.encode()) for name, text in headers.items()]
    return Reply(status, [(b"content-type", media), (b"content-length", str(len(body)).encode()), *extra], body)


@dataclass(slots=True)
class Exchange:
    """A request whose body was read, and the line it came over."""

    app: ASGIApp
    scope: Scope
    receive: Receive
    send: Send
    body: bytes

    async def run(self) -> Reply:
        """Lets the service do its work, change and all, and keeps its answer."""
        status, headers, parts = 500, Headers(), bytearray()
        given = False

        async def receive() -> Message:
            nonlocal given
            if given:
                return {"type": "http.disconnect"}
            given = True
            return {"type": "http.request", "body": self.body, "more_body": False}

        async def send(message: Message) -> None:
            nonlocal status, headers
            if message["type"] == "http.response.start":
                status, headers = message["status"], list(message.get("headers", ()))
            else:
                parts.extend(message.get("body", b""))

        await self.app({**self.scope}, receive, send)
        return Reply(status, headers, bytes(parts))

    async def answer(self, answer: Reply) -> None:
        """Sends an answer whole."""
        await self.start(answer)
        await self.send({"type": "http.response.body", "body": answer.body})

    async def start(self, answer: Reply) -> None:
        """Sends status and headers only."""
        await self.send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})

    async def part(self, body: bytes) -> None:
        """Sends a piece of the body."""
        await self.send({"type": "http.response.body", "body": body, "more_body": True})

    @property
    def cycle(self) -> Any:
        """The server's own side of this exchange, or None in-process."""
        cycle = getattr(self.send, "__self__", None)
        return cycle if hasattr(cycle, "transport") else None

    def without_date(self) -> None:
        """Keeps the server from adding its own Date."""
        if self.cycle is not None:
            self.cycle.default_headers = [pair for pair in self.cycle.default_headers if pair[0].lower() != b"date"]

    async def cut(self, *, reset: bool = False) -> None:
        """Closes the line, after what was sent went out; with `reset` at once and by RST."""
        if self.cycle is None:
            raise ConnectionResetError("the line was cut")
        transport = self.cycle.transport
        if reset:
            line = transport.get_extra_info("socket")
            if line is not None:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
            transport.abort()
        else:
            transport.close()
        while (await self.receive())["type"] != "http.disconnect":
            pass


async def read_body(receive: Callable[[], Awaitable[Message]]) -> bytes | None:
    """The whole body of a request, or None when the caller hung up meanwhile."""
    parts = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.extend(message.get("body", b""))
        if not message.get("more_body", False):
            return bytes(parts)
