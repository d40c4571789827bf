import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.matching.normalise import fold, is_name

NAMES = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=60) | st.lists(
    st.sampled_from(
        ["B.V.", "bv", "de", "J.", "A", "&", "en", "Zn.", ",", "Smit", "'t", "v.o.f.", "Besloten Vennootschap", " "]
    )
).map(" ".join)


@given(NAMES)
def test_folding_twice_is_folding_once(name):
    assert fold(fold(name)) == fold(name)


@given(NAMES)
def test_composed_and_decomposed_forms_fold_alike(name):
    assert fold(unicodedata.normalize("NFC", name)) == fold(unicodedata.normalize("NFD", name))


@given(NAMES)
def test_what_folds_to_nothing_is_no_name(name):
    assert (
        bool(fold(name))
        or not is_name(unicodedata.normalize("NFC", name))
        or not any(c.isascii() and c.isalnum() for c in name)
    )


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Jansen B.V.", "jansen bv"),
        ("Jansen b.v", "jansen bv"),
        ("Jansen B V", "jansen bv"),
        ("Jansen Besloten Vennootschap", "jansen bv"),
        ("Jansen Besloten Vennootschap met beperkte aansprakelijkheid", "jansen bv"),
        ("Jansen vennootschap onder firma", "jansen vof"),
        ("Jansen Naamloze Vennootschap", "jansen nv"),
        ("Jansen Commanditaire Vennootschap", "jansen cv"),
        ("Jansen, B.V.", "jansen bv"),
        ("Smit B.V., J.A.", "ja smit bv"),
        ("J.A. Smit BV", "ja smit bv"),
        ("J. A. Smit BV", "ja smit bv"),
        ("St.Jan", "st jan"),
        ("B.V.Jansen", "bv jansen"),
        ("Jansen, de Boer & Smit", "jansen de boer en smit"),
        ("Bakker + Bakker", "bakker en bakker"),
        ("Coöperatie De Eendracht U.A.", "cooperatie de eendracht ua"),
        ("ĲSSEL", "ijssel"),
        ("Straße", "strasse"),
        ("\uff21\uff22\uff23 bv", "abc bv"),
        ("Jan\u00b4s Bakkerij", "jans bakkerij"),
        ("Smit-Vos (Utrecht)", "smit vos utrecht"),
    ],
)
def test_spelling_is_folded(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize("word", ["Holding", "Beheer", "Stichting", "Vereniging", "i.o.", "in liquidatie", "Nederland"])
def test_a_word_that_makes_another_firm_stays(word):
    assert fold(f"ABC {word}") != fold("ABC")


@pytest.mark.parametrize("name", ["", "   ", "...", "-,-", "'\u2019\"", "\u00a0\u200b"])
def test_without_letter_or_digit_there_is_no_name(name):
    assert fold(name) == ""
    assert not is_name(name)


def test_a_million_spaces_fold_to_what_stands_between():
    assert fold("De" + " " * 1_000_000 + "Groot") == "de groot"
    assert fold(" " * 1_000_000) == ""
    assert len(fold("a." * 500_000)) == 500_000
