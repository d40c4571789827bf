from dataclasses import replace

import pytest

from core.domain.match import MatchState, Mode
from core.matching import acceptable, changed_since, compared, review
from tests.matching.parties import decide, row_of, snelstart, timeon

ALFA, OMEGA = timeon(1, "Alfa", 7), snelstart(2, "Omega", 8)


def test_a_couple_is_one_decided_row():
    (row,) = review([ALFA], [OMEGA], [decide("couple", ALFA, OMEGA)]).rows
    assert (row.state, row.key, row.waits) == (MatchState.DECIDED, "T1=S2", False)
    assert str(row.reason) == "Gekoppeld door Els op 24-11-2026."


@pytest.mark.parametrize(("verdict", "state"), [("create", MatchState.DECIDED), ("ignore", MatchState.IGNORED)])
def test_one_record_decided_is_a_row_of_its_own(verdict, state):
    row = row_of(review([ALFA], [snelstart(2, "Alfa", 7)], [decide(verdict, ALFA)]), "T", 1)
    assert (row.state, row.is_pair, row.waits) == (state, False, False)


def test_a_rejected_pair_is_proposed_nowhere():
    left, right = timeon(1, "Alfa BV", 7), snelstart(2, "Alfa BV", 7)
    found = review([left], [right], [decide("reject", left, right)])
    assert [row.state for row in found.rows] == [MatchState.ONLY_TIMEON, MatchState.ONLY_SNELSTART]
    assert [row.candidates for row in found.rows] == [(), ()]


def test_a_rejection_after_a_couple_ends_it_and_the_other_way_round():
    couple, reject = decide("couple", ALFA, OMEGA), decide("reject", ALFA, OMEGA)
    assert len(review([ALFA], [OMEGA], [couple, reject]).rows) == 2
    assert len(review([ALFA], [OMEGA], [reject, couple]).rows) == 1


def test_the_latest_decision_on_a_record_counts():
    other = snelstart(3, "Gamma", 9)
    found = review([ALFA], [OMEGA, other], [decide("couple", ALFA, OMEGA), decide("couple", ALFA, other)])
    assert row_of(found, "T", 1).key == "T1=S3"
    assert row_of(found, "S", 2).state is MatchState.ONLY_SNELSTART


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("naam", "Alfa Nieuw", "naam in Time On was Alfa, is nu Alfa Nieuw"),
        ("nummer", "70", "nummer in Time On was 7, is nu 70"),
        ("btw", "NL001234567B29", "btw-id in Time On was \N{EN DASH}, is nu NL001234567B29"),
    ],
)
def test_a_changed_value_asks_again_says_which_and_keeps_the_couple(field, value, said):
    decision = decide("couple", ALFA, OMEGA)
    now = replace(ALFA, **{field: value})
    assert changed_since(decision, now, OMEGA) == (f"timeon.{field}",)
    (row,) = review([now], [OMEGA], [decision]).rows
    assert (row.key, row.waits, row.earlier) == ("T1=S2", True, decision)
    assert said in str(row.reason)
    assert {acceptable(row, mode) for mode in Mode} == {None}


def test_a_changed_value_that_makes_number_and_name_agree_is_told_and_not_asked():
    decision = decide("couple", ALFA, OMEGA)
    (row,) = review([ALFA], [replace(OMEGA, naam="Alfa", nummer="7")], [decision]).rows
    assert (row.state, row.waits) == (MatchState.DECIDED, False)
    assert "naam in SnelStart was Omega, is nu Alfa" in str(row.reason)


@pytest.mark.parametrize("field", ["email", "telefoon", "straat", "postcode", "plaats"])
def test_what_a_sync_brings_in_step_is_not_asked_again(field):
    decision = decide("couple", ALFA, OMEGA)
    assert changed_since(decision, replace(ALFA, **{field: "x"}), OMEGA) == ()


def test_another_spelling_of_a_btw_id_is_no_change():
    left = replace(ALFA, btw="NL001234567B29")
    decision = decide("couple", left, OMEGA)
    assert changed_since(decision, replace(left, btw="nl0012.34.567.B29"), OMEGA) == ()


@pytest.mark.parametrize("verdict", ["create", "ignore"])
def test_a_renamed_record_is_asked_again_by_the_rules(verdict):
    decision = decide(verdict, ALFA)
    row = row_of(review([replace(ALFA, naam="Omega")], [OMEGA], [decision]), "T", 1)
    assert (row.state, row.earlier) == (MatchState.NAME, decision)
    assert acceptable(row, Mode.SAFE) is None


def test_a_couple_of_which_one_went_away_is_shown_and_waits():
    decision = decide("couple", ALFA, OMEGA)
    (row,) = review([ALFA], [], [decision]).rows
    assert row.waits
    assert row.earlier is decision
    assert "Was gekoppeld aan Omega in SnelStart, die daar niet meer staat." in str(row.reason)
    assert acceptable(row, Mode.TIMEON) is None


def test_a_couple_of_which_one_became_inactive_says_so():
    (row,) = review([ALFA], [replace(OMEGA, actief=False)], [decide("couple", ALFA, OMEGA)]).rows
    assert "niet meer actief" in str(row.reason)


def test_a_couple_that_went_away_on_both_sides_is_no_row():
    assert review([], [], [decide("couple", ALFA, OMEGA)]).rows == ()


def test_compared_holds_number_name_and_btw_of_both():
    assert compared(ALFA, OMEGA) == {
        "timeon.nummer": "7",
        "timeon.naam": "Alfa",
        "timeon.btw": "",
        "snelstart.nummer": "8",
        "snelstart.naam": "Omega",
        "snelstart.btw": "",
    }
    assert list(compared(None, OMEGA)) == ["snelstart.nummer", "snelstart.naam", "snelstart.btw"]


def test_a_decision_without_compared_values_is_never_asked_again():
    decision = replace(decide("couple", ALFA, OMEGA), compared={})
    assert changed_since(decision, replace(ALFA, naam="Anders"), OMEGA) == ()
