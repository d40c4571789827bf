"""One request, one complete answer, or the knowledge whether a byte can have left: the line between *not sent* and
*lost* is drawn here and nowhere else.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from core.errors import UsageError
from core.http.answer import Answer
from core.http.secrets import Secrets
from core.text import Sentence, say

if TYPE_CHECKING:
    import httpx

LARGEST_BODY = 64 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"


class TransientError(Exception):
    """A failure that may pass. `detail` is free of secrets; `retry` says whether trying a read again makes sense."""

    retry = True

    def __init__(self, detail: Sentence | str) -> None:
        super().__init__(str(detail))
        self.detail = detail


class NotSentError(TransientError):
    """No byte of the request left this machine for the service."""


class LostError(TransientError):
    """A byte may have left and no complete answer came; `garbled` when something came, but not whole."""

    def __init__(self, detail: Sentence | str, *, garbled: bool = False, retry: bool = True) -> None:
        super().__init__(detail)
        self.garbled = garbled
        self.retry = retry

    @classmethod
    def slow(cls, host: str, seconds: float) -> "LostError":
        """No answer in time."""
        return cls(say("{host} antwoordde niet binnen {seconds} seconden.", host=host, seconds=round(seconds)))


def build_request(
    client: "httpx.AsyncClient",
    method: str,
    url: str,
    headers: Mapping[str, str],
    content: bytes,
    params: Mapping[str, str] | None,
) -> "httpx.Request":
    """A request that can be sent. Raises UsageError for an address or a header that can't, never showing a value."""
    import httpx

    for name, value in headers.items():
        if not value.isascii() or not value.isprintable():
            raise UsageError(say("De kop {name} bevat tekens die daar niet in mogen.", name=name))
    try:
        return client.build_request(method, url, headers=dict(headers), content=content, params=params)
    except httpx.InvalidURL:
        raise UsageError(say("Een adres in de instellingen is ongeldig.")) from None


async def exchange(client: "httpx.AsyncClient", request: "httpx.Request", secrets: Secrets, proxy: str = "") -> Answer:
    """Send and read to the end, through `proxy` as a person may read it. Raises NotSentError, LostError, or UsageError for an
    address that can't be meant.
    """
    import httpx

    host = urlsplit(str(request.url)).netloc
    try:
        response = await client.send(request, stream=True)
        try:
            body = await _whole_body(response, host)
        finally:
            await response.aclose()
    except (httpx.UnsupportedProtocol, httpx.LocalProtocolError) as problem:
        raise UsageError(say("{host}: {problem}", host=host, problem=_words(problem, secrets.redact))) from None
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError) as problem:
        words = _words(problem, secrets.redact)
        raise NotSentError(_no_connection(host, proxy, words)) from None
    except httpx.TimeoutException:
        raise LostError(say("{host} antwoordde niet op tijd.", host=host)) from None
    except (httpx.DecodingError, httpx.RemoteProtocolError) as problem:
        words = _words(problem, secrets.redact)
        raise LostError(
            say("{host} antwoordde maar half: {problem}.", host=host, problem=words), garbled=True
        ) from None
    except httpx.TransportError as problem:
        words = _words(problem, secrets.redact)
        raise LostError(say("De verbinding met {host} viel weg: {problem}.", host=host, problem=words)) from None
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status_code, headers, body.removeprefix(_BOM), host)


async def _whole_body(response: "httpx.Response", host: str) -> bytes:
    chunks: list[bytes] = []
    size = 0
    async for chunk in response.aiter_bytes():
        size += len(chunk)
        if size > LARGEST_BODY:
            raise LostError(say("Het antwoord van {host} is te groot.", host=host), garbled=True, retry=False)
        chunks.append(chunk)
    promised = response.headers.get("content-length", "")
    if promised.isdigit() and int(promised) != response.num_bytes_downloaded:
        raise LostError(say("Het antwoord van {host} is afgekapt.", host=host), garbled=True)
    return b"".join(chunks)


def _no_connection(host: str, proxy: str, problem: str) -> Sentence:
    if proxy:
        return say(
            "Geen verbinding met {host} via de proxy {proxy}: {problem}.", host=host, proxy=proxy, problem=problem
        )
    return say("Geen verbinding met {host}: {problem}.", host=host, problem=problem)


def _words(problem: Exception, redact: Callable[[str], str]) -> str:
    return redact(str(problem) or type(problem).__name__).rstrip(".")
