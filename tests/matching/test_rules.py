"""Numbers, contradictions and knots, each by the smallest register that shows it."""

import pytest

from core.domain.match import MatchState, Mode, Verdict
from core.matching import accept_spelling, acceptable, review, withdrawn
from core.matching.knots import LARGEST
from tests.matching.parties import decide, row_of, snelstart, timeon

VALID, OTHER, WRONG = "NL001234567B29", "NL001234568B20", "NL123456789B90"


def test_number_and_name_agree():
    (row,) = review([timeon(1, "Alfa", 7)], [snelstart(2, "Alfa", 7)]).rows
    assert (row.state, acceptable(row, Mode.SAFE)) == (MatchState.NUMBER_AND_NAME, Verdict.COUPLE)
    assert str(row.reason) == "Namen gelijk. Nummers gelijk: 7."


def test_a_number_without_a_counterpart_contradicts_nothing():
    (row,) = review([timeon(1, "Alfa", 7)], [snelstart(2, "Alfa", 8)]).rows
    assert (row.state, acceptable(row, Mode.SAFE)) == (MatchState.NAME, Verdict.COUPLE)
    assert not row.contradiction


def test_an_equal_number_with_another_name_is_taken_only_as_time_on_does():
    (row,) = review([timeon(1, "Alfa", 7)], [snelstart(2, "Omega", 7)]).rows
    assert row.state is MatchState.NUMBER
    assert [acceptable(row, mode) for mode in (Mode.SAFE, Mode.TIMEON, Mode.ASK)] == [None, Verdict.COUPLE, None]
    assert accept_spelling(row) is None


def test_number_to_one_and_name_to_another_is_one_knot():
    (row,) = review([timeon(1, "Alfa", 7)], [snelstart(2, "Alfa", 8), snelstart(3, "Omega", 7)]).rows
    assert row.state is MatchState.KNOT
    assert {partij.id for partij in row.snelstart} == {"2", "3"}
    assert "Nummer 7 van Alfa is in SnelStart van Omega." in str(row.reason)


def test_numbers_exchanged_between_two_names_are_one_knot():
    left = [timeon(1, "Alfa", 7), timeon(2, "Omega", 8)]
    (row,) = review(left, [snelstart(3, "Alfa", 8), snelstart(4, "Omega", 7)]).rows
    assert row.state is MatchState.KNOT


def test_where_every_number_leads_elsewhere_the_pairs_stay_readable_and_contradicted():
    names = [f"Firma {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    left = [timeon(at, naam, at + 1) for at, naam in enumerate(names)]
    right = [snelstart(at, naam, (at + 1) % len(names) + 1) for at, naam in enumerate(names)]
    rows = review(left, right).rows
    assert len(rows) == len(names) > LARGEST
    assert all(row.state is MatchState.NAME and row.contradiction for row in rows)
    assert {acceptable(row, mode) for row in rows for mode in Mode} == {None}


@pytest.mark.parametrize("number", [7, ""])
def test_differing_btw_ids_veto_an_equal_name_and_number(number):
    (row,) = review([timeon(1, "Alfa", number, btw=VALID)], [snelstart(2, "Alfa", number, btw=OTHER)]).rows
    assert row.contradiction
    assert {acceptable(row, mode) for mode in Mode} == {None}
    assert str(row.reason).startswith("Btw-ids verschillen: NL001234567B29 tegen NL001234568B20.")


def test_a_btw_id_in_another_spelling_is_the_same():
    (row,) = review([timeon(1, "Alfa", 7, btw="nl 0012.34.567 b29")], [snelstart(2, "Alfa", 7, btw=VALID)]).rows
    assert acceptable(row, Mode.SAFE) is Verdict.COUPLE


def test_differing_btw_ids_veto_a_spelling_too():
    (row,) = review([timeon(1, "Alfa B.V.", btw=VALID)], [snelstart(2, "Alfa BV", btw=OTHER)]).rows
    assert row.state is MatchState.SPELLING
    assert accept_spelling(row) is None


def test_an_equal_valid_btw_id_is_shown_as_number_and_never_taken():
    (row,) = review([timeon(1, "Alfa", btw=VALID)], [snelstart(2, "Omega", btw=VALID)]).rows
    assert row.state is MatchState.NUMBER
    assert "Btw-id gelijk" in str(row.reason)
    assert {acceptable(row, mode) for mode in Mode} == {None}


def test_a_btw_id_that_fails_its_check_points_to_nobody():
    rows = review([timeon(1, "Alfa", btw=WRONG)], [snelstart(2, "Omega", btw=WRONG)]).rows
    assert all(row.state is not MatchState.NUMBER for row in rows)
    assert {acceptable(row, mode) for row in rows for mode in Mode} == {None}


def test_a_btw_id_that_points_to_another_contradicts():
    left = [timeon(1, "Alfa", btw=VALID)]
    right = [snelstart(2, "Alfa"), snelstart(3, "Omega", btw=VALID)]
    row = row_of(review(left, right), "T", 1)
    assert row.state is MatchState.NAME
    assert row.contradiction
    assert acceptable(row, Mode.TIMEON) is None


def test_two_of_one_name_on_one_side_alone_are_a_knot():
    (row,) = review([timeon(1, "Alfa B.V."), timeon(2, "Alfa BV")], []).rows
    assert row.state is MatchState.KNOT


def test_an_exact_name_with_a_spelling_of_it_beside_is_a_knot():
    (row,) = review([timeon(1, "Alfa BV")], [snelstart(2, "Alfa BV"), snelstart(3, "Alfa B.V.")]).rows
    assert row.state is MatchState.KNOT


def test_a_number_that_two_share_ties_those_without_a_name_across():
    (row,) = review([timeon(1, "Alfa", 7), timeon(2, "Beta", 7)], [snelstart(3, "Omega", 7)]).rows
    assert row.state is MatchState.KNOT
    assert "Nummer 7 staat 2 keer in Time On en 1 keer in SnelStart." in str(row.reason)


def test_a_knot_shrinks_as_it_is_decided_and_the_rest_is_not_taken_by_itself():
    left = [timeon(1, "Alfa"), timeon(2, "Alfa")]
    right = [snelstart(3, "Alfa"), snelstart(4, "Alfa")]
    found = review(left, right, [decide("couple", left[0], right[0])])
    rest = row_of(found, "T", 2)
    assert (rest.state, rest.key) == (MatchState.NAME, "T2=S4")
    assert acceptable(rest, Mode.TIMEON) is None
    assert "Deze naam staat 2 keer" in str(rest.reason)


def test_a_namesake_of_a_decided_couple_is_not_made_by_itself():
    alfa, first, second = timeon(1, "Alfa"), snelstart(2, "Alfa"), snelstart(3, "Alfa")
    row = row_of(review([alfa], [first, second], [decide("couple", alfa, first)]), "S", 3)
    assert row.state is MatchState.ONLY_SNELSTART
    assert acceptable(row, Mode.TIMEON) is None


def test_a_klant_with_nobody_like_it_is_made():
    rows = review([timeon(1, "Notariskantoor Terpstra")], [snelstart(2, "Garage Van Dam")]).rows
    assert [acceptable(row, Mode.SAFE) for row in rows] == [Verdict.CREATE, Verdict.CREATE]


def test_a_rejected_pair_is_two_singles_that_only_a_person_makes_new():
    left, right = timeon(1, "Jansen BV", "10020"), snelstart(2, "Jansen Transport BV", "10020")
    found = review([left], [right], [decide("reject", left, right)])
    for row in found.rows:
        assert row.held
        assert acceptable(row, Mode.SAFE) is None
        assert acceptable(row, Mode.TIMEON) is None
        assert "Afgewezen tegen" in str(row.reason)
    assert "Jansen Transport BV (10020)" in str(row_of(found, "T", 1).reason)


def test_without_the_rejection_it_may_be_made_again():
    left, right = timeon(1, "Jansen BV"), snelstart(2, "Kwekerij De Roos")
    apart = decide("reject", left, right)
    found = review([left], [right], [apart])
    assert [acceptable(row, Mode.SAFE) for row in found.rows] == [None, None]
    assert [acceptable(row, Mode.SAFE) for row in withdrawn(found, apart).rows] == [Verdict.CREATE] * 2


@pytest.mark.parametrize("soort", ["Klant", "Leverancier"])
def test_a_number_in_use_across_keeps_a_klant_from_being_made_by_itself(soort):
    left = timeon(1, "Garage Van Dam", "123")
    others = [snelstart(n, naam, "0123", soorten=frozenset({soort})) for n, naam in ((2, "De Linde"), (3, "De Eik"))]
    row = row_of(review([left], others[: 1 if soort == "Leverancier" else 2]), "T", 1)
    if row.state is MatchState.ONLY_TIMEON:
        assert row.held
        assert "Nummer 123 is in SnelStart al van De" in str(row.reason)
    assert acceptable(row, Mode.TIMEON) is None


def test_a_rejection_of_somebody_who_went_away_holds_nobody():
    left, gone = timeon(1, "Jansen BV"), snelstart(2, "Jansen Transport BV")
    (row,) = review([left], [], [decide("reject", left, gone)]).rows
    assert acceptable(row, Mode.SAFE) is Verdict.CREATE
