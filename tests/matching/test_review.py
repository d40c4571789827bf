"""What holds for every review, whatever the klanten."""

import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.match import MatchState, Mode, Verdict
from core.domain.partij import Partij, Side
from core.matching import accept_spelling, acceptable, review
from tests.matching.parties import KLANT, decide, row_of, snelstart, timeon

NAMES = [
    "Alfa",
    "Alfa B.V.",
    "Alfa BV",
    "alfa bv",
    "Beta",
    "Beta Bouw",
    "J. de Vries",
    "Vries, J. de",
    "",
    "--",
    "Gamma & Zn",
    "Gamma en Zoon",
]
BTW = ["", "", "NL001234567B29", "NL001234568B20"]
NUMBERS = ["", "", "1", "2", "3", "007", "7", "D-1", "299999"]
SORTS = [KLANT, KLANT, KLANT, frozenset({"Leverancier"}), frozenset({"Klant", "Eigen"})]


@st.composite
def sides(draw, most=6):
    def parties(side):
        fields = st.tuples(
            st.sampled_from(NAMES),
            st.sampled_from(NUMBERS),
            st.sampled_from(BTW),
            st.sampled_from(SORTS),
            st.booleans(),
        )
        return [
            Partij(
                side,
                str(at),
                naam,
                nummer,
                btw=btw,
                soorten=soorten if side is Side.SNELSTART else frozenset(),
                actief=actief or at % 3 > 0,
            )
            for at, (naam, nummer, btw, soorten, actief) in enumerate(draw(st.lists(fields, max_size=most)))
        ]

    return parties(Side.TIMEON), parties(Side.SNELSTART)


@st.composite
def decided(draw, left, right):
    made = []
    for _ in range(draw(st.integers(0, 4))):
        verdict = draw(st.sampled_from(list(Verdict)))
        one = draw(st.sampled_from(left)) if left else None
        other = draw(st.sampled_from(right)) if right else None
        if verdict in (Verdict.COUPLE, Verdict.REJECT):
            if one and other:
                made.append(decide(verdict, one, other))
        elif one or other:
            made.append(
                decide(verdict, *((one, None) if (one and draw(st.booleans())) or not other else (None, other)))
            )
    return made


def automatic(found, mode):
    return {row.left.id: row.right.id for row in found.rows if acceptable(row, mode) is Verdict.COUPLE}


@given(sides(), st.data())
def test_every_klant_that_takes_part_stands_in_exactly_one_row(world, data):
    left, right = world
    found = review(left, right, data.draw(decided(left, right)))
    for parties, place in ((left, "timeon"), (right, "snelstart")):
        shown = [partij.id for row in found.rows for partij in getattr(row, place)]
        assert sorted(shown) == sorted(partij.id for partij in parties if partij.takes_part)
    assert len({row.key for row in found.rows}) == len(found.rows)
    assert sum(found.counts().values()) == len(found.rows)


@given(sides(), st.data())
def test_a_contradiction_a_knot_or_a_near_match_is_never_taken(world, data):
    left, right = world
    for row in review(left, right, data.draw(decided(left, right))).rows:
        for mode in Mode:
            if (
                row.contradiction
                or row.earlier
                or row.decision
                or row.candidates
                or row.state in (MatchState.KNOT, MatchState.SPELLING)
            ):
                assert acceptable(row, mode) is None
        if row.contradiction or row.state is MatchState.KNOT:
            assert accept_spelling(row) is None
        assert acceptable(row, Mode.ASK) is None


@given(sides(), st.data())
def test_what_safe_takes_timeon_takes_too(world, data):
    left, right = world
    for row in review(left, right, data.draw(decided(left, right))).rows:
        safe = acceptable(row, Mode.SAFE)
        assert safe is None or safe is acceptable(row, Mode.TIMEON)


@given(
    sides(), st.sampled_from([Mode.SAFE, Mode.TIMEON]), st.sampled_from(NAMES), st.sampled_from(NUMBERS), st.booleans()
)
@settings(max_examples=300)
def test_one_more_klant_never_turns_a_pair_into_another(world, mode, naam, nummer, on_left):
    left, right = world
    before = automatic(review(left, right), mode)
    if on_left:
        left = [*left, timeon("new", naam, nummer)]
    else:
        right = [*right, snelstart("new", naam, nummer)]
    found = review(left, right)
    after = automatic(found, mode)
    for one, other in before.items():
        assert after.get(one, other) == other
        if one not in after:
            row = row_of(found, "T", one)
            assert row.state is MatchState.KNOT or row.right is None or row.right.id == other


@given(sides())
def test_the_sides_are_alike(world):
    left, right = ([partij for partij in parties if partij.takes_part] for parties in world)
    mirrored = [snelstart(partij.id, partij.naam, partij.nummer, btw=partij.btw) for partij in left]
    other = [timeon(partij.id, partij.naam, partij.nummer, btw=partij.btw) for partij in right]
    for mode in (Mode.SAFE, Mode.TIMEON):
        there = automatic(review(left, right), mode)
        back = automatic(review(other, mirrored), mode)
        assert there == {one: two for two, one in back.items()}


@given(sides())
def test_the_same_klanten_give_the_same_rows(world):
    assert review(*world).rows == review(*world).rows


@given(sides())
def test_without_looking_for_near_matches_nothing_is_made_by_itself(world):
    for row in review(*world, candidates=False).rows:
        assert not row.candidates
        assert acceptable(row, Mode.TIMEON) is not Verdict.CREATE


def test_nothing_on_either_side_is_no_rows():
    assert review([], []).rows == ()


def test_empty_names_are_equal_to_nothing():
    found = review([timeon(1, ""), timeon(2, "...")], [snelstart(3, ""), snelstart(4, "...")])
    assert [row.state for row in found.rows] == [MatchState.ONLY_TIMEON] * 2 + [MatchState.ONLY_SNELSTART] * 2
    assert {acceptable(row, Mode.TIMEON) for row in found.rows} == {None}


def test_a_name_of_a_million_spaces_is_no_trouble():
    long = "De" + " " * 1_000_000 + "Groot Advies"
    (row,) = review([timeon(1, long)], [snelstart(2, "De Groot Advies")]).rows
    assert row.state is MatchState.SPELLING
    assert len(str(row.reason)) < 500


def test_the_same_record_twice_counts_once():
    assert len(review([timeon(1, "Alfa"), timeon(1, "Alfa")], []).rows) == 1


def test_waiting_rows_are_those_without_a_verdict():
    alfa, beta = timeon(1, "Alfa"), timeon(2, "Beta")
    found = review([alfa, beta], [], [decide("ignore", alfa)])
    assert [row.key for row in found.waiting()] == ["T2"]


def test_importing_it_loads_no_heavy_library():
    script = "import sys, core.matching; print([m for m in ('numpy', 'rapidfuzz', 'phonenumbers', 'openpyxl') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
