"""A koppelsleutel becomes a token, and the token says what it may do."""

import base64
import binascii
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from core.clock import Clock
from core.errors import GarbledError, KoppelsleutelError
from core.http import Answer, Bearer, Http, Tally, decode
from core.snelstart.problem import Shape, read_problem
from core.snelstart.refusal import asks_to_wait, refusal


class Token(Bearer):
    """The bearer of one koppelsleutel. `scopes` are what its JWT names, empty before the first mint or when it is opaque."""

    lifetime = timedelta(seconds=3599)

    def __init__(self, http: Http, url: str, koppelsleutel: str, clock: Clock, tally: Tally) -> None:
        super().__init__(http.secrets, clock)
        self.scopes: tuple[str, ...] = ()
        self._http = http
        self._url = url
        self._key = koppelsleutel
        self._tally = tally

    async def _mint(self) -> tuple[Mapping[str, Any], str]:
        """Raises KoppelsleutelError, UnreachableError, GarbledError."""
        form = urlencode({"grant_type": "clientkey", "clientkey": self._key}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = await self._http.mint(self._url, headers=headers, content=form, tally=self._tally)
        if not answer.ok:
            raise self._refused(answer)
        content = answer.json()
        content = content if isinstance(content, Mapping) else {}
        self.scopes = scopes_of(str(content.get("access_token", "")))
        return content, answer.host

    def _refused(self, answer: Answer) -> Exception:
        """Every 4xx that the token service itself utters means the koppelsleutel; the gateway's 429 or spent quota does not."""
        redact = self._http.secrets.redact
        problem = read_problem(answer, redact)
        own = answer.status in (400, 401, 403) and problem.shape is not Shape.HTML
        if own and not asks_to_wait(answer, problem):
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
