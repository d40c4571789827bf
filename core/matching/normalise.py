"""Names folded so that only a difference in spelling disappears; two firms never become one by it.

Folded away: case, accents, quotes, punctuation, doubled and unusual spaces, dots in abbreviations, `&`, `+` and `en`,
`Zn` and `Zoon`, the ways of writing B.V., N.V., V.O.F. and C.V., and word order where a comma says so. Kept: every
other word. Holding, Beheer, Stichting, Vereniging, i.o. and *in liquidatie* are other firms, so they stay.
"""

import re
import unicodedata
from functools import lru_cache

LEGAL_FORMS = frozenset({"bv", "nv", "vof", "cv"})
PARTICLES = frozenset(
    ("de", "den", "der", "het", "t", "van", "vd", "vande", "vander", "ten", "ter", "te", "in", "op", "aan", "bij", "uit",
     "el", "al", "la", "le", "du", "von", "zu", "d", "l", "s", "n")
)  # fmt: skip

# Straight, curly, low, primes, accents that stand for a quote, guillemets.
_QUOTES = frozenset("'\"`").union(
    map(chr, (*range(0x2018, 0x2020), 0x2032, 0x2033, 0x00B4, 0x02B9, 0x02BB, 0x02BC, 0x00AB, 0x00BB, 0x2039, 0x203A))
)
_LETTERS = {
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    "þ": "th",
    "ħ": "h",
}
_KEPT = ".,"
# The dot of an abbreviation: behind a single letter, unless a word of more letters follows at once.
_ABBREVIATING = re.compile(r"(?<=(?<![^\W_])[^\W\d_])\.(?![^\W_]{2}|\d)")
_WORD = re.compile(r"[^\W_]")
_WRITTEN_OUT = re.compile(
    r"\b(?:(besloten vennootschap)(?: met beperkte aansprakelijkheid)?|(naamloze vennootschap)"
    r"|(vennootschap onder firma)|(commanditaire vennootschap))\b"
)
_SHORT = ("bv", "nv", "vof", "cv")
_REMEMBERED_LENGTH = 200


class _Characters(dict[int, str]):
    """What each character becomes, worked out when it is first met: letters and digits, a space, or nothing."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        if character in _QUOTES:
            spelled = ""
        elif character in "&+":
            spelled = " en "
        else:
            bare = plain(character)
            spelled = bare if character == bare else "".join(map(self.__getitem__, map(ord, bare)))
            if character == bare and not (character.isalnum() or character in _KEPT):
                spelled = " "
        self[point] = spelled
        return spelled


_CHARACTERS = _Characters()


def fold(name: str) -> str:
    """The name in folded spelling: lower-case words with one space between; empty when it holds no letter or digit.

    Folding twice gives what folding once gives.
    """
    return _fold(name) if len(name) <= _REMEMBERED_LENGTH else _folded(name)


def plain(text: str) -> str:
    """Lower case without accents, compatibility forms resolved; spaces and punctuation as they are."""
    if text.isascii():
        return text.lower()
    while True:
        bare = _without_marks(_without_marks(text).casefold())
        bare = "".join([_LETTERS.get(character, character) for character in bare])
        if bare == text:
            return bare
        text = bare


def is_name(name: str) -> bool:
    """Whether it holds a letter or digit at all; what does not is no name and equals nothing."""
    return _WORD.search(name) is not None


def _folded(name: str) -> str:
    text = name.translate(_CHARACTERS)
    if "." in text:
        text = _ABBREVIATING.sub("", text).replace(".", " ")
    if "," in text:
        parts = [words for part in text.split(",") if (words := part.split())]
        return _merged(_turned(parts))
    return _merged(text.split())


_fold = lru_cache(maxsize=1 << 16)(_folded)


def _without_marks(text: str) -> str:
    return "".join([c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c)[0] != "M"])


def _turned(parts: list[list[str]]) -> list[str]:
    """One word list: `Anker, Stichting Het` turns round; a legal form or an enumeration after the comma does not."""
    tail: list[str] = []
    while len(parts) > 1 and _merged(parts[-1]) in LEGAL_FORMS:
        tail = parts.pop() + tail
    if len(parts) == 2 and "en" not in parts[1]:  # noqa: PLR2004 - one comma
        first, last = parts
        form = [first.pop()] if len(first) > 1 and first[-1] in LEGAL_FORMS else []
        return [*last, *first, *form, *tail]
    return [word for words in parts for word in words] + tail


def _merged(words: list[str]) -> str:
    """Initials written apart joined, `zn` in full, legal forms written out shortened."""
    single = False
    for word in words:
        if len(word) == 1:
            if single:
                words = _initials_joined(words)
                break
            single = True
        else:
            single = False
    if "zn" in words:
        words = ["zoon" if word == "zn" else word for word in words]
    text = " ".join(words)
    if "vennootschap" in text:
        text = _WRITTEN_OUT.sub(lambda found: _SHORT[(found.lastindex or 1) - 1], text)
    return text


def _initials_joined(words: list[str]) -> list[str]:
    joined: list[str] = []
    run = False
    for word in words:
        single = len(word) == 1 and word.isalpha()
        if single and run:
            joined[-1] += word
        else:
            joined.append(word)
        run = single
    return joined
