"""What SnelStart posts about a koppelsleutel, read: bounded in size and depth, in either spelling, believed in nothing.

`{"KoppelSleutel": …, "ActionType": "Create"|"Regenerate"|"Delete", "ReferenceKey": …}`; an older page of SnelStart shows
the names in camelCase, so their case does not count. Members that are not known are passed over.
"""

from dataclasses import dataclass

import msgspec

from core.domain.activation import Told

MOST_BYTES = 32 * 1024
"""A koppelsleutel is some hundred characters and a reference 500 at most; the rest is room."""
LONGEST_REFERENCE = 500
LONGEST_KEY = 8 * 1024
_NAMES = ("koppelsleutel", "actiontype", "referencekey")


class NoticeError(ValueError):
    """A body that can't be what SnelStart posts; it quotes nothing of it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One message. `koppelsleutel` may be empty at Delete."""

    told: Told
    reference: str
    koppelsleutel: str

    def __repr__(self) -> str:
        return f"Notice({self.told})"


def read_notice(body: bytes) -> Notice:
    """The message in a body. Raises NoticeError."""
    if len(body) > MOST_BYTES:
        raise NoticeError("too large")
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as problem:
        raise NoticeError(type(problem).__name__) from None
    if not isinstance(found, dict):
        raise NoticeError("no object")
    texts: dict[str, str] = {}
    for name, value in found.items():
        if name.lower() not in _NAMES:
            continue
        if value is not None and not isinstance(value, str):
            raise NoticeError("a value is no text")
        if texts.setdefault(name.lower(), value or "") != (value or ""):
            raise NoticeError("a name stands twice")
    return _checked(*(texts.get(name, "") for name in _NAMES))


def _checked(koppelsleutel: str, action: str, reference: str) -> Notice:
    words = {told.value.lower(): told for told in Told}
    told = words.get(action.lower())
    if told is None:
        raise NoticeError("an unknown action")
    if not 0 < len(reference) <= LONGEST_REFERENCE:
        raise NoticeError("no reference")
    key = koppelsleutel.strip()
    fits = key.isascii() and key.isprintable() and " " not in key and len(key) <= LONGEST_KEY
    if not fits or not (key or told is Told.DELETE):
        raise NoticeError("no key")
    return Notice(told, reference, key)
