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
    (
        "de",
        "den",
        "der",
        "het",
        "t",
        "van",
        "vd",
        "vande",
        "vander",
        "ten",
        "ter",
        "te",
        "in",
        "op",
        "aan",
        "bij",
        "uit",
        "el",
        "al",
        "la",
        "le",
        "du",
        "von",
        "zu",
        "d",
        "l",
        "s",
        "n",
    )
)

# Straight, curly, low, primes, accents that stand for a quote, guillemets.
_QUOTES = "'\"`" + "".join(
    map(chr, (*range(0x2018, 0x2020), 0x2032, 0x2033, 0x00B4, 0x02B9, 0x02BB, 0x02BC, 0x00AB, 0x00BB, 0x2039, 0x203A))
)
_DELETE_QUOTES = str.maketrans("", "", _QUOTES)
_LETTERS = str.maketrans(
    {
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
)
_AND = str.maketrans({"&": " en ", "+": " en "})
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.)+(?:[^\W\d_](?!\w))?")
_WORD = re.compile(r"[^\W_]+")
_WRITTEN_OUT = re.compile(
    r"\b(?:(besloten vennootschap)(?: met beperkte aansprakelijkheid)?|(naamloze vennootschap)"
    r"|(vennootschap onder firma)|(commanditaire vennootschap))\b"
)
_SHORT = ("bv", "nv", "vof", "cv")
_SAME_WORD = {"zn": "zoon"}


def fold(name: str) -> str:
    """The name in folded spelling: lower-case words with one space between; empty when it holds no letter or digit.

    Folding twice gives what folding once gives.
    """
    return _fold(name) if len(name) <= _REMEMBERED_LENGTH else _folded(name)


_REMEMBERED_LENGTH = 200


def _folded(name: str) -> str:
    # Before as well as after: NFKD makes a space of a loose accent such as U+00B4, which stands here for a quote.
    text = plain(name.translate(_DELETE_QUOTES))
    parts = [words for part in text.split(",") if (words := _words(part))]
    return _merged(_turned(parts))


_fold = lru_cache(maxsize=1 << 16)(_folded)


def plain(text: str) -> str:
    """Lower case without accents, compatibility forms resolved; spaces and punctuation as they are."""
    if text.isascii():
        return text.lower()
    while True:
        bare = _without_marks(_without_marks(text).casefold()).translate(_LETTERS)
        if bare == text:
            return bare
        text = bare


def is_name(name: str) -> bool:
    """Whether it holds a letter or digit at all; what does not is no name and equals nothing."""
    return _WORD.search(name) is not None


def _without_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.category(c).startswith("M"))


def _words(part: str) -> list[str]:
    text = part.translate(_DELETE_QUOTES).translate(_AND)
    if "." in text:
        text = _DOTTED.sub(lambda found: f" {found[0].replace('.', '')} ", text)
    return [_SAME_WORD.get(word, word) for word in _WORD.findall(text)]


def _turned(parts: list[list[str]]) -> list[str]:
    """One word list: `Anker, Stichting Het` turns round; a legal form or an enumeration after the comma does not."""
    tail: list[str] = []
    while len(parts) > 1 and _is_legal_form(parts[-1]):
        tail = parts.pop() + tail
    if len(parts) == 2 and "en" not in parts[1]:  # noqa: PLR2004 - one comma
        first, last = parts
        form = [first.pop()] if len(first) > 1 and first[-1] in LEGAL_FORMS else []
        return [*last, *first, *form, *tail]
    return [word for words in parts for word in words] + tail


def _is_legal_form(words: list[str]) -> bool:
    return _merged(words) in LEGAL_FORMS


def _merged(words: list[str]) -> str:
    """Initials written apart joined, legal forms written out shortened."""
    merged: list[str] = []
    run = False
    for word in words:
        single = len(word) == 1 and word.isalpha()
        if single and run:
            merged[-1] += word
        else:
            merged.append(word)
        run = single
    text = " ".join(merged)
    if "vennootschap" in text:
        text = _WRITTEN_OUT.sub(lambda found: _SHORT[(found.lastindex or 1) - 1], text)
    return text
