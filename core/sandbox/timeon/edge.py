"""What stands before Time On: an edge that refuses Python's default agents, and a front that demands a length.

Promises that a refusal here never reaches the application, and that paths are read without regard to case or a slash at the end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_BLOCKED = re.compile(r"python-requests|python-httpx|python-urllib|aiohttp|^$", re.IGNORECASE)
_LENGTH_REQUIRED = (
    "<!DOCTYPE HTML><HTML><HEAD><TITLE>Length Required</TITLE></HEAD>"
    "<BODY><h2>Length Required</h2><hr><p>HTTP Error 411. The request must be chunked or have a content length.</p>"
    "</BODY></HTML>"
)


class Edge:
    """Middleware around the whole application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or hand the request on with its path in lower case."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = _refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        path = scope["path"].lower().rstrip("/") or "/"
        await self.app({**scope, "path": path}, receive, send)


def _refusal(scope: Scope) -> Response | None:
    headers = {name.lower(): value for name, value in scope["headers"]}
    agent = headers.get(b"user-agent", b"").decode("latin-1").strip()
    if _BLOCKED.search(agent):
        return PlainTextResponse("error code: 1010", status_code=403, headers={"Server": "cloudflare"})
    measured = b"content-length" in headers or b"transfer-encoding" in headers
    if scope["method"] in {"POST", "PUT", "PATCH"} and not measured:
        return Response(_LENGTH_REQUIRED, status_code=411, media_type="text/html")
    return None
