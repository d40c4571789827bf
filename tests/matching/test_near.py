"""Near matches: who is listed, in what order, and the two ways of finding them."""

import pytest

from core.domain.match import MatchState
from core.matching import review, shortlist, simulate
from core.matching.near import BEST, LOWEST
from core.matching.shortlist import shortlist as find
from tests.bench.dutch_names import registers
from tests.matching.parties import decide, row_of, snelstart, timeon


def listed(row):
    return [(candidate.partij.id, candidate.score) for candidate in row.candidates]


def test_at_most_five_the_best_first():
    right = [
        snelstart(n, f"Bakkerij De Korenaar {plaats}")
        for n, plaats in enumerate(["Ede", "Oss", "Tiel", "Goes", "Delft", "Leiden", "Utrecht"])
    ]
    row = row_of(review([timeon("a", "Bakkerij De Korenaar")], right), "T", "a")
    scores = [score for _, score in listed(row)]
    assert len(scores) == BEST
    assert scores == sorted(scores, reverse=True)


def test_each_the_others_best_stand_in_one_row():
    (row,) = review([timeon(1, "Garage Van Dam")], [snelstart(2, "Garage Van Damm")]).rows
    assert (row.key, row.is_pair, row.state) == ("T1=S2", True, MatchState.CANDIDATES)
    assert row.candidates[0].partij is row.right


def test_who_is_not_the_others_best_stands_alone_with_candidates():
    left = [timeon(1, "Garage Van Dam Utrecht"), timeon(2, "Garage Van Dam")]
    found = review(left, [snelstart(3, "Garage Van Damm")])
    assert row_of(found, "T", 2).key == "T2=S3"
    lone = row_of(found, "T", 1)
    assert (lone.key, lone.snelstart) == ("T1", ())
    assert lone.candidates[0].partij.id == "3"


def test_equal_fields_bring_a_candidate_nearer_and_are_named():
    left = timeon(
        1, "Het Hoekje", email="info@hoekje.example", postcode="3511 AB", straat="Kade 12", telefoon="06 12345678"
    )
    near = snelstart(
        2, "Cafe Hoekje", email="INFO@hoekje.example", postcode="3511AB", straat="Kade 12", telefoon="+31612345678"
    )
    far = snelstart(3, "Cafe Hoekje Utrecht", postcode="9999 ZZ")
    row = row_of(review([left], [near, far]), "T", 1)
    best = row.candidates[0]
    assert best.partij.id == "2"
    assert best.score >= 90
    assert {"email", "telefoon", "postcode", "huisnummer"} <= set(best.agree)
    assert row.candidates[1].differ == ("postcode",)


def test_a_rejected_pair_is_no_candidate_and_the_next_one_comes_up():
    left, first, second = (
        timeon(1, "Garage Van Dam"),
        snelstart(2, "Garage Van Damm"),
        snelstart(3, "Garage Van Dammen"),
    )
    row = row_of(review([left], [first, second], [decide("reject", left, first)]), "T", 1)
    assert listed(row)[0][0] == "3"
    assert "2" not in dict(listed(row))


def test_a_holding_of_the_same_name_stands_farther_off_than_a_typing_error():
    left = timeon(1, "Vereniging De Berkenhorst Heerlen")
    right = [snelstart(2, "Vereiging De Berkenhorst Heerlen"), snelstart(3, "De Berkenhorst Heerlen")]
    scores = dict(listed(row_of(review([left], right), "T", 1)))
    assert scores["2"] > 90
    assert scores["3"] <= 70


def test_a_shared_address_does_not_make_a_holding_the_same_firm_and_a_shared_btw_id_does():
    fields = {"email": "info@abc.example", "postcode": "3511 AB", "straat": "Kade 12", "telefoon": "06 12345678"}
    left, right = timeon(1, "ABC Holding B.V.", **fields), snelstart(2, "ABC Holding B.V. i.o.", **fields)
    assert dict(listed(row_of(review([left], [right]), "T", 1)))["2"] == 70
    assert simulate([left], [right]) == ()
    wrong = {**fields, "btw": "NL123456789B90"}
    left, right = timeon(1, "ABC Holding B.V.", **wrong), snelstart(2, "ABC Holding B.V. i.o.", **wrong)
    assert dict(listed(row_of(review([left], [right]), "T", 1)))["2"] > 90


def test_nobody_is_near_to_a_klant_without_a_name():
    assert row_of(review([timeon(1, "...")], [snelstart(2, "Alfa")]), "T", 1).candidates == ()


def test_below_the_lowest_score_there_is_no_candidate():
    found = review([timeon(1, "Notariskantoor Terpstra")], [snelstart(2, "Garage Van Dam")])
    assert all(row.candidates == () for row in found.rows)
    for row in review([timeon(1, "Jansen BV")], [snelstart(2, "Jansen Transport BV")]).rows:
        assert row.candidates[0].score >= LOWEST


@pytest.mark.parametrize("all_pairs", [0, 10**9])
def test_both_ways_of_searching_find_the_right_one(monkeypatch, all_pairs):
    monkeypatch.setattr(shortlist, "ALL_PAIRS", all_pairs)
    made = registers(1000, seed=3)
    right = {klant.id: at for at, klant in enumerate(made.right)}
    pairs = find([klant.naam.lower() for klant in made.left], [klant.naam.lower() for klant in made.right])
    met = set(zip(pairs.queries.tolist(), pairs.choices.tolist(), strict=True))
    hits = [(at, right[made.truth[klant.id]]) in met for at, klant in enumerate(made.left) if klant.id in made.truth]
    assert sum(hits) / len(hits) >= 0.97


def test_searching_for_or_among_nothing_finds_nothing():
    assert len(find([], ["alfa"]).queries) == 0
    assert len(find(["alfa"], []).queries) == 0
    assert len(find(["", ""], ["alfa"]).queries) == 0


def test_names_in_another_script_and_very_long_ones_are_compared_too():
    left = [timeon(1, "Ελληνική Ταβέρνα"), timeon(2, "x" * 100_000), timeon(3, "株式会社東京")]
    right = [snelstart(4, "Ελληνικη Ταβερνες"), snelstart(5, "x" * 99_999), snelstart(6, "株式会社東京都")]
    found = review(left, right)
    assert {row.key for row in found.rows if row.is_pair} >= {"T1=S4", "T2=S5", "T3=S6"}
