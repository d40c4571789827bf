"""The door itself: `get`, `ask` and `mint` try again, `send` never does and says whether the request can have arrived."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from core.clock import Clock, system_clock
from core.config import Settings
from core.errors import GarbledError, UnknownOutcomeError, UnreachableError
from core.http.answer import Answer, Call, Tally
from core.http.exchange import LostError, NotSentError, TransientError, build_request, exchange
from core.http.secrets import Secrets
from core.http.trace import digest, field_names, request_id
from core.http.transport import CONNECT_SECONDS, ASGIApp, Line

_log = logging.getLogger(__name__)

ATTEMPTS = 4
RETRIED = frozenset({500, 502, 503, 504})


class Http:
    """One client and one SSL context a process, built at the first call.

    `apps` maps an origin (`https://snelstart.demo`) to an ASGI app that is served in-process. `on_call` gets a `Call` a
    request, retries included. `secrets` is shared with the log and the screens.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        apps: Mapping[str, ASGIApp] | None = None,
        on_call: Callable[[Call], None] | None = None,
        secrets: Secrets | None = None,
        clock: Clock = system_clock,
    ) -> None:
        self.secrets = secrets if secrets is not None else Secrets()
        self._settings = settings
        self._line = Line(settings, dict(apps or {}), self.secrets)
        self._on_call = on_call
        self._clock = clock

    def heard_by(self, on_call: Callable[[Call], None]) -> "Http":
        """The same door, whose calls are told to `on_call`; it closes with the one it was asked of."""
        door = Http(self._settings, on_call=on_call, secrets=self.secrets, clock=self._clock)
        door._line = self._line
        return door

    async def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        tally: Tally | None = None,
    ) -> Answer:
        """A GET, tried again after a connect error, a time-out, 500, 502, 503 or 504; never after a 4xx.

        The last 5xx is answered, not raised. A server that names a moment (`Retry-After`) is not pressed. Raises
        UnreachableError and GarbledError.
        """
        return await self._patiently("GET", url, headers, b"", params, tally)

    async def ask(
        self, url: str, *, headers: Mapping[str, str] | None = None, content: bytes = b"", tally: Tally | None = None
    ) -> Answer:
        """A POST that only reads, as Time On's lists are; tried again as `get`."""
        return await self._patiently("POST", url, headers, content, None, tally)

    async def mint(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
        params: Mapping[str, str] | None = None,
        tally: Tally | None = None,
    ) -> Answer:
        """A POST that yields a token; tried again as `get`: a second token does no harm."""
        return await self._patiently("POST", url, headers, content, params, tally, keyed=True)

    async def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
        tally: Tally | None = None,
    ) -> Answer:
        """A write, once. Raises UnreachableError when no byte left, UnknownOutcomeError when one may have and no
        complete answer came; any complete answer is returned, whatever its status.
        """
        try:
            return await self._once(method, url, headers, content, None, tally, 0)
        except NotSentError as problem:
            raise UnreachableError(problem.detail) from None
        except LostError as problem:
            raise UnknownOutcomeError(problem.detail) from None

    async def aclose(self) -> None:
        """Close the connections; the next call opens new ones."""
        await self._line.aclose()

    async def _patiently(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        content: bytes,
        params: Mapping[str, str] | None,
        tally: Tally | None,
        *,
        keyed: bool = False,
    ) -> Answer:
        import stamina

        # Its default hooks write to stderr, which is the screen; every retry is in the journal already.
        stamina.instrumentation.set_on_retry_hooks(())
        retry = -1
        answer: Answer | None = None
        patience = stamina.retry_context(
            on=_is_transient, attempts=ATTEMPTS, timeout=2 * self._settings.timeout_seconds, wait_initial=0.2
        )
        try:
            async for attempt in patience:
                retry += 1
                answer = None
                with attempt:
                    answer = await self._once(method, url, headers, content, params, tally, retry, keyed=keyed)
                    _check_passing(answer)
        except _PassingError:
            if answer is not None:
                return answer
            raise
        except TransientError as problem:
            kind = GarbledError if isinstance(problem, LostError) and problem.garbled else UnreachableError
            raise kind(problem.detail) from None
        if answer is None:
            raise UnreachableError
        return answer

    async def _once(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        content: bytes,
        params: Mapping[str, str] | None,
        tally: Tally | None,
        retry: int,
        *,
        keyed: bool = False,
    ) -> Answer:
        if tally is not None:
            tally.calls += 1
        client = self._line.client()
        at, begun = self._clock(), time.perf_counter()
        answer: Answer | None = None
        dropped = False
        limit = self._settings.timeout_seconds + 2 * min(CONNECT_SECONDS, self._settings.timeout_seconds)
        try:
            request = build_request(client, method, url, headers or {}, content, params)
            async with asyncio.timeout(limit):
                answer = await exchange(client, request, self.secrets, self._line.way(request.url.host))
        except TimeoutError:
            raise LostError.slow(urlsplit(url).netloc, limit) from None
        except asyncio.CancelledError:
            dropped = True
            raise
        finally:
            parts = urlsplit(url)
            shown = _shown(parts.path, {**dict(parse_qsl(parts.query)), **dict(params or {})})
            seconds, status = time.perf_counter() - begun, None if answer is None else answer.status
            call = Call(parts.netloc, method, shown, status, seconds, retry, at, dropped=dropped)
            self._report(call, None if keyed else content, answer)
        return answer

    def _report(self, call: Call, content: bytes | None, answer: Answer | None) -> None:
        """Tell the listener; `content` is None when a body holds a key, so that nothing of it is told."""
        _log.debug(
            "%s %s%s %s %.3fs", call.method, call.host, self.secrets.redact(call.path), call.status, call.seconds
        )
        if self._on_call is None:
            return
        try:
            self._on_call(call if content is None else _traced(call, content, answer))
        except Exception:  # noqa: BLE001 - a journal that fails may not turn the outcome of a write into something else
            _log.exception("the call was made but not recorded")


def _traced(call: Call, content: bytes, answer: Answer | None) -> Call:
    """With what may be kept of the bodies."""
    known = replace(call, sent=digest(content), fields=field_names(content))
    if answer is None:
        return known
    return replace(known, answered=digest(answer.body), size=len(answer.body), id=request_id(answer.headers))


class _PassingError(TransientError):
    """A 5xx that may pass."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))


def _check_passing(answer: Answer) -> None:
    if answer.status in RETRIED and "retry-after" not in answer.headers:
        raise _PassingError(answer.status)


def _is_transient(problem: Exception) -> bool:
    return isinstance(problem, TransientError) and problem.retry


def _shown(path: str, query: Mapping[str, str]) -> str:
    """The path with paging alone: other values may be names or keys."""
    paging = "&".join(f"{name}={query[name]}" for name in ("$skip", "$top") if query.get(name, "").isdigit())
    return f"{path}?{paging}" if paging else path
