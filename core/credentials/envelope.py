"""Sealing: AES-256-GCM with a key for each secret, wrapped in the office's key. The office's key is never stored with it.

The name of the secret is sealed along, so that one can't be put in the place of another. Turning over to another office's
key wraps the small keys again and touches no secret.
"""

import base64
import binascii
import hashlib
import os
from collections.abc import Iterable

from core.domain.envelope import Envelope
from core.errors import CredentialsError
from core.text import mark, say

_BYTES, _NONCE = 32, 12


class LostKeyError(CredentialsError):
    """What is in the database was sealed with a key that is not here."""

    heading = mark("De sleutel van het kantoor is hier niet: wat in de database verzegeld is gaat niet open.")
    hint = mark(
        "Zet hem weer in KOPPELBORD_OFFICE_KEY. Is hij voorgoed weg, maak dan een nieuwe en sla de koppelsleutels opnieuw "
        "op; er is niets weggegooid en de koppelingen zelf zijn heel."
    )


class OfficeKey:
    """One key of the office. Never shown; `id` is what tells it from another."""

    def __init__(self, text: str) -> None:
        self._raw = _raw(text)
        self.id = hashlib.sha256(b"koppelbord office key\0" + self._raw).hexdigest()[:12]

    def __repr__(self) -> str:
        return f"OfficeKey({self.id})"

    def seal(self, name: str, secret: str) -> Envelope:
        """The secret of this name in an envelope."""
        own = os.urandom(_BYTES)
        return Envelope(_lock(own, secret.encode(), name), _lock(self._raw, own, name), self.id)

    def open(self, name: str, envelope: Envelope) -> str:
        """The secret. Raises LostKeyError when another key or another name was sealed with it."""
        return _unlock(self.unwrap(name, envelope), envelope.sealed, name).decode()

    def rewrap(self, name: str, envelope: Envelope, old: "OfficeKey") -> Envelope:
        """The same secret, to be opened with this key from now on."""
        own = old.unwrap(name, envelope)
        return Envelope(envelope.sealed, _lock(self._raw, own, name), self.id)

    def unwrap(self, name: str, envelope: Envelope) -> bytes:
        """The key that the secret itself was sealed with."""
        return _unlock(self._raw, envelope.wrapped, name)


def make_key() -> str:
    """A new key, as it is given to the program: text of 44 letters."""
    return base64.urlsafe_b64encode(os.urandom(_BYTES)).decode()


def fitting(keys: Iterable[OfficeKey], envelope: Envelope) -> OfficeKey:
    """The key that an envelope was sealed with. Raises LostKeyError."""
    known = list(keys)
    found = next((key for key in known if key.id == envelope.key_id), None)
    if found is None:
        here = ", ".join(key.id for key in known) or "-"
        raise LostKeyError(say("Verzegeld met {id}; hier is {here}.", id=envelope.key_id, here=here))
    return found


def _raw(text: str) -> bytes:
    """The text never reaches an error."""
    try:
        raw = base64.b64decode(text.strip(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != _BYTES:
        raise CredentialsError(
            say("{variable} is geen sleutel van een kantoor.", variable="KOPPELBORD_OFFICE_KEY"),
            advice=say("Maak er een met 'koppelbord kantoor key --make BESTAND'."),
        )
    return raw


def _lock(key: bytes, plain: bytes, name: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, name.encode())


def _unlock(key: bytes, locked: bytes, name: str) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(locked[:_NONCE], locked[_NONCE:], name.encode())
    except (InvalidTag, ValueError) as wrong:
        raise LostKeyError(say("{name} is veranderd sinds het verzegeld werd.", name=name)) from wrong
