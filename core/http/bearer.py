"""A bearer: minted once for all who wait, minted anew a minute before it ends, kept in memory and never on disk."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from core.clock import Clock
from core.errors import GarbledError
from core.http.secrets import Secrets
from core.text import say

MARGIN = timedelta(seconds=60)
_LONGEST_SECONDS = 10**6


class Bearer(ABC):
    """One text that opens a service until it ends; a service says how it mints one."""

    lifetime: timedelta
    """How long one is good for when the answer names no time."""

    def __init__(self, secrets: Secrets, clock: Clock) -> None:
        self._secrets = secrets
        self._clock = clock
        self._lock = asyncio.Lock()
        self._text = ""
        self._known = ""
        self._ends: datetime | None = None

    @abstractmethod
    async def _mint(self) -> tuple[Mapping[str, Any], str]:
        """What the token service answered, and the host that did; raises what it refused."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(ends={self._ends})"

    async def text(self) -> str:
        """One that is good for another minute at least. Raises what minting raises, and GarbledError without a token."""
        async with self._lock:
            if not self._text or self._ends is None or self._clock() >= self._ends:
                self._take(*await self._mint())
            return self._text

    def drop(self, text: str) -> None:
        """Forget one that was refused; another that came in its place meanwhile stays."""
        if text == self._text:
            self._text = ""

    def _take(self, content: Mapping[str, Any], host: str) -> None:
        text = content.get("access_token")
        if not isinstance(text, str) or not text or not text.isascii() or not text.isprintable():
            raise GarbledError(say("Het antwoord van {host} bevat geen token.", host=host))
        self._secrets.discard(self._known)
        self._secrets.add(text)
        self._known = self._text = text
        self._ends = self._clock() + self._good_for(content.get("expires_in"))

    def _good_for(self, seconds: object) -> timedelta:
        whole = self.lifetime
        if isinstance(seconds, int) and 0 < seconds < _LONGEST_SECONDS:
            whole = timedelta(seconds=seconds)
        return max(whole - MARGIN, whole / 2)
