import pytest

from core.matching import explain, review
from core.matching.characters import Difference, Differences, differences
from core.text import set_language
from tests.matching.parties import CURLY, NBSP, snelstart, timeon


@pytest.fixture(autouse=True)
def dutch():
    set_language("nl")


def explained(left, right):
    return explain(review(left, right).rows[0])


def test_characters_that_nobody_sees_are_named():
    assert str(Differences("Café 't Hoekje", f"Cafe {CURLY}t Hoekje")) == f"é≠e, ' (U+0027) ≠ {CURLY} (U+2019)"
    assert str(Differences("De Groot", f"De{NBSP}Groot")) == "spatie ≠ vaste spatie NBSP (U+00A0)"
    assert str(Differences("De  Groot", "De Groot")) == "dubbele spatie ≠ spatie"
    assert str(Differences("De\u200bGroot", "DeGroot")) == "spatie zonder breedte (U+200B) alleen in Time On"
    assert str(Differences("Alfa.", "Alfa")) == ". (U+002E) alleen in Time On"
    assert str(Differences("Van Dam", "van Dam")) == "V≠v"
    assert str(Differences("MEUBELS EN ZN", "Meubels en zn")) == "hoofdletters en kleine letters"


def test_a_name_that_snelstart_cut_off_is_recognised():
    naam = "Vereniging van Eigenaren Appartementencomplex De Drie Gezusters"
    (row,) = review([timeon(1, naam, 7)], [snelstart(2, naam[:50], 7)]).rows
    assert str(row.reason).startswith("De naam in SnelStart houdt op na 50 tekens; tot daar is hij gelijk.")


def test_words_turned_round_are_shown_whole():
    assert differences("J. de Vries", "Vries, J. de") == (Difference("J. de Vries", "Vries, J. de"),)


def test_equal_names_have_no_differences():
    assert differences("Alfa", "Alfa") == ()


def test_the_review_of_the_hoekje_reads_as_a_bookkeeper_expects():
    left = timeon(1, "Café 't Hoekje", 10017, postcode="3511 AB", email="info@hoekje.example")
    right = snelstart(2, f"Cafe {CURLY}t Hoekje", 204, postcode="3511ab", email="info@hoekje.example")
    found = explained([left], [right])
    assert [str(sentence) for sentence in found.sentences()] == [
        "Regel: zelfde naam op spelling na.",
        f"Namen verschillen: é≠e, ' (U+0027) ≠ {CURLY} (U+2019). Nummers: 10017 tegen 204.",
        "Gelijk: e-mail info@hoekje.example, postcode 3511 AB.",
        "Zoals Time On het doet wordt dit een dubbele klant.",
        "Past vanzelf als de naam in SnelStart precies 'Café 't Hoekje' wordt.",
        f"Of als de naam in Time On precies 'Cafe {CURLY}t Hoekje' wordt.",
        "Of als het nummer in Time On 204 wordt.",
        "Koppelbord ziet hier dezelfde naam; Time On leest letter voor letter.",
    ]
    assert [(value.name, value.equal) for value in found.values] == [
        ("naam", False), ("nummer", False), ("email", True), ("postcode", True),
    ]  # fmt: skip


def test_the_margin_to_the_next_candidate_is_told():
    right = [snelstart(2, "Garage Van Damm"), snelstart(3, "Garage Van Damwijk")]
    said = str(explained([timeon(1, "Garage Van Dam")], right).margin)
    assert said.startswith("Volgende kandidaat: Garage Van Damwijk, ")
    assert said.endswith((": ruim.", ": krap."))


def test_what_time_on_pairs_itself_needs_no_change():
    found = explained([timeon(1, "Alfa", 7)], [snelstart(2, "Omega", 7)])
    assert found.pairs_itself
    assert found.to_match == ()
    assert str(found.timeon) == "Zoals Time On het doet wordt dit één klant."


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ([timeon(1, "Alfa")], []),
        ([], [snelstart(1, "Alfa")]),
        ([timeon(1, "Alfa"), timeon(2, "Alfa")], [snelstart(3, "Alfa")]),
        ([timeon(1, "")], []),
        ([timeon(1, "Jansen")], [snelstart(2, "Janssen Groep")]),
    ],
)
def test_every_kind_of_row_has_its_sentences(left, right):
    for row in review(left, right).rows:
        assert all(str(sentence) for sentence in explain(row).sentences())


def test_a_knot_shows_each_of_its_pairs_side_by_side():
    (row,) = review([timeon(1, "De  Groot", 7), timeon(2, "De Groot", 8)], [snelstart(3, "De Groot", 7)]).rows
    found = explain(row)
    assert [(pair.timeon.id, pair.snelstart.id) for pair in found.pairs] == [("1", "3"), ("2", "3")]
    first, second = found.pairs
    assert {(value.name, value.equal) for value in first.values} >= {("naam", False), ("nummer", True)}
    assert first.differences == (Difference("  ", " "),)
    assert second.differences == ()
    said = [str(one) for one in found.sentences()]
    assert "De  Groot (7) ↔ De Groot (7): Namen verschillen: dubbele spatie ≠ spatie." in said[2]
    assert said[3].startswith("De Groot (8) ↔ De Groot (7): Namen gelijk.")


def test_a_knot_of_fifty_is_told_in_part():
    (row,) = review([timeon(n, "Jansen", n) for n in range(1, 11)], [snelstart(99, "Jansen", 5)]).rows
    found = explain(row)
    assert (len(found.pairs), found.more) == (6, 4)
    assert "En nog 4 paren." in [str(one) for one in found.sentences()]
