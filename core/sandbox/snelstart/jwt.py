"""Makes and checks bearer tokens: promises a signed JWT with claim `scopes` that nobody else can make.

The signing key follows from the seed, so a token outlives a restart of the twin, as it would a restart of a client.
"""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.sandbox.snelstart.state import Administratie, KeyState, SnelStartState

LIFETIME = 3599
"""Seconds, as every recorded token answer says."""


def epoch(now: datetime) -> int:
    """Seconds since 1970; a moment without a zone is read as UTC."""
    return int((now if now.tzinfo else now.replace(tzinfo=UTC)).timestamp())


def fingerprint(koppelsleutel: str) -> str:
    """What a token carries of its koppelsleutel: enough to recognise it, not enough to use it."""
    return sha256(koppelsleutel.encode()).hexdigest()[:24]


def _pack(value: Any) -> str:
    return urlsafe_b64encode(json.dumps(value, separators=(",", ":")).encode()).rstrip(b"=").decode()


def _signature(state: SnelStartState, text: str) -> str:
    key = sha256(f"snelstart:{state.seed}".encode()).digest()
    return urlsafe_b64encode(hmac.new(key, text.encode(), sha256).digest()).rstrip(b"=").decode()


def mint(state: SnelStartState, administratie: Administratie, koppelsleutel: str, key: KeyState) -> str:
    """A token for one administratie, good for LIFETIME seconds from the injected clock."""
    now = epoch(state.now())
    claims = {
        "iss": "https://auth.snelstart.nl",
        "administratie": administratie.id,
        "sleutel": fingerprint(koppelsleutel),
        "scopes": " ".join(key.scopes),
        "iat": now,
        "exp": now + LIFETIME,
    }
    text = f"{_pack({'alg': 'HS256', 'typ': 'JWT'})}.{_pack(claims)}"
    return f"{text}.{_signature(state, text)}"


def check(state: SnelStartState, token: str) -> tuple[Administratie, frozenset[str]] | None:
    """Whose token this is and its scopes; None when it is forged, late, or its koppelsleutel was withdrawn.

    That a withdrawn koppelsleutel ends its tokens at once is an assumption: the harder of the two possibilities.
    """
    text, _, signature = token.rpartition(".")
    if not token.isascii() or not hmac.compare_digest(signature, _signature(state, text)):
        return None
    payload = text.partition(".")[2]
    claims = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    if claims["exp"] <= epoch(state.now()):
        return None
    for administratie in state.administraties:
        if administratie.id == claims["administratie"]:
            for koppelsleutel, key in administratie.koppelsleutels.items():
                if key.active and fingerprint(koppelsleutel) == claims["sleutel"]:
                    return administratie, frozenset(claims["scopes"].split())
    return None
