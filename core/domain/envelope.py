"""A secret as a database may hold it: sealed with a key of its own, which is sealed with the office's key."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Envelope:
    """`sealed` is the secret, `wrapped` the key it was sealed with, `key_id` names the office's key around that one.

    Both are a nonce of 12 bytes and what AES-256-GCM made of it.
    """

    sealed: bytes
    wrapped: bytes
    key_id: str
