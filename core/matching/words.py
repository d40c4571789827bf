"""Sentences put together, and names said the way a person knows them."""

from collections.abc import Iterable

from core.domain.partij import Partij
from core.text import Sentence

_NAMES = "abcdefghijklmnopqrstuvwxyz"
_SHOWN = 60

# Stands where a value is missing.
NOTHING = "\N{EN DASH}"


def joined(sentences: Iterable[Sentence]) -> Sentence:
    """The sentences after one another as one; each keeps its own msgid, so the whole reads in any language."""
    parts = tuple(sentences)
    if len(parts) == 1:
        return parts[0]
    values = dict(zip(_NAMES, parts, strict=False))
    return Sentence(" ".join(f"{{{name}}}" for name in values), values)


def known_as(partij: Partij) -> str:
    """`naam (nummer)`, or the id when it has no name."""
    naam = shown(partij.naam).strip() or partij.id
    return f"{naam} ({partij.nummer})" if partij.nummer else naam


def shown(text: str) -> str:
    """A text short enough to stand in a sentence."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
