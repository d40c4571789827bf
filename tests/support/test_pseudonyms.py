"""Other names and numbers: equal for equal, different for different, in the same shape, and not to be read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.support.masking import Kind, Masker
from core.support.pseudonyms import Pseudonyms, folded

KEY = b"0123456789abcdef"
NAMES = Pseudonyms(KEY, frozenset({"bakker", "korenaar", "jansen"}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bakkerij De Korenaar B.V.", "Bakkerij De Korenaar BV"),
        ("Café 't Hoekje", "Cafe ’t Hoekje"),
        ("MEUBELMAKERIJ EIKENHOUT", "Meubelmakerij Eikenhout"),
        ("Müller & Zn. VOF", "Muller en Zoon V.O.F."),
        ("J. de Vries", "Vries, J. de"),
        ("Coöperatie De Schaar U.A.", "Cooperatie De Schaar UA"),
    ],
)
def test_what_is_one_name_to_matching_stays_one(one: str, other: str) -> None:
    from core.matching.normalise import fold

    assert fold(one) == fold(other)
    assert fold(NAMES.name(one)) == fold(NAMES.name(other))
    assert NAMES.name(one) != one


@given(st.text(max_size=30))
def test_the_same_text_always_gives_the_same_and_another_key_another(text: str) -> None:
    assert NAMES.name(text) == Pseudonyms(KEY).name(text)
    for make in (
        NAMES.name,
        NAMES.number,
        NAMES.phone,
        NAMES.email,
        NAMES.postcode,
        NAMES.text,
        NAMES.slug,
        NAMES.actor,
    ):
        make(text)


@given(st.lists(st.integers(10, 99999), unique=True, max_size=200))
def test_different_numbers_stay_different_and_as_long(numbers: list[int]) -> None:
    made = [NAMES.number(str(number)) for number in numbers]
    assert len(set(made)) == len(made)
    assert [len(one) for one in made] == [len(str(number)) for number in numbers]


def test_a_telephone_number_written_in_two_ways_stays_one() -> None:
    one, other = NAMES.phone("06 1234 5678"), NAMES.phone("+31612345678")
    assert one.replace(" ", "")[2:] == other[4:]
    assert one != "06 1234 5678"


def test_an_address_stays_an_address_at_a_domain_that_is_nobodys() -> None:
    made = NAMES.email("jan.jansen@bakker.nl")
    assert made.endswith(".example")
    assert "jansen" not in made
    assert "bakker" not in made


def test_a_sentence_keeps_its_words_and_loses_the_names_in_it() -> None:
    made = NAMES.text("Relatie Bakker (jan@bakker.nl, 0612345678) bestaat al: REL-0008")
    assert made.startswith("Relatie ")
    assert made.endswith("bestaat al: REL-0008")
    assert not {"Bakker", "jan@bakker.nl", "0612345678"} & set(made.replace("(", " ").replace(",", " ").split())


def test_a_secret_in_a_text_is_masked_whatever_the_setting() -> None:
    for masker in (Masker(NAMES), Masker(None)):
        made = masker.text(Kind.TEXT, "Authorization: Bearer eyJhbGciOi.eyJzdWIiOjF9.c2ln token=PLANTEDgeheim")
        assert "PLANTEDgeheim" not in made
        assert "eyJ" not in made


def test_json_is_masked_by_its_keys_and_an_unknown_key_is_never_kept() -> None:
    found = Masker(NAMES).walk(
        {
            "id": "3f2a-11", "naam": "Bakker", "relatiecode": 30007, "iets": "Jansen", "codes": ["REL-0008"],
            "changes": [{"field": "email", "old": "a@bakker.nl", "new": ""}], "deep": {"klant": "Bakker"},
            "msgid": "{klant} bestaat al", "timeon": "Jan Jansen, te lang voor een id",
        }
    )  # fmt: skip
    assert (found["id"], found["codes"]) == ("3f2a-11", ["REL-0008"])
    assert found["naam"] == found["deep"]["klant"] == NAMES.name("Bakker")
    assert found["relatiecode"] == int(NAMES.number("30007")) != 30007
    assert found["changes"][0]["old"] == NAMES.email("a@bakker.nl")
    assert found["msgid"] == "{klant} bestaat al"
    assert "Jansen" not in str(found)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=20,
    )
)
def test_any_json_can_be_masked(value: object) -> None:
    Masker(NAMES).walk(value)
    Masker(None).walk(value)


def test_folding_is_that_of_names() -> None:
    assert folded("Café") == "cafe"
