"""A sentence keeps its values apart, so that a stored reason reads in the language of the reader."""

import json

import pytest

from core import text


@pytest.fixture(autouse=True)
def dutch_again():
    yield
    text.set_language("nl")


def test_a_sentence_survives_storage() -> None:
    one = text.say("{snelstart} hoort al bij {timeon}.", snelstart="Bakker", timeon="Jansen")
    stored = text.Sentence.from_json(json.loads(json.dumps(one.to_json())))
    assert str(stored) == str(one) == "Bakker hoort al bij Jansen."


def test_a_stored_sentence_keeps_its_keys_and_its_values() -> None:
    said = text.say("{klant} wacht: {declaratie.push} verstuurt.", klant="Bakker")
    assert str(text.Sentence.from_json(said.to_json())) == str(said)
    assert str(said).startswith("Bakker wacht: ")


@pytest.mark.parametrize(
    "msgid",
    [
        "{naam:>2000000000}",
        "{naam.__class__}",
        "{naam[0]}",
        "{naam!r}",
        "{ander}",
        "{0}",
        "{}",
        "{naam",
        "}",
        "{naam:{naam}}",
    ],
)
def test_a_stored_sentence_that_was_never_ours_is_shown_as_it_stands(msgid: str) -> None:
    """A bundle that somebody sends holds sentences; filling one in may not work for its maker."""
    assert str(text.Sentence.from_json({"msgid": msgid, "values": {"naam": "Bakker"}})) == msgid


@pytest.mark.parametrize(
    "data", [{}, [], None, "x", {"msgid": 3}, {"msgid": "x", "values": ["naam"]}, {"msgid": "x", "values": 1}]
)
def test_what_is_no_stored_sentence_is_refused(data) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        text.Sentence.from_json(data)


def test_an_unknown_sentence_stays_dutch() -> None:
    text.set_language("en")
    assert text.t("Deze zin staat in geen catalogus.") == "Deze zin staat in geen catalogus."


@pytest.mark.parametrize(
    ("asked", "given"), [("en", "en"), ("en_GB.UTF-8", "en"), ("nl", "nl"), ("de", "nl"), (None, "nl")]
)
def test_dutch_is_the_language_unless_english_is_asked_for(asked: str | None, given: str) -> None:
    assert text.set_language(asked) == given


def test_braces_in_a_value_are_left_alone() -> None:
    assert str(text.say("Geen klant {id}.", id="{x}")) == "Geen klant {x}."


def test_the_full_stop_of_an_abbreviation_ends_the_sentence_too():
    assert text.t("Weg: {naam}.", naam="Smit B.V.") == "Weg: Smit B.V."
    assert text.t("Weg: {naam}. Klaar.", naam="Smit B.V.") == "Weg: Smit B.V. Klaar."
    assert text.t("In {where}", where="../map") == "In ../map"
