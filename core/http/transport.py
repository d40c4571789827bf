"""Builds the one httpx client of a process: certificate checks, proxies, in-process services, silence in the log."""

import logging
import ssl
import sys
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from core.config import Settings
from core.errors import UsageError
from core.http.proxies import Proxy, find_proxy
from core.http.secrets import Secrets
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

    def __init__(self, settings: Settings, apps: Mapping[str, ASGIApp], secrets: Secrets) -> None:
        self._settings = settings
        self._apps = apps
        self._secrets = secrets
        self._built: httpx.AsyncClient | None = None
        self._proxy: Proxy | None = None

    def client(self) -> "httpx.AsyncClient":
        """The one client; the password of a proxy is a secret from then on. Raises UsageError for a proxy or a file of
        certificates that can't be meant.
        """
        if self._built is None:
            self._proxy = find_proxy() if _outside(self._settings, self._apps) else None
            for secret in self._proxy.secrets() if self._proxy else ():
                self._secrets.add(secret)
            self._built = build_client(self._settings, self._apps, self._proxy)
        return self._built

    def way(self, host: str) -> str:
        """The proxy through which a host is reached, as a person may read it; empty without one."""
        return self._proxy.shown if self._proxy and host not in _LOOPBACK and self._proxy.serves(host) else ""

    async def aclose(self) -> None:
        """Let the connections go."""
        if self._built is not None:
            await self._built.aclose()
            self._built = None


def build_client(settings: Settings, apps: Mapping[str, ASGIApp], proxy: Proxy | None) -> "httpx.AsyncClient":
    """A client that follows no redirect, retries nothing and keeps its connections.

    `apps` are served in-process by origin. A proxy is used for other machines alone, and not for those of NO_PROXY.
    """
    import httpx

    _silence()
    _settle_sniffio()
    trust = _context(settings, apps)
    mounts: dict[str, httpx.AsyncBaseTransport | None] = {}
    if proxy is not None:
        mounts["https://"] = httpx.AsyncHTTPTransport(verify=trust, proxy=httpx.Proxy(proxy.address))
        direct = [host for host in _hosts(settings) if not proxy.serves(host)]
        mounts |= {f"all://{host}": None for host in (*_LOOPBACK, *direct)}
    mounts |= {origin: httpx.ASGITransport(app=app, raise_app_exceptions=False) for origin, app in apps.items()}
    connect = min(CONNECT_SECONDS, settings.timeout_seconds)
    return httpx.AsyncClient(
        headers={"User-Agent": settings.user_agent, "Accept": "application/json"},
        mounts=mounts,
        timeout=httpx.Timeout(settings.timeout_seconds, connect=connect),
        verify=trust,
        follow_redirects=False,
        trust_env=False,
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
    if not _outside(settings, apps):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if settings.ca_file:
        return _named(settings.ca_file)
    paths = ssl.get_default_verify_paths()
    if paths.cafile or (paths.capath and any(Path(paths.capath).iterdir())):
        return ssl.create_default_context()
    import httpx

    return httpx.create_ssl_context()


def _addresses(settings: Settings) -> tuple[str, ...]:
    return (settings.snelstart_url, settings.snelstart_auth_url, settings.timeon_url, settings.snelstart_login_url)


def _hosts(settings: Settings) -> set[str]:
    return {host for host in (urlsplit(url).hostname for url in _addresses(settings)) if host}


def _outside(settings: Settings, apps: Mapping[str, ASGIApp]) -> bool:
    """Whether any address is on another machine."""
    return any(url.startswith("https://") and not url.startswith(tuple(apps)) for url in _addresses(settings))


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
