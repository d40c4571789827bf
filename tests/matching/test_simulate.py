from core.matching import duplicates, review, simulate
from tests.matching.parties import decide, snelstart, timeon


def keys(found):
    return [(one.timeon and one.timeon.id, one.snelstart and one.snelstart.id) for one in found]


def test_what_time_on_pairs_itself_is_no_double():
    left = [timeon(1, "Alfa"), timeon(2, "Beta", 7), timeon(3, "Gamma", "008")]
    right = [snelstart(4, "Alfa"), snelstart(5, "Omega", 7), snelstart(6, "Delta", 8)]
    assert simulate(left, right) == ()


def test_a_spelling_and_a_likely_near_match_are_doubles_and_an_unlikely_one_is_not():
    left = [timeon(1, "Alfa B.V."), timeon(2, "Garage Van Dam"), timeon(3, "Jansen BV")]
    right = [snelstart(4, "Alfa BV"), snelstart(5, "Garage Van Damm"), snelstart(6, "Jansen Transport BV")]
    found = simulate(left, right)
    assert keys(found) == [("1", "4"), ("2", "5")]
    assert str(found[0].reason) == "Alleen de spelling verschilt: . (U+002E) alleen in Time On."
    assert str(found[1].reason).startswith("Waarschijnlijk dezelfde")


def test_decisions_bring_the_doubles_down():
    left = [timeon(1, "Alfa B.V."), timeon(2, "Beta B.V.")]
    right = [snelstart(3, "Alfa BV"), snelstart(4, "Beta BV")]
    assert len(simulate(left, right)) == 2
    assert keys(simulate(left, right, [decide("couple", left[0], right[0])])) == [("2", "4")]
    both = [decide("couple", left[0], right[0]), decide("reject", left[1], right[1])]
    assert simulate(left, right, both) == ()


def test_of_a_knot_who_is_left_over_is_a_double():
    naam = "Mini Camping X"
    found = simulate([timeon(1, naam, 402148)], [snelstart(2, naam, 402148), snelstart(3, naam, 402149)])
    assert keys(found) == [(None, "3")]
    assert str(found[0].reason).startswith("Knoop: 2")


def test_two_of_one_name_with_nobody_across_are_not_made_double_by_the_coupling():
    assert simulate([timeon(1, "Alfa"), timeon(2, "Alfa")], []) == ()


def test_the_same_is_read_from_rows_that_are_there():
    left, right = [timeon(1, "Alfa B.V.")], [snelstart(2, "Alfa BV")]
    assert duplicates(review(left, right).rows) == simulate(left, right)


def test_the_double_left_by_a_decided_namesake_is_counted():
    alfa, first, second = timeon(1, "Alfa"), snelstart(2, "Alfa"), snelstart(3, "Alfa")
    assert keys(simulate([alfa], [first, second], [decide("couple", alfa, first)])) == [(None, "3")]
