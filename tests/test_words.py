"""One word for one thing, in every sentence that the program says; the words are those of docs/glossary.md."""

import pytest
from babel.messages.pofile import read_po

from core.text import LOCALES

INSTEAD = {
    "beslissing": "besluit",
    "btw-nummer": "btw-id",
    "blijvende toestemming": "staande toestemming",
    "debiteur": "klant",
    "koppelcode": "koppelsleutel",
    "administratiesleutel": "koppelsleutel",
    "urenregistratie": "registratie",
}


@pytest.fixture(scope="module")
def sentences():
    with (LOCALES / "en" / "LC_MESSAGES" / "koppelbord.po").open("rb") as file:
        found = [one.id for one in read_po(file, locale="en") if one.id]
    return [form for one in found for form in ((one,) if isinstance(one, str) else one)]


@pytest.mark.parametrize(("word", "ours"), INSTEAD.items())
def test_the_other_word_is_never_said(sentences, word, ours):
    assert [one for one in sentences if word in one.casefold()] == [], f"say {ours}"
    assert any(ours in one.casefold() for one in sentences)
