"""An error in one line: what happened, why and what to do, as sentences."""

from core.errors import RefusedError
from core.text import in_sentences, say


def test_what_a_service_says_without_a_full_stop_is_a_sentence_too() -> None:
    problem = RefusedError(
        say("SnelStart (400): {words}", words="ART-0001: Artikel bestaat niet"), advice=say("Kies een ander.")
    )
    assert "bestaat niet. Kies een ander." in str(problem)


def test_what_has_no_words_is_left_out_and_the_last_is_as_it_was_said() -> None:
    assert in_sentences("", "Waarom?", "  ", "Zo maar") == "Waarom? Zo maar"
    assert in_sentences("Eén") == "Eén"
    assert in_sentences() == ""
