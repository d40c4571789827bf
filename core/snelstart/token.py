"""A koppelsleutel becomes a token: minted once for all who wait, renewed before it ends, kept in memory alone."""

import asyncio
import base64
import binascii
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from core.clock import Clock
from core.errors import GarbledError, KoppelsleutelError
from core.http import Answer, Http, Tally, decode
from core.snelstart.problem import Shape, read_problem
from core.snelstart.refusal import refusal
from core.text import say

MARGIN = timedelta(seconds=60)
_LIFETIME = 3599


class Token:
    """The bearer of one koppelsleutel. `scopes` are what its JWT names, empty before the first mint or when it is opaque."""

    def __init__(self, http: Http, url: str, koppelsleutel: str, clock: Clock, tally: Tally) -> None:
        self.scopes: tuple[str, ...] = ()
        self._http = http
        self._url = url
        self._key = koppelsleutel
        self._clock = clock
        self._tally = tally
        self._lock = asyncio.Lock()
        self._text = ""
        self._known = ""
        self._ends: datetime | None = None

    def __repr__(self) -> str:
        return f"Token(ends={self._ends})"

    async def text(self) -> str:
        """A token that is good for another minute at least. Raises KoppelsleutelError, UnreachableError, GarbledError."""
        async with self._lock:
            if not self._text or self._ends is None or self._clock() >= self._ends:
                await self._mint()
            return self._text

    def drop(self, text: str) -> None:
        """Forget a token that was refused; another that came in its place meanwhile stays."""
        if text == self._text:
            self._text = ""

    async def _mint(self) -> None:
        form = urlencode({"grant_type": "clientkey", "clientkey": self._key}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = await self._http.mint(self._url, headers=headers, content=form, tally=self._tally)
        if not answer.ok:
            raise self._refused(answer)
        content = answer.json()
        text = content.get("access_token") if isinstance(content, Mapping) else None
        if not isinstance(text, str) or not text.isascii() or not text.isprintable() or not text:
            raise GarbledError(say("Het antwoord van {host} bevat geen token.", host=answer.host))
        self._http.secrets.discard(self._known)
        self._http.secrets.add(text)
        self._known = text
        self._text, self._ends, self.scopes = text, self._clock() + _lifetime(content), scopes_of(text)

    def _refused(self, answer: Answer) -> Exception:
        """Every 4xx that the token service itself utters means the koppelsleutel; the gateway's 429 does not."""
        redact = self._http.secrets.redact
        problem = read_problem(answer, redact)
        if answer.status in (400, 401, 403) and problem.shape is not Shape.HTML:
            return KoppelsleutelError(problem.text)
        return refusal(answer, self._clock, redact, write=False)


def scopes_of(token: str) -> tuple[str, ...]:
    """The scopes a JWT names, as one spaced text or as a list; empty for a token that is no JWT."""
    payload = token.split(".")[1] if token.count(".") == 2 else ""  # noqa: PLR2004 - header, payload, signature
    try:
        claims = decode(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (binascii.Error, ValueError, GarbledError):
        return ()
    found = claims.get("scopes", claims.get("scope")) if isinstance(claims, Mapping) else None
    if isinstance(found, str):
        return tuple(found.split())
    return tuple(str(scope) for scope in found) if isinstance(found, list) else ()


def _lifetime(content: Mapping[str, Any]) -> timedelta:
    seconds = content.get("expires_in")
    whole = timedelta(seconds=seconds if isinstance(seconds, int) and 0 < seconds < 10**6 else _LIFETIME)
    return max(whole - MARGIN, whole / 2)
