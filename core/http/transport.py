"""Builds the one httpx client of a process: certificate checks, proxies, in-process services, silence in the log."""

import logging
import ssl
import sys
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.config import Settings
from core.errors import UsageError
from core.text import say

if TYPE_CHECKING:
    import httpx

ASGIApp = Callable[
    [
        MutableMapping[str, Any],
        Callable[[], Awaitable[MutableMapping[str, Any]]],
        Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ],
    Awaitable[None],
]

CONNECT_SECONDS = 10.0
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class Line:
    """The client of a process, built at the first call; after closing, the next call builds another."""

    def __init__(self, settings: Settings, apps: Mapping[str, ASGIApp]) -> None:
        self._settings = settings
        self._apps = apps
        self._built: httpx.AsyncClient | None = None

    def client(self) -> "httpx.AsyncClient":
        """The one client."""
        if self._built is None:
            self._built = build_client(self._settings, self._apps)
        return self._built

    async def aclose(self) -> None:
        """Let the connections go."""
        if self._built is not None:
            await self._built.aclose()
            self._built = None


def build_client(settings: Settings, apps: Mapping[str, ASGIApp]) -> "httpx.AsyncClient":
    """A client that follows no redirect, retries nothing and keeps its connections.

    `apps` are served in-process by origin. Proxies come from the usual variables, never for this machine itself.
    """
    import httpx

    _silence()
    _settle_sniffio()
    mounts: dict[str, httpx.AsyncBaseTransport | None] = {f"all://{host}": None for host in _LOOPBACK}
    mounts |= {origin: httpx.ASGITransport(app=app, raise_app_exceptions=False) for origin, app in apps.items()}
    connect = min(CONNECT_SECONDS, settings.timeout_seconds)
    return httpx.AsyncClient(
        headers={"User-Agent": settings.user_agent, "Accept": "application/json"},
        mounts=mounts,
        timeout=httpx.Timeout(settings.timeout_seconds, connect=connect),
        verify=_context(settings, apps),
        follow_redirects=False,
    )


def _settle_sniffio() -> None:
    """Where sniffio isn't installed, say so once: the client asks for it at each call, and a module that is not found is
    looked for again in every folder of the path, an eighth of the CPU of a sync with nothing new.
    """
    if find_spec("sniffio") is None:
        sys.modules["sniffio"] = None  # type: ignore[assignment]  # Python's own mark of a module that isn't there


def _context(settings: Settings, apps: Mapping[str, ASGIApp]) -> ssl.SSLContext:
    """The trust of the system (and of SSL_CERT_FILE), or of `ca_file` alone; a bare context that trusts nobody when no
    address needs it, because reading the certificates costs 40 ms. Raises UsageError for a file without certificates.
    """
    addresses = (settings.snelstart_url, settings.snelstart_auth_url, settings.timeon_url, settings.snelstart_login_url)
    outside = [url for url in addresses if url.startswith("https://") and not url.startswith(tuple(apps))]
    if not outside:
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if settings.ca_file:
        return _named(settings.ca_file)
    paths = ssl.get_default_verify_paths()
    if paths.cafile or (paths.capath and any(Path(paths.capath).iterdir())):
        return ssl.create_default_context()
    import httpx

    return httpx.create_ssl_context()


def _named(file: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=Path(file).expanduser())
    except (OSError, ssl.SSLError) as problem:
        raise UsageError(
            say("{file} bevat geen certificaten: {problem}.", file=file, problem=problem.strerror or problem),
            advice=say("Zet in ca_file een bestand met certificaten in PEM, of haal de instelling weg."),
        ) from problem


def _silence() -> None:
    """Keep httpx from logging whole addresses: Time On's token call carries the key in one."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
