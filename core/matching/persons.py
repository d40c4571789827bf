"""Persons: first and last name in two fields of Time On against the one `naam` of SnelStart.

`J. de Vries`, `Vries, J. de` and `Jan de Vries` can be one person: the surname with its tussenvoegsels is the same and
the initials don't contradict. That is a near match, for a person to judge; only the spelling rule makes a pair.
"""

from dataclasses import dataclass

from core.matching.normalise import LEGAL_FORMS, PARTICLES, fold

_TITLES = frozenset(
    {"dhr", "hr", "heer", "mevr", "mw", "mevrouw", "fam", "familie", "dr", "drs", "ir", "ing", "mr", "prof"}
)
_JOINED_INITIALS = 4


@dataclass(frozen=True, slots=True)
class Person:
    """A folded name taken apart: `initials` in order, `first` the first name when it is written out, `last` the rest."""

    initials: str
    first: str
    last: tuple[str, ...]


def person(folded: str) -> Person | None:
    """A folded name taken apart; None when it doesn't read as a person's: a legal form, or no first name or initial."""
    words = [word for word in folded.split() if word not in _TITLES]
    if len(words) < 2 or not LEGAL_FORMS.isdisjoint(words) or "en" in words:  # noqa: PLR2004 - a first and a last name
        return None
    given: list[str] = []
    while len(words) > 1 and words[0] not in PARTICLES and (not given or _are_initials(words[0])):
        given.append(words.pop(0))
    if not given:
        return None
    head = given[0]
    written = "" if _are_initials(head) else head
    initials = "".join(word if _are_initials(word) else word[0] for word in given)
    return Person(initials, written, tuple(words))


def may_be_same(left: str, right: str) -> bool:
    """Whether the surnames agree and the first names or initials don't contradict. Symmetric."""
    one, two = person(fold(left)), person(fold(right))
    return one is not None and two is not None and agree(one, two)


def agree(one: Person, two: Person) -> bool:
    """As `may_be_same`, of names taken apart already."""
    if one.last != two.last:
        return False
    if one.first and two.first:
        return one.first == two.first
    return one.initials.startswith(two.initials) or two.initials.startswith(one.initials)


def _are_initials(word: str) -> bool:
    """One letter, or up to four joined that hold no vowel but the first: `ja` and `jfk` can be, `jan` can't."""
    if len(word) == 1:
        return True
    return len(word) <= _JOINED_INITIALS and (len(word) == 2 or not any(c in "aeiouy" for c in word[1:]))  # noqa: PLR2004 - two letters
