"""English is complete: every sentence of the sources has one, with the same values, and what ships is what was written."""

import io
import re
import string
import sys
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import catalogue  # noqa: E402 - a script of ours, beside the packages

SAME = """
0009 600 700 archief chmod code concept conflict credit declaraties doctor filter hash iban id in is key kilometers km koppeling
koppelsleutel kvk later machine match min moment ms on open openstaand order over per plan postcode product
project proxy qr record ref review run runs s score sha256 snelstart spelling ssh subscription sync tab term terminal time
timeon tmux u worker
"""
# Words that are the same in both languages, and names that stay.
LABELS = {
    "Afronden",
    "Beheer",
    "Koppel",
    "Koppelen",
    "Koppelingen",
    "Login bij SnelStart",
    "Starten met synchronisatie",
}
"""Buttons and menus of Time On and SnelStart: quoted, never translated."""


@pytest.fixture(scope="module")
def english():
    return {message.id: message.string for message in catalogue.known() if message.id}


@pytest.fixture(scope="module")
def dutch():
    return [message.id for message in catalogue.extracted() if message.id]


def texts(message) -> tuple[str, ...]:
    return message if isinstance(message, tuple) else (message,)


def values(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_has_its_english(english, dutch) -> None:
    assert [one for one in dutch if not all(texts(english.get(one, "")))] == []


def test_nothing_is_kept_that_no_source_says(english, dutch) -> None:
    assert set(english) - set(dutch) == set()


def test_both_languages_say_the_same_values(english) -> None:
    astray = [
        one
        for one, other in english.items()
        if len(texts(one)) != len(texts(other)) or list(map(values, texts(one))) != list(map(values, texts(other)))
    ]
    assert astray == []


def test_both_languages_have_the_same_space_around_them(english) -> None:
    def around(text: str) -> tuple[int, int]:
        return len(text) - len(text.lstrip()), len(text) - len(text.rstrip())

    astray = [one for one, other in english.items() if list(map(around, texts(one))) != list(map(around, texts(other)))]
    assert astray == []


def test_no_sentence_was_left_in_dutch(english) -> None:
    left = []
    for one, other in english.items():
        words = re.findall(r"[^\W_]+", re.sub(r"{[^{}]*}", "", one).lower()) if one == other else ()
        if not LABELS & {one, str(one).removesuffix(": {names}")} and not set(SAME.split()).issuperset(words):
            left.append(one)
    assert left == []


def test_a_sentence_is_found_wherever_it_stands() -> None:
    source = """f"{t('een')} {tn('{n} ding', '{n} dingen', n)}"; text.say("twee " "drie", n=n); t(label); t("")"""
    assert set(catalogue.said_in(source)) == {"een", ("{n} ding", "{n} dingen"), "twee drie"}


def test_what_ships_is_what_was_written() -> None:
    made = catalogue.updated()
    made.fuzzy = False
    made.creation_date = made.revision_date = catalogue.EPOCH
    compiled = io.BytesIO()
    write_mo(compiled, made)
    assert catalogue.PO.with_suffix(".mo").read_bytes() == compiled.getvalue()


def test_a_sentence_is_english_when_english_is_asked_for() -> None:
    from core import text
    from core.errors import KoppelsleutelError

    text.set_language("en")
    try:
        assert "SnelStart refuses" in KoppelsleutelError().title
    finally:
        text.set_language("nl")
