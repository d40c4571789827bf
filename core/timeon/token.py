"""A Time On API key becomes a bearer for four hours."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from core.clock import Clock
from core.errors import GarbledError, TimeOnKeyError
from core.http import Answer, Bearer, Http, Tally
from core.text import say
from core.timeon.envelope import check_edge, message_of, unwrap


class Token(Bearer):
    """The bearer of one API key; there is no refresh, so it is minted again."""

    lifetime = timedelta(hours=4)

    def __init__(self, http: Http, base: str, api_key: str, clock: Clock, tally: Tally) -> None:
        super().__init__(http.secrets, clock)
        self._http = http
        self._url = f"{base}/token"
        self._key = api_key
        self._tally = tally

    async def _mint(self) -> tuple[Mapping[str, Any], str]:
        """An empty POST: without an explicit `Content-Length: 0` Time On answers 411.

        Raises TimeOnKeyError, EdgeError, UnreachableError, GarbledError.
        """
        answer = await self._http.mint(
            self._url,
            headers={"Content-Length": "0"},
            params={"grant_type": "apitoken", "token": self._key},
            tally=self._tally,
        )
        return self._read(answer), answer.host

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
