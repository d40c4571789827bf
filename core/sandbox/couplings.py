"""The act of koppelen on SnelStart's side: which key belongs to which reference, and the webhook that says so.

Promises what is documented: one webhook for the app, delivered once and never again, in PascalCase or camelCase; the
successUrl is only a redirect. A webhook goes to loopback and nowhere else.
"""

from __future__ import annotations

import asyncio
import http.client
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from core.sandbox.snelstart import acts

if TYPE_CHECKING:
    from core.sandbox.snelstart.state import SnelStartState

MAX_REFERENCE = 500
"""Characters, as documented."""
_SECONDS = 5


@dataclass(slots=True)
class Couplings:
    """What the activation knows. `references` maps a koppelsleutel to the referenceKey it was asked with."""

    webhook_url: str | None = None
    pascal_case: bool = True
    references: dict[str, str] = field(default_factory=dict)
    deliveries: list[dict[str, Any]] = field(default_factory=list)
    """What was sent, and the status or the failure it met."""

    def set_webhook(self, url: str | None, *, pascal_case: bool) -> None:
        """Register (or with None forget) the webhook; ValueError for an address that is not plain http on loopback."""
        if url is not None:
            parts = urlsplit(url)
            if parts.scheme != "http" or not _is_loopback(parts.hostname):
                raise ValueError("De webhook moet een http-adres op deze machine zijn.")
        self.webhook_url, self.pascal_case = url, pascal_case

    async def create(self, state: SnelStartState, administratie_id: str, reference: str) -> str:
        """A new koppelsleutel for the administratie (KeyError when unknown); the webhook is told."""
        koppelsleutel = acts.issue_koppelsleutel(state, administratie_id)
        await self.created(koppelsleutel, reference)
        return koppelsleutel

    async def created(self, koppelsleutel: str, reference: str) -> None:
        """Remember whose key this is, and tell the webhook."""
        self.references[koppelsleutel] = reference
        await self._tell("Create", koppelsleutel, reference)

    async def regenerate(self, state: SnelStartState, koppelsleutel: str) -> str:
        """Another key for the same reference; the old one is revoked. KeyError for a key nobody issued."""
        new = acts.regenerate(state, koppelsleutel)
        reference = self.references.get(koppelsleutel, "")
        self.references[new] = reference
        await self._tell("Regenerate", new, reference)
        return new

    async def delete(self, state: SnelStartState, koppelsleutel: str) -> None:
        """Revoke the key and tell the webhook. KeyError for a key nobody issued."""
        acts.revoke(state, koppelsleutel)
        await self._tell("Delete", koppelsleutel, self.references.get(koppelsleutel, ""))

    async def _tell(self, action: str, koppelsleutel: str, reference: str) -> None:
        if self.webhook_url is None:
            return
        message = {"KoppelSleutel": koppelsleutel, "ActionType": action, "ReferenceKey": reference}
        if not self.pascal_case:
            message = {key[0].lower() + key[1:]: value for key, value in message.items()}
        outcome = await asyncio.to_thread(_post, self.webhook_url, msgspec.json.encode(message))
        self.deliveries.append({"actionType": action, "referenceKey": reference, "outcome": outcome})


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


def _post(url: str, body: bytes) -> int | str:
    """The status of one POST, or the name of what prevented it. There is no second attempt."""
    parts = urlsplit(url)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=_SECONDS)
    try:
        connection.request("POST", path, body, {"Content-Type": "application/json"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as failure:
        return type(failure).__name__
    finally:
        connection.close()
