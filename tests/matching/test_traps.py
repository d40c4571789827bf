"""The names that trap an exact match, one trap a test: what each state is, what may be taken, what the row says."""

import pytest

from core.domain.match import MatchState, Mode, Verdict
from core.matching import accept_spelling, acceptable, review, simulate
from tests.matching.parties import CURLY, NBSP, row_of, snelstart, timeon

SPELLINGS = {
    "dots": ("Bakkerij De Korenaar B.V.", "Bakkerij De Korenaar BV"),
    "case of a tussenvoegsel": ("Van den Berg Installaties", "van den Berg Installaties"),
    "inverted": ("Stichting Het Anker", "Het Anker, Stichting"),
    "accent and curly quote": ("Café 't Hoekje", f"Cafe {CURLY}t Hoekje"),
    "umlaut, & and en, Zn and Zoon": ("Müller & Zn. VOF", "Muller en Zoon V.O.F."),
    "two spaces": ("De Groot  Advies", "De Groot Advies"),
    "no-break space": ("De Groot Advies", f"De Groot{NBSP}Advies"),
    "person turned round": ("J. de Vries", "Vries, J. de"),
}


@pytest.mark.parametrize("names", SPELLINGS.values(), ids=SPELLINGS)
def test_a_spelling_is_proposed_and_never_taken_by_itself(names):
    (row,) = review([timeon(1, names[0], 10017)], [snelstart(2, names[1], 204)]).rows
    assert row.state is MatchState.SPELLING
    assert row.is_pair
    assert [acceptable(row, mode) for mode in Mode] == [None, None, None]
    assert accept_spelling(row) is Verdict.COUPLE


@pytest.mark.parametrize("names", SPELLINGS.values(), ids=SPELLINGS)
def test_a_spelling_is_a_double_klant_when_started_as_time_on_does(names):
    (double,) = simulate([timeon(1, names[0])], [snelstart(2, names[1])])
    assert (double.timeon.id, double.snelstart.id) == ("1", "2")


@pytest.mark.parametrize("names", SPELLINGS.values(), ids=SPELLINGS)
def test_with_an_equal_number_a_spelling_is_a_match_on_number(names):
    (row,) = review([timeon(1, names[0], 10044)], [snelstart(2, names[1], 10044)]).rows
    assert row.state is MatchState.NUMBER
    assert acceptable(row, Mode.SAFE) is None
    assert acceptable(row, Mode.TIMEON) is Verdict.COUPLE
    assert accept_spelling(row) is Verdict.COUPLE


def test_a_substring_is_another_firm_and_only_looks_like_it():
    (row,) = review([timeon(1, "Jansen BV", 10020)], [snelstart(2, "Jansen Transport BV", 10091)]).rows
    assert row.state is MatchState.CANDIDATES
    assert [acceptable(row, mode) for mode in Mode] == [None, None, None]
    assert accept_spelling(row) is None
    assert row.candidates[0].score == 71


def test_the_same_name_twice_is_a_knot_even_where_one_number_agrees():
    naam = "Maatschap Mini Camping X"
    (row,) = review([timeon(1, naam, 402148)], [snelstart(2, naam, 402148), snelstart(3, naam, 402149)]).rows
    assert row.state is MatchState.KNOT
    assert (len(row.timeon), len(row.snelstart)) == (1, 2)
    assert [acceptable(row, mode) for mode in Mode] == [None, None, None]
    assert str(row.reason).startswith("2 \N{MULTIPLICATION SIGN} Maatschap Mini Camping X in SnelStart.")


def test_the_same_name_twice_on_both_sides_falls_apart_where_every_number_agrees():
    naam = "Maatschap Mini Camping X"
    rows = review(
        [timeon(1, naam, 402148), timeon(2, naam, 402149)], [snelstart(3, naam, 402149), snelstart(4, naam, 402148)]
    ).rows
    assert [row.key for row in rows] == ["T1=S4", "T2=S3"]
    assert {acceptable(row, Mode.SAFE) for row in rows} == {Verdict.COUPLE}


def test_a_dead_record_leads_to_the_name_it_refers_to_and_is_never_made():
    dead = timeon(1, "Advocatenkantoor Smit (Gebruik Smit Legal!)", 10051)
    (row,) = review([dead], [snelstart(2, "Smit Legal B.V.", 10)]).rows
    assert row.state is MatchState.CANDIDATES
    assert acceptable(row, Mode.TIMEON) is None
    (alone,) = review([dead], []).rows
    assert alone.state is MatchState.ONLY_TIMEON
    assert acceptable(alone, Mode.SAFE) is None
    assert [str(warning) for warning in alone.warnings] == [
        "De naam zelf zegt dat deze klant niet meer gebruikt wordt."
    ]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ABC Holding B.V.", "ABC Holding B.V. i.o."),
        ("ABC B.V.", "ABC Holding B.V."),
        ("ABC B.V.", "ABC Beheer B.V."),
        ("Het Anker", "Stichting Het Anker"),
        ("Het Anker", "Vereniging Het Anker"),
        ("ABC B.V.", "ABC B.V. in liquidatie"),
    ],
)
def test_another_firm_of_the_same_name_is_no_spelling(left, right):
    rows = review([timeon(1, left)], [snelstart(2, right)]).rows
    assert all(row.state not in (MatchState.SPELLING, MatchState.NAME) for row in rows)
    assert simulate([timeon(1, left)], [snelstart(2, right)]) == ()


@pytest.mark.parametrize(("left", "right"), [("00123", "123"), ("123", "00123"), ("10001.0", "10001")])
def test_leading_zeros_and_what_a_spreadsheet_adds_are_the_same_number(left, right):
    (row,) = review([timeon(1, "Alfa", left)], [snelstart(2, "Alfa", right)]).rows
    assert row.state is MatchState.NUMBER_AND_NAME
    assert "Nummers gelijk" in str(row.reason)


@pytest.mark.parametrize("nummer", ["D-0042", "KL0017"])
def test_a_code_with_letters_never_matches_and_says_so(nummer):
    rows = review([timeon(1, "Alfa", nummer)], [snelstart(2, "Omega", nummer)]).rows
    assert [row.state for row in rows] == [MatchState.ONLY_TIMEON, MatchState.ONLY_SNELSTART]
    assert "geen getal" in str(rows[0].warnings[0])


def test_a_number_that_many_share_matches_nobody_and_contradicts_nothing():
    left = [timeon(1, "Alfa", 299999), timeon(2, "Beta Bouw", 299999)]
    right = [snelstart(3, "Alfa", 299999), snelstart(4, "Beta Bouw", 12)]
    rows = review(left, right).rows
    assert [(row.key, row.state) for row in rows] == [("T1=S3", MatchState.NAME), ("T2=S4", MatchState.NAME)]
    assert {acceptable(row, Mode.SAFE) for row in rows} == {Verdict.COUPLE}


def test_placeholders_leveranciers_the_own_relation_and_inactive_ones_are_no_rows():
    left = [timeon(1, "Alfa"), timeon(2, "Oud", actief=False)]
    right = [
        snelstart(3, "Klant onbekend", -2),
        snelstart(4, "Alfa", 40, soorten=frozenset({"Leverancier"})),
        snelstart(5, "Eigen Zaak", 5, soorten=frozenset({"Klant", "Eigen"})),
        snelstart(6, "Weg", 6, actief=False),
    ]
    found = review(left, right)
    assert [row.key for row in found.rows] == ["T1"]
    assert ["leverancier" in str(warning) for warning in found.rows[0].warnings] == [True]
    assert acceptable(found.rows[0], Mode.SAFE) is Verdict.CREATE


def test_a_name_longer_than_snelstart_keeps_is_a_warning():
    naam = "Coöperatieve Vereniging van Eigenaars Zonnestraal De"
    (row,) = review([timeon(1, naam)], []).rows
    assert "SnelStart bewaart er 50" in str(row.warnings[0])


def test_a_person_in_two_fields_meets_the_one_name_of_snelstart():
    piet = timeon(1, "Jan de Vries", voornaam="Jan", achternaam="de Vries")
    (row,) = review([piet], [snelstart(2, "J. de Vries")]).rows
    assert row.state is MatchState.CANDIDATES
    assert row.candidates[0].score >= 90
    assert "voorletters passen" in str(row.reason)
    assert row_of(review([piet], [snelstart(2, "Vries, Jan de")]), "T", 1).state is MatchState.SPELLING
