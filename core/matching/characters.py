"""The characters by which two names differ, so that a difference nobody can see on screen is said in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.domain.partij import Side
from core.matching.normalise import fold
from core.text import mark, t

_LONGEST = 200
_MOST = 6
_MOST_CASES = 2
_SPACES = {
    " ": mark("spatie"),
    "\u00a0": mark("vaste spatie NBSP (U+00A0)"),
    "\u2007": mark("cijferspatie (U+2007)"),
    "\u202f": mark("smalle vaste spatie (U+202F)"),
    "\u200b": mark("spatie zonder breedte (U+200B)"),
    "\t": mark("tab (U+0009)"),
    "\n": mark("regeleinde (U+000A)"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch that differs: what stands there in Time On and what in SnelStart; empty where nothing does."""

    timeon: str
    snelstart: str

    @property
    def is_case(self) -> bool:
        """Whether only capitals differ."""
        return self.timeon.casefold() == self.snelstart.casefold()

    def __str__(self) -> str:
        if not self.timeon or not self.snelstart:
            side = Side.TIMEON if self.timeon else Side.SNELSTART
            return t("{tekens} alleen in {kant}", tekens=visible(self.timeon or self.snelstart), kant=side.label)
        if self.timeon.isspace() and self.snelstart.isspace():
            return f"{visible(self.timeon)} ≠ {visible(self.snelstart)}"
        left, right = (_with_code(text) for text in (self.timeon, self.snelstart))
        return f"{left}≠{right}" if left.isalnum() and right.isalnum() else f"{left} ≠ {right}"


@dataclass(frozen=True, slots=True)
class Differences:
    """The differences of two names, worked out when spoken: a table of many rows speaks only those on screen."""

    timeon: str
    snelstart: str

    def __str__(self) -> str:
        each = differences(self.timeon, self.snelstart)
        cases = [one for one in each if one.is_case]
        if len(cases) > _MOST_CASES:
            each = tuple(one for one in each if one not in cases)
        found = list(dict.fromkeys(str(one) for one in each))
        if len(cases) > _MOST_CASES:
            found.insert(0, t("hoofdletters en kleine letters"))
        if len(found) > _MOST:
            found = [*found[:_MOST], "…"]
        return ", ".join(found)


def words_beyond(naam: str, other: str) -> str:
    """The words of a name that the other name lacks, after folding, in their own order; empty when it lacks none."""
    theirs = set(fold(other[:_LONGEST]).split())
    return " ".join(dict.fromkeys(word for word in fold(naam[:_LONGEST]).split() if word not in theirs))


def differences(timeon: str, snelstart: str) -> tuple[Difference, ...]:
    """The stretches that differ, in order; of a name over 200 characters only the beginning is looked at."""
    left, right = timeon[:_LONGEST], snelstart[:_LONGEST]
    if _is_turned(left, right):
        return (Difference(left, right),)
    found: list[Difference] = []
    for one, other, start in _stretches(left, right):
        if len(one) == len(other):
            found.extend(Difference(a, b) for a, b in zip(one, other, strict=True) if a != b)
        else:
            found.append(_widened(Difference(one, other), left, start))
    return tuple(found)


def _stretches(left: str, right: str) -> Iterator[tuple[str, str, int]]:
    """What differs without a letter in common between, and where it starts on the left."""
    from rapidfuzz.distance import Levenshtein

    i = k = 0
    for block in Levenshtein.opcodes(left, right).as_matching_blocks():
        if block.a > i or block.b > k:
            yield left[i : block.a], right[k : block.b], i
        i, k = block.a + block.size, block.b + block.size


def visible(text: str) -> str:
    """A text in which every space is named and every mark has its code point."""
    if text and all(character == " " for character in text):
        return _SPACES[" "] if len(text) == 1 else t("dubbele spatie")
    if text in _SPACES:
        return t(_SPACES[text])
    if text.isspace():
        return " + ".join(visible(character) for character in text)
    bare = text.strip()
    return _with_code(bare) if len(bare) == 1 else f"'{bare}'"


def _with_code(text: str) -> str:
    if len(text) == 1 and text in _SPACES:
        return t(_SPACES[text])
    if len(text) == 1 and not text.isalnum():
        return f"{text} (U+{ord(text):04X})"
    return text


def _is_turned(left: str, right: str) -> bool:
    """The same words in another order: letter by letter that would read as noise."""
    return ("," in left) != ("," in right) and fold(left) == fold(right)


def _widened(found: Difference, left: str, start: int) -> Difference:
    """A space too many is shown as the doubled space it makes."""
    if found.snelstart == "" and found.timeon.isspace() and start and left[start - 1].isspace():
        return Difference(left[start - 1] + found.timeon, left[start - 1])
    if found.timeon == "" and found.snelstart.isspace() and start and left[start - 1].isspace():
        return Difference(left[start - 1], left[start - 1] + found.snelstart)
    return found
