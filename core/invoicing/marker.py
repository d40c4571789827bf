"""The marker: the name of a declaratie in SnelStart, made of facts that outlive this database.

A database that is lost and planned again gives the same marker, so the order that is already there is found. Behind it
in the memo stand the registraties it covers, so that hours found under another marker are recognised.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_LENGTH = 12
_PATTERN = re.compile(r"(?<![A-Za-z0-9])KB[A-Z2-7]{12}(?![A-Za-z0-9])")
_MEMO = re.compile(
    r"Time On-organisatie (?P<organisatie>\S+), generatie (?P<generatie>[0-9]+)(?:, crediteert (?P<credits>KB[A-Z2-7]{12}))?"
    r"(?:.*?Registraties: (?P<ids>[^\n]*))?",
    re.DOTALL,
)
_NUMBER = re.compile(r"[0-9]{1,18}")
_LETTERS = {"uren": "u", "kilometers": "k", "onkosten": "o"}
_SOORTEN = {letter: soort for soort, letter in _LETTERS.items()}

PREFIX = "KB"


@dataclass(frozen=True, slots=True)
class Mark:
    """What an order in SnelStart says about where it came from; ids are registratie ids."""

    marker: str
    organisatie: str = ""
    generation: int = 0
    credits: str = ""
    registraties: frozenset[str] = frozenset()


def make_marker(administratie: str, organisatie: str, registraties: Iterable[str], generation: int = 0) -> str:
    """`KB` and 12 characters of base32 over sha256; the order of the ids does not matter."""
    facts = "\n".join(["koppelbord", administratie.lower(), organisatie, *sorted(registraties), str(generation)])
    digest = hashlib.sha256(facts.encode()).digest()
    return PREFIX + base64.b32encode(digest).decode()[:_LENGTH]


def marker_of(text: str | None) -> str | None:
    """The first marker in a text, None without one."""
    found = _PATTERN.search(text or "")
    return found.group() if found else None


def mark_of(orderreferentie: str | None, memo: str | None) -> Mark | None:
    """What an order says of itself. The memo weighs most: a reference is short and people edit it."""
    marker = marker_of(memo) or marker_of(orderreferentie)
    if marker is None:
        return None
    found = _MEMO.search(memo or "")
    if found is None:
        return Mark(marker)
    return Mark(
        marker=marker,
        organisatie=found["organisatie"],
        generation=int(found["generatie"][:9]),
        credits=found["credits"] or "",
        registraties=frozenset(unpack(found["ids"] or "")),
    )


def pack(registraties: Iterable[str]) -> str:
    """Registratie ids in little space: `u910001-910004,910007 k910005`; foreign ids stand as they are."""
    numbers: dict[str, list[int]] = {}
    foreign = []
    for one in registraties:
        hour, _, soort = one.rpartition(":")
        if soort in _LETTERS and _NUMBER.fullmatch(hour) and str(int(hour)) == hour:
            numbers.setdefault(_LETTERS[soort], []).append(int(hour))
        else:
            foreign.append("=" + one.replace(" ", "_"))
    ranges = [letter + ",".join(_ranges(sorted(set(numbers[letter])))) for letter in sorted(numbers)]
    return " ".join([*ranges, *sorted(foreign)])


def unpack(text: str) -> list[str]:
    """The inverse of `pack`; what it can't read is left out."""
    ids = []
    for part in text.split():
        if part.startswith("="):
            ids += [part[1:]] if part[1:] else []
        elif part[0] in _SOORTEN:
            for piece in part[1:].split(","):
                first, _, last = piece.partition("-")
                if _NUMBER.fullmatch(first) and _NUMBER.fullmatch(last or first):
                    ids += [f"{number}:{_SOORTEN[part[0]]}" for number in _span(int(first), int(last or first))]
    return ids


def _span(first: int, last: int) -> range:
    """A range that a hand-edited memo can't make endless."""
    return range(first, min(last, first + 100_000) + 1)


def _ranges(numbers: Sequence[int]) -> list[str]:
    pieces: list[str] = []
    start = previous = numbers[0]
    for number in [*numbers[1:], None]:
        if number is not None and number == previous + 1:
            previous = number
            continue
        pieces.append(str(start) if start == previous else f"{start}-{previous}")
        if number is not None:
            start = previous = number
    return pieces
