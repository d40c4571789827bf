"""The score of a near match: how alike the names are, then what the other fields say. 0 to 99; 100 is for equality.

Names are alike as far as their letters run together, in their own order or with the words sorted and the legal form
left out; a little goes to words that stand in both. The same value in another field closes part of the distance that
is left; a firm and its holding or foundation, or another legal form, stand farther apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.matching.contact import keys_of
from core.matching.normalise import LEGAL_FORMS
from core.matching.persons import Person, agree, person

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.matching.field import Entry

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

MOST = 99
# Pairs that are compared in one go: other threads wait for as long as their names are handed over.
_AT_ONCE = 100_000
LONGEST = 200
_LETTERS_PART, _WORDS_PART = 0.8, 0.2
_PERSON = 90.0
# What an equal field takes away of the distance to 100.
_CLOSER = {"email": 0.6, "telefoon": 0.5, "iban": 0.8, "kvk": 0.8, "btw": 0.8, "nummer": 0.5}
_CLOSER_ADDRESS = 0.5
_FARTHER = {"btw": 25.0, "kvk": 25.0}
# A firm and its holding, its foundation or its estate in liquidation look alike, at one address often, and are not the
# same; only an equal number of a register says that they are.
_OTHER_FIRM = (
    "holding",
    "beheer",
    "stichting",
    "vereniging",
    "cooperatie",
    "io",
    "oprichting",
    "liquidatie",
    "vastgoed",
)
_SHORT = {"st": "stichting", "ver": "vereniging", "coop": "cooperatie"}
_OTHER_FIRM_MOST = 70.0
_SAME_FIRM = frozenset({"btw", "kvk"})
_FORMS_DIFFER = 5.0
_READABLE = 4
_MISSPELT = 80.0
_BITS = {word: 1 << at for at, word in enumerate((*_OTHER_FIRM, *sorted(LEGAL_FORMS)))}
_BITS |= {short: _BITS[word] for short, word in _SHORT.items()}
_FIRM_BITS = (1 << len(_OTHER_FIRM)) - 1
CONTACT = ("nummer", "btw", "kvk", "iban", "email", "telefoon", "straat", "huisnummer", "postcode", "plaats")


@dataclass(slots=True)
class Known:
    """What the score looks at besides the letters: for each entry the marked words, the person, each field as a number.

    Fields are numbered by `numbering`, shared between the two sides; 0 is none.
    """

    names: list[str]
    words: "Ints"
    surnames: "Ints"
    persons: list[Person | None]
    fields: "dict[str, Ints]" = field(default_factory=dict)

    @classmethod
    def of(cls, entries: "Sequence[Entry]", numbering: dict[tuple[str, object], int]) -> "Known":
        """Look once at every entry."""
        import numpy as np

        def number(name: str, value: object) -> int:
            return numbering.setdefault((name, value), len(numbering) + 1)

        count = len(entries)
        words = np.fromiter(
            (sum({_BITS.get(word, 0) for word in entry.fold.split()}) for entry in entries), np.int64, count
        )
        persons = [person(entry.fold) for entry in entries]
        surnames = np.fromiter((number("surname", who.last) if who else 0 for who in persons), np.int64, count)
        known = cls([entry.fold for entry in entries], words, surnames, persons)
        held: list[Mapping[str, str]] = [keys_of(entry.partij) for entry in entries]
        for name in CONTACT:
            column = np.fromiter((number(name, keys[name]) if name in keys else 0 for keys in held), np.int64, count)
            if column.any():
                known.fields[name] = column
        return known


@dataclass(slots=True)
class Sides:
    """Both lists of entries with what is known of each."""

    left: Known
    right: Known

    @classmethod
    def of(cls, left: "Sequence[Entry]", right: "Sequence[Entry]") -> "Sides":
        """Look once at all."""
        numbering: dict[tuple[str, object], int] = {}
        return cls(Known.of(left, numbering), Known.of(right, numbering))

    def weighed(self, lefts: "Ints", rights: "Ints", alike: "Floats") -> "Floats":
        """The score of each pair of positions, whose names are alike from 0 to 100."""
        import numpy as np

        points = alike.copy()
        for at in np.flatnonzero(
            (self.left.surnames[lefts] == self.right.surnames[rights]) & (self.left.surnames[lefts] > 0)
        ):
            one, other = self.left.persons[lefts[at]], self.right.persons[rights[at]]
            if one is not None and other is not None and agree(one, other):
                points[at] = max(points[at], _PERSON)
        ours, theirs = self.left.words[lefts], self.right.words[rights]
        forms, others = ours & ~_FIRM_BITS, theirs & ~_FIRM_BITS
        points[(forms != others) & (forms != 0) & (others != 0)] -= _FORMS_DIFFER
        same: dict[str, np.ndarray] = {}
        for name in self.left.fields.keys() & self.right.fields.keys():
            here, there = self.left.fields[name][lefts], self.right.fields[name][rights]
            same[name] = (here == there) & (here > 0)
            points[(here != there) & (here > 0) & (there > 0)] -= _FARTHER.get(name, 0.0)
        for name in sorted(same):
            points += same[name] * (100 - points) * _CLOSER.get(name, 0.0)
        if "postcode" in same and "huisnummer" in same:
            points += (same["postcode"] & same["huisnummer"]) * (100 - points) * _CLOSER_ADDRESS
        apart = (((ours ^ theirs) & _FIRM_BITS) != 0) & (points > _OTHER_FIRM_MOST)
        for name in _SAME_FIRM & same.keys():
            apart &= ~same[name]
        for at in np.flatnonzero(apart):
            if _is_other_firm(self.left.names[lefts[at]], self.right.names[rights[at]]):
                points[at] = _OTHER_FIRM_MOST
        return np.clip(np.rint(points), 0, MOST)

    def compared(self, left: int, right: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The fields in which two positions agree and those in which they differ."""
        agreeing: list[str] = []
        differing: list[str] = []
        for name in CONTACT:
            if name not in self.left.fields or name not in self.right.fields:
                continue
            here, there = self.left.fields[name][left], self.right.fields[name][right]
            if here and there:
                (agreeing if here == there else differing).append(name)
        return tuple(agreeing), tuple(differing)


def _is_other_firm(left: str, right: str) -> bool:
    """Whether a word that makes another firm stands in one name only, not even misspelt or joined in the other."""
    from rapidfuzz import fuzz

    ours, theirs = set(left.split()), set(right.split())
    for words, other in ((ours - theirs, right), (theirs - ours, left)):
        for word in words & _BITS.keys() - LEGAL_FORMS - _SHORT.keys():
            if len(word) < _READABLE or fuzz.partial_ratio(word, other) < _MISSPELT:
                return True
    return False


def likeness(queries: Sequence[str], choices: Sequence[str], ask: "Ints", give: "Ints") -> "Floats":
    """How alike the folded names at these positions are, pair by pair, 0 to 100."""
    import numpy as np

    slices = range(0, len(ask), _AT_ONCE)
    return np.concatenate(
        [_likeness(queries, choices, ask[at : at + _AT_ONCE], give[at : at + _AT_ONCE]) for at in slices]
    )


def _likeness(queries: Sequence[str], choices: Sequence[str], ask: "Ints", give: "Ints") -> "Floats":
    import numpy as np
    from rapidfuzz import fuzz, process

    ours = [queries[at][:LONGEST] for at in ask.tolist()]
    theirs = [choices[at][:LONGEST] for at in give.tolist()]
    bare = {name: _bare(name) for name in {*ours, *theirs}}
    letters = process.cpdist(ours, theirs, scorer=fuzz.ratio, workers=-1)
    turned = process.cpdist(
        [bare[name] for name in ours], [bare[name] for name in theirs], scorer=fuzz.ratio, workers=-1
    )
    words = process.cpdist(ours, theirs, scorer=fuzz.token_set_ratio, workers=-1)
    return np.asarray(_LETTERS_PART * np.maximum(letters, turned) + _WORDS_PART * words, np.float64)


def _bare(name: str) -> str:
    """The words sorted, without the legal form unless there is nothing else."""
    words = sorted(name.split())
    return " ".join([word for word in words if word not in LEGAL_FORMS] or words)
