"""Gives out and withdraws koppelsleutels: promises base64 of `username:password`, reproducible from the seed."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from core.sandbox.snelstart.state import DEFAULT_SCOPES, KeyState

if TYPE_CHECKING:
    from core.sandbox.snelstart.state import SnelStartState

PASSWORD_BLOCKS = 6
"""Hex digests in a password: a koppelsleutel is some hundred characters long, as real ones are."""


def issue_koppelsleutel(
    state: SnelStartState, administratie_id: str, *, scopes: tuple[str, ...] = DEFAULT_SCOPES
) -> str:
    """A new koppelsleutel for this administratie; KeyError when there is none."""
    administratie = state.administratie(administratie_id)
    state.issued += 1
    base = f"{state.seed}:{administratie_id}:{state.issued}:koppelsleutel"
    password = "".join(sha256(f"{base}:{block}".encode()).hexdigest() for block in range(PASSWORD_BLOCKS))
    koppelsleutel = b64encode(f"{sha256(base.encode()).hexdigest()[:32]}:{password}".encode()).decode()
    administratie.koppelsleutels[koppelsleutel] = KeyState(scopes=scopes)
    return koppelsleutel


def revoke(state: SnelStartState, koppelsleutel: str) -> None:
    """Withdraws a koppelsleutel, and with it its tokens; KeyError when it was never issued."""
    owner = state.owner(koppelsleutel)
    if owner is None:
        raise KeyError(koppelsleutel)
    owner[1].active = False


def regenerate(state: SnelStartState, koppelsleutel: str) -> str:
    """Withdraws a koppelsleutel and gives out another with the same scopes; KeyError when it was never issued."""
    owner = state.owner(koppelsleutel)
    if owner is None:
        raise KeyError(koppelsleutel)
    administratie, key = owner
    key.active = False
    return issue_koppelsleutel(state, administratie.id, scopes=key.scopes)
