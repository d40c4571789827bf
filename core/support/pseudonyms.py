"""Other names and numbers in place of the real ones: always the same for the same, never to be turned back without the
key, which stays in the koppeling's own file.

What matching looks at survives: two names that differ in spelling alone still do, two equal numbers stay equal and two
different ones different. What does not survive is likeness: *lijkt 98* may become *lijkt 40*.
"""

import hashlib
import hmac
import re
import unicodedata

_CONSONANTS, _VOWELS = "bdfgklmnprstvwzj", "aeiou"
_TOKEN = re.compile(
    r"(?P<form>\b(?:[bB]\.?\s?[vV]|[nN]\.?\s?[vV]|[cC]\.?\s?[vV]|[vV]\.?\s?[oO]\.?\s?[fF]|[iI]\.?[oO]|[uU]\.?\s?[aA])\b\.?)"
    r"|(?P<word>[^\W\d_]+)|(?P<number>\d+)"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WORD_OR_NUMBER = re.compile(r"(?P<word>[^\W\d_]+)|(?P<number>\d{6,})")
_KEPT = frozenset(
    ("de", "den", "der", "het", "t", "van", "ten", "ter", "te", "in", "op", "aan", "bij", "en", "s", "n", "d", "zn",
     "zoon", "holding", "beheer", "stichting", "vereniging", "info", "administratie")
)  # fmt: skip
_OWN_ACTORS = frozenset({"", "safe", "timeon", "ask", "sync"})
_PHONE_DIGITS = 8
_ROUNDS = 8


class Pseudonyms:
    """`key` is kept from whoever reads what comes out; `names` are words that free text may hold, folded."""

    def __init__(self, key: bytes, names: frozenset[str] = frozenset()) -> None:
        self._key = key
        self._names = names

    def name(self, text: str) -> str:
        """A name or any other text of a person's, word by word; legal forms, particles, dots and spaces stay."""
        return _TOKEN.sub(self._token, text)

    def number(self, text: str) -> str:
        """A klantnummer, btw-id and the like: each run of digits becomes another of the same length."""
        return re.sub(r"\d+", lambda found: self._digits(found[0]), text)

    def phone(self, text: str) -> str:
        """The last eight digits become others, so that one number written in two ways stays one."""
        places = [place for place, character in enumerate(text) if character.isdecimal() and character.isascii()]
        if len(places) < _PHONE_DIGITS:
            return self.number(text)
        letters = list(text)
        last = places[-_PHONE_DIGITS:]
        new = self._permuted(int("".join(letters[place] for place in last)), _PHONE_DIGITS)
        for place, digit in zip(last, f"{new:0{_PHONE_DIGITS}d}", strict=True):
            letters[place] = digit
        return "".join(letters)

    def email(self, text: str) -> str:
        """Local part and domain word by word; the last label becomes `example`."""
        local, at, domain = text.partition("@")
        labels = domain.split(".")[:-1] or [domain]
        return f"{self.name(local)}@{'.'.join(map(self.name, labels))}.example" if at else self.name(text)

    def postcode(self, text: str) -> str:
        """Digits and letters become others."""
        return re.sub(r"\d+|[^\W\d_]", lambda m: self._digits(m[0]) if m[0].isdecimal() else self._letter(m[0]), text)

    def text(self, text: str) -> str:
        """A sentence of ours or of a service: only the names, addresses and long numbers in it become others."""
        parts, end = [], 0
        for found in _EMAIL.finditer(text):
            parts += [self._known(text[end : found.start()]), self.email(found[0])]
            end = found.end()
        return "".join([*parts, self._known(text[end:])])

    def slug(self, text: str) -> str:
        """The id of a koppeling, which is made of a name."""
        return f"koppeling-{self._hash('slug', text)[:8]}" if text else ""

    def actor(self, text: str) -> str:
        """Who did it, unless that is koppelbord itself."""
        return text if text in _OWN_ACTORS else f"gebruiker-{self._hash('actor', text)[:4]}"

    def digest(self, value: bytes) -> bytes:
        """Tells whether two records are equal, and nothing else."""
        return hmac.digest(self._key, b"digest" + value, "sha256") if value else value

    def _token(self, found: "re.Match[str]") -> str:
        if found["form"]:
            return found[0]
        return self._word(found[0]) if found["word"] else self._digits(found[0])

    def _known(self, text: str) -> str:
        def one(found: "re.Match[str]") -> str:
            if found["number"]:
                return self._digits(found[0])
            return self._word(found[0]) if folded(found[0]) in self._names else found[0]

        return _WORD_OR_NUMBER.sub(one, text)

    def _word(self, word: str) -> str:
        plain = folded(word)
        if plain in _KEPT:
            return word
        if len(word) == 1:
            return self._letter(word)
        new = self._syllables(plain)
        if unicodedata.normalize("NFD", word) != word:
            new = unicodedata.normalize("NFC", new[:2] + "\u0301" + new[2:])
        if word.isupper():
            return new.upper()
        return new.capitalize() if word[0].isupper() else new

    def _syllables(self, plain: str) -> str:
        value = int(self._hash("word", plain), 16)
        letters = []
        for _ in range(3):
            value, consonant = divmod(value, len(_CONSONANTS))
            value, vowel = divmod(value, len(_VOWELS))
            letters += [_CONSONANTS[consonant], _VOWELS[vowel]]
        return "".join([*letters, _CONSONANTS[value % len(_CONSONANTS)]])

    def _letter(self, letter: str) -> str:
        plain = folded(letter)
        new = chr(ord("a") + int(self._hash("letter", plain), 16) % 26)
        return new.upper() if letter.isupper() else new

    def _digits(self, digits: str) -> str:
        """Zeros in front and single digits stay; the rest becomes another number of the same length, one to one."""
        if not digits.isascii():
            return digits
        rest = digits.lstrip("0")
        length = len(rest)
        if length <= 1:
            return digits
        new = int(rest)
        while True:
            new = self._permuted(new, length)
            if len(str(new)) == length:
                return "0" * (len(digits) - length) + str(new)

    def _permuted(self, value: int, length: int) -> int:
        """A permutation of the numbers of so many digits: a Feistel network over two halves."""
        high, low = int("1" + "0" * ((length + 1) // 2)), int("1" + "0" * (length // 2))
        left, right = divmod(value, low)
        for turn in range(_ROUNDS):
            if turn % 2:
                right = (right + int(self._hash(f"{length}.{turn}", str(left)), 16)) % low
            else:
                left = (left + int(self._hash(f"{length}.{turn}", str(right)), 16)) % high
        return left * low + right

    def _hash(self, kind: str, text: str) -> str:
        return hmac.new(self._key, f"{kind}\0{text}".encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def folded(word: str) -> str:
    """A word as names are compared: lower case, without accents."""
    bare = unicodedata.normalize("NFKD", word)
    return "".join(character for character in bare if not unicodedata.combining(character)).casefold()
