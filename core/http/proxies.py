"""The proxy of the usual variables: through which one a host is reached, told without its name and password."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from core.errors import UsageError
from core.text import say

_SCHEMES = ("http", "https")
_SHORTEST = 4
"""A shorter password hides nothing, and masking it would take every word apart."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """`shown` is what a person may read of it: the machine, the port and the variable."""

    address: str = field(repr=False)
    shown: str

    def serves(self, host: str) -> bool:
        """Whether this host is not among those of NO_PROXY."""
        from urllib.request import proxy_bypass

        return not proxy_bypass(host)

    def secrets(self) -> Iterator[str]:
        """Its password, as it was written, as it is meant, and as it travels."""
        parts = urlsplit(self.address)
        if len(password := unquote(parts.password or "")) >= _SHORTEST:
            yield from {str(parts.password), password}
            pair = f"{unquote(parts.username or '')}:{password}"
            yield base64.b64encode(pair.encode()).decode("ascii")


def find_proxy() -> Proxy | None:
    """The one for https: all that leaves this machine is. Raises UsageError, without the value, for one that can't be meant."""
    from urllib.request import getproxies  # it brings http and email along, and most commands make no call

    found = getproxies()
    name = next((one for one in ("https", "all") if found.get(one)), None)
    if name is None:
        return None
    variable, text = f"{name.upper()}_PROXY", found[name]
    address = text if "://" in text else f"http://{text}"
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if host is None or parts.scheme not in _SCHEMES or not address.isprintable() or " " in address:
        raise UsageError(
            say("{variable} is geen adres van een proxy die koppelbord kan gebruiken.", variable=variable),
            advice=say("Schrijf http://machine:poort, met naam:wachtwoord@ ervoor als de proxy dat vraagt."),
        )
    return Proxy(address, f"{host}:{port} ({variable})" if port else f"{host} ({variable})")
