"""A Time On API key becomes a bearer for four hours; there is no refresh, so it is minted again. Kept in memory alone."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from core.clock import Clock
from core.errors import GarbledError, TimeOnKeyError
from core.http import Answer, Http, Tally
from core.text import say
from core.timeon.envelope import check_edge, message_of, unwrap

MARGIN = timedelta(seconds=60)
_LIFETIME = 14400


class Token:
    """The bearer of one API key."""

    def __init__(self, http: Http, base: str, api_key: str, clock: Clock, tally: Tally) -> None:
        self._http = http
        self._url = f"{base}/token"
        self._key = api_key
        self._clock = clock
        self._tally = tally
        self._lock = asyncio.Lock()
        self._text = ""
        self._known = ""
        self._ends: datetime | None = None

    def __repr__(self) -> str:
        return f"Token(ends={self._ends})"

    async def text(self) -> str:
        """A bearer good for another minute. Raises TimeOnKeyError, EdgeError, UnreachableError, GarbledError."""
        async with self._lock:
            if not self._text or self._ends is None or self._clock() >= self._ends:
                await self._mint()
            return self._text

    def drop(self, text: str) -> None:
        """Forget a bearer that was refused; another that came in its place meanwhile stays."""
        if text == self._text:
            self._text = ""

    async def _mint(self) -> None:
        """An empty POST: without an explicit `Content-Length: 0` Time On answers 411."""
        answer = await self._http.mint(
            self._url,
            headers={"Content-Length": "0"},
            params={"grant_type": "apitoken", "token": self._key},
            tally=self._tally,
        )
        content = self._read(answer)
        text = content.get("access_token")
        if not isinstance(text, str) or not text or not text.isascii() or not text.isprintable():
            raise GarbledError(say("Het antwoord van {host} bevat geen token.", host=answer.host))
        self._http.secrets.discard(self._known)
        self._http.secrets.add(text)
        self._known = text
        self._text, self._ends = text, self._clock() + _lifetime(content)

    def _read(self, answer: Answer) -> Mapping[str, Any]:
        check_edge(answer)
        if not answer.ok and answer.status not in (400, 401, 403):
            unwrap(answer, self._clock, self._http.secrets.redact)
        content = answer.json()
        if not isinstance(content, Mapping):
            raise GarbledError(say("Het antwoord van {host} bevat geen token.", host=answer.host))
        if not answer.ok or content.get("success") is False or not content.get("access_token"):
            raise TimeOnKeyError(message_of(content, self._http.secrets.redact))
        return content


def _lifetime(content: Mapping[str, Any]) -> timedelta:
    seconds = content.get("expires_in")
    whole = timedelta(seconds=seconds if isinstance(seconds, int) and 0 < seconds < 10**6 else _LIFETIME)
    return max(whole - MARGIN, whole / 2)
