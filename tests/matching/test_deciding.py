"""Deciding row by row ends where a whole review of the same decisions ends."""

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.match import MatchState, Mode, Verdict
from core.matching import acceptable, decided, review, withdrawn
from tests.bench.dutch_names import registers
from tests.matching.parties import decide, row_of, snelstart, timeon
from tests.matching.test_review import sides


@st.composite
def decisions(draw, left, right, most=6):
    """One after another, as a person decides: each on records that nothing stands on, or taken back."""
    steps = []
    standing = []
    for _ in range(draw(st.integers(0, most))):
        if standing and draw(st.booleans()):
            steps.append(("withdrawn", standing.pop(draw(st.integers(0, len(standing) - 1)))))
            continue
        free_left = [one for one in left if all(one.id != made.timeon_id for made in standing)]
        free_right = [one for one in right if all(one.id != made.snelstart_id for made in standing)]
        verdict = draw(st.sampled_from(list(Verdict)))
        if verdict in (Verdict.COUPLE, Verdict.REJECT):
            if not free_left or not free_right:
                continue
            made = decide(verdict, draw(st.sampled_from(free_left)), draw(st.sampled_from(free_right)))
        elif free_left and (draw(st.booleans()) or not free_right):
            made = decide(verdict, draw(st.sampled_from(free_left)))
        elif free_right:
            made = decide(verdict, None, draw(st.sampled_from(free_right)))
        else:
            continue
        standing.append(made)
        steps.append(("decided", made))
    return steps, standing


@given(sides(), st.data())
@settings(max_examples=300)
def test_step_by_step_is_the_same_as_all_at_once(world, data):
    left, right = world
    steps, standing = data.draw(decisions(left, right))
    found = review(left, right, candidates=False)
    for how, decision in steps:
        found = decided(found, decision) if how == "decided" else withdrawn(found, decision)
    assert found.rows == review(left, right, standing, candidates=False).rows


@given(sides(), st.data())
@settings(max_examples=200)
def test_with_near_matches_every_klant_still_stands_in_one_row(world, data):
    left, right = world
    steps, standing = data.draw(decisions(left, right))
    found = review(left, right)
    for how, decision in steps:
        before = {id(row): row for row in found.rows}
        found = decided(found, decision) if how == "decided" else withdrawn(found, decision)
        for row in found.changed.gone:
            del before[id(row)]
        assert {id(row) for row in found.rows} == {*before, *map(id, found.changed.made)}
    whole = review(left, right, standing)
    near = (MatchState.CANDIDATES, MatchState.ONLY_TIMEON, MatchState.ONLY_SNELSTART)
    assert [row for row in found.rows if row.state not in near] == [row for row in whole.rows if row.state not in near]
    for place in ("timeon", "snelstart"):
        stands = [partij.id for row in found.rows for partij in getattr(row, place)]
        assert sorted(stands) == sorted(partij.id for row in whole.rows for partij in getattr(row, place))
    for row in found.rows:
        assert not (row.candidates and acceptable(row, Mode.TIMEON))


def test_accepting_a_near_match_takes_it_from_the_lists_of_others():
    left = [timeon(1, "Garage Van Dam"), timeon(2, "Garage Van Dam Utrecht")]
    right = [snelstart(3, "Garage Van Damm")]
    found = review(left, right)
    assert row_of(found, "T", 2).state is MatchState.CANDIDATES
    after = decided(found, decide("couple", left[0], right[0]))
    assert row_of(after, "T", 1).state is MatchState.DECIDED
    assert row_of(after, "T", 2).state is MatchState.ONLY_TIMEON


def test_rejecting_a_near_match_brings_the_next_one_up():
    left = [timeon(1, "Garage Van Dam")]
    right = [snelstart(2, "Garage Van Damm"), snelstart(3, "Garage Van Dammen")]
    found = review(left, right)
    assert row_of(found, "T", 1).key == "T1=S2"
    after = decided(found, decide("reject", left[0], right[0]))
    assert row_of(after, "T", 1).key == "T1=S3"
    assert [row.key for row in after.rows] == [
        row.key for row in review(left, right, [decide("reject", left[0], right[0])]).rows
    ]


def test_taking_back_a_couple_brings_the_near_match_back():
    left, right = [timeon(1, "Garage Van Dam")], [snelstart(2, "Garage Van Damm")]
    couple = decide("couple", left[0], right[0])
    before = review(left, right).rows
    assert withdrawn(review(left, right, [couple]), couple).rows == before


def test_rows_keep_their_order():
    made = registers(150, seed=5)
    left = [timeon(klant.id, klant.naam) for klant in made.left]
    right = [snelstart(klant.id, klant.naam) for klant in made.right]
    by_id = {klant.id: klant for klant in right}
    found = review(left, right)
    pairs = [(one, by_id[made.truth[one.id]]) for one in left if one.id in made.truth][:40]
    for one, other in pairs:
        found = decided(found, decide("couple", one, other))
    places = {partij.id: at for at, partij in enumerate([*left, *right])}
    order = [places[(row.left or row.right).id] for row in found.rows if row.timeon]
    assert order == sorted(order)
    assert found.counts()[MatchState.DECIDED] == 40
