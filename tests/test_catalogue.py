"""English is complete: every sentence of the sources has one, with the same values, and what ships is what was written."""

import io
import string
import sys
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import catalogue  # noqa: E402 - a script of ours, beside the packages


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
        if set().union(*map(values, texts(one))) != set().union(*map(values, texts(other)))
    ]
    assert astray == []


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
