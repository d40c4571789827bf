"""Sentences in two languages: Dutch is the msgid, English a catalogue beside it.

A `Sentence` keeps its msgid and values apart, so that a reason stored today reads in whichever language is asked for
tomorrow. Nothing here touches the world but the catalogue file.
"""

import gettext
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter
from typing import Any

DOMAIN = "koppelbord"
LOCALES = Path(__file__).with_name("locale")

_KEY = re.compile(r"\{([a-z][a-z_]*(?:\.[a-z][a-z_]*)+)\}")
_key_of: Callable[[str], str] = str

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_here: ContextVar[gettext.NullTranslations | None] = ContextVar("language", default=None)


def set_language(language: str | None) -> str:
    """Choose the catalogue; answers the language in use, Dutch for anything that is not English."""
    global _catalogue  # noqa: PLW0603 - one program speaks one language at a time
    chosen = "en" if (language or "").lower().startswith("en") else "nl"
    _catalogue = _of(chosen)
    return chosen


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within it this task, and a thread that it waits for, speak another language than the program: for a file that has to be
    the same whoever makes it.
    """
    token = _here.set(_of(language))
    try:
        yield
    finally:
        _here.reset(token)


def _of(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALES, languages=[language], fallback=True)


def _spoken() -> gettext.NullTranslations:
    return _here.get() or _catalogue


def language_from(environment: Mapping[str, str] = os.environ) -> str:
    """The language asked for by KOPPELBORD_LANG; Dutch when nothing is."""
    return environment.get("KOPPELBORD_LANG", "nl")


def name_keys(key_of: Callable[[str], str]) -> None:
    """Who knows the keys says which one does an action: a sentence names it `{screen.action}`, never by its letter."""
    global _key_of  # noqa: PLW0603 - one program has one set of keys
    _key_of = key_of


def _with_keys(found: str, *, filled: bool) -> str:
    """The keys in their places; when names are `filled` after this, a brace that is a key stays one."""
    if "." not in found or "{" not in found:
        return found

    def key(match: re.Match[str]) -> str:
        text = _key_of(match[1])
        return text.replace("{", "{{").replace("}", "}}") if filled else text

    return _KEY.sub(key, found)


def t(msgid: str, /, **values: object) -> str:
    """The sentence in the language in use, its {names} and {screen.action} keys filled in."""
    found = _with_keys(_spoken().gettext(msgid), filled=bool(values)) if msgid else ""
    return _filled(found, values) if values else found


def _filled(found: str, values: Mapping[str, object]) -> str:
    """The values in their places; the full stop of 'B.V.' ends the sentence too."""
    text = found.format(**values)
    if ".." not in text:
        return text
    for name, value in values.items():
        if str(value).endswith("."):
            found = found.replace(f"{{{name}}}.", f"{{{name}}}")
    return found.format(**values)


def tn(one: str, many: str, n: int, /, **values: object) -> str:
    """As `t`, choosing between singular and plural by `n`, which fills {n}."""
    return _filled(_with_keys(_spoken().ngettext(one, many, n), filled=True), {"n": n, **values})


def mark(msgid: str, /) -> str:
    """Mark a sentence for the catalogue where it stands; it is translated when shown."""
    return msgid


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence not yet spoken: msgid and values, comparable, storable, translated by `str()`."""

    msgid: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return t(self.msgid, **self.values) if self.values else t(self.msgid)

    def to_json(self) -> dict[str, Any]:
        """`{"msgid": ..., "values": {...}}`, values as text."""
        return {"msgid": self.msgid, "values": {name: str(value) for name, value in self.values.items()}}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Sentence":
        """The inverse of `to_json`. What asks for more than a value by its name was never a sentence of ours, and is shown as it
        stands. Raises KeyError, TypeError or ValueError for what is no sentence.
        """
        msgid, values = data["msgid"], dict(data.get("values", {}))
        if not isinstance(msgid, str):
            raise TypeError(msgid)
        return cls(msgid, values if _asks_only(msgid, values) else {})


def _asks_only(msgid: str, values: Mapping[str, Any]) -> bool:
    """Whether every place in it is a key or a plain name that has a value: no width, no attribute, no conversion."""
    try:
        places = [place[1:] for place in Formatter().parse(_KEY.sub("", msgid)) if place[1] is not None]
    except ValueError:
        return False
    return all(name in values and not (spec or conversion) for name, spec, conversion in places)


def say(msgid: str, /, **values: object) -> Sentence:
    """Make a `Sentence`; the extraction of msgids looks for this name, `t`, `tn` and `mark`."""
    return Sentence(msgid, values)


def in_sentences(*parts: str) -> str:
    """One after another, each that has words ended: what a service says of a refusal often has no full stop."""
    told = [part.strip() for part in parts if part.strip()]
    return " ".join(part if part[-1] in ".!?…:" or part is told[-1] else f"{part}." for part in told)
