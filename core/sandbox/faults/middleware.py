"""The ASGI layer around a service: strikes the calls that the table says, and lets the others through untouched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.sandbox.faults.exchange import Exchange, read_body
from core.sandbox.faults.kinds import KINDS
from core.sandbox.faults.lag import remember

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from core.sandbox.faults.table import Faults


class FaultMiddleware:
    """Wrap it outermost: over uvicorn it must see the server's own `send` to cut a line.

    `service` is the name that rules know it by: snelstart or timeon.
    """

    def __init__(self, app: ASGIApp, faults: Faults, service: str) -> None:
        self.app = app
        self.faults = faults
        self.service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one connection scope."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        rule = self.faults.strike(self.service, scope["method"], scope["path"])
        watching = self.faults.lagging and scope["method"] == "POST"
        if rule is None and not watching:
            await self.app(scope, receive, send)
            return
        body = await read_body(receive)
        if body is None:
            return
        exchange = Exchange(self._watched if watching else self.app, scope, receive, send, body)
        if rule is None:
            await exchange.answer(await exchange.run())
        else:
            await KINDS[rule.fault](exchange, rule, self.faults)

    async def _watched(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The service, with what it makes remembered for the lists that lag."""
        body = await read_body(receive)
        inner = Exchange(self.app, scope, receive, send, body or b"")
        answer = await inner.run()
        remember(self.faults, inner.body, answer)
        await inner.answer(answer)
