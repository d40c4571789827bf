"""Two lists without a koppeling: the shape of the answer, what is accepted, what is listed."""

import json

from hypothesis import given
from hypothesis import strategies as st

from core.domain.partij import Partij, Side
from core.matching.files import match_files
from tests.bench.dutch_names import registers
from tests.matching.parties import CURLY, snelstart, timeon


def lists(*pairs):
    return [timeon(f"L{n}", *one) for n, (one, _) in enumerate(pairs) if one], [
        snelstart(f"R{n}", *other) for n, (_, other) in enumerate(pairs) if other
    ]


def test_the_answer_has_its_five_parts_and_is_json():
    left, right = lists(
        (("Alfa", 1), ("Alfa", 1)),
        (("Café 't Hoekje",), (f"Cafe {CURLY}t Hoekje",)),
        (("Jansen BV",), ("Jansen Transport BV",)),
        (("Omega", 9), None),
        (None, ("Terpstra Notariaat", 44)),
        (("Tweeling",), ("Tweeling",)),
        (None, ("Tweeling",)),
    )
    answer = match_files(left, right)
    assert json.loads(json.dumps(answer)) == answer
    assert list(answer) == ["pairs", "candidates", "left_only", "right_only", "knots"]
    assert [(pair["left"], pair["right"], pair["state"], pair["score"]) for pair in answer["pairs"]] == [
        ("L0", "R0", "number_name", 100),
        ("L1", "R1", "spelling", 98),
    ]
    assert answer["pairs"][0]["reason"] == "Namen gelijk. Nummers gelijk: 1."
    assert answer["candidates"]["L2"][0] == ["R2", 71]
    assert answer["left_only"] == ["L2", "L3"]
    assert answer["right_only"] == ["R2", "R4"]
    assert [(knot["left"], knot["right"]) for knot in answer["knots"]] == [(["L5"], ["R5", "R6"])]


def test_without_folding_a_spelling_is_a_candidate():
    left, right = lists((("Alfa B.V.",), ("Alfa BV",)))
    answer = match_files(left, right, fold=False)
    assert answer["pairs"] == []
    assert answer["candidates"] == {"L0": [["R0", 99]]}


def test_the_same_words_in_another_order_are_one_name_here():
    left, right = lists((("Transport Jansen Utrecht",), ("Jansen Transport Utrecht",)))
    (pair,) = match_files(left, right)["pairs"]
    assert pair["state"] == "spelling"
    assert "andere volgorde" in pair["reason"]
    assert match_files(left, right, fold=False)["pairs"] == []


def test_the_same_letters_with_other_spaces_are_one_name_when_nobody_else_has_them():
    left, right = lists((("Van Dam Bouw",), ("Vandam Bouw",)), (("Kaasboer",), ("Kaas Boer",)), (None, ("Kaasb Oer",)))
    (pair,) = match_files(left, right)["pairs"]
    assert (pair["left"], pair["right"], pair["state"]) == ("L0", "R0", "spelling")
    assert pair["reason"].startswith("Zelfde naam op spaties na")
    assert match_files(left, right, fold=False)["pairs"] == []


def crowded(rivals, **fields):
    """Two hundred equal names; as many as `rivals` of them stand on the left a second time, with a legal form."""
    left = [timeon(f"L{n}", f"Firma {n:03d}", **fields) for n in range(200)]
    left += [timeon(f"B{n}", f"Firma {n:03d} B.V.") for n in range(rivals)]
    return left, [snelstart(f"R{n}", f"Firma {n:03d}", **fields) for n in range(200)]


def test_where_names_are_crowded_a_name_without_its_legal_form_is_listed_and_not_accepted():
    answer = match_files(*crowded(150))
    assert [pair["left"] for pair in answer["pairs"]] == [f"L{n}" for n in range(150, 200)]
    assert answer["candidates"]["L7"][0] == ["R7", 99]
    assert "L7" in answer["left_only"]


def test_another_field_in_common_settles_it_and_few_of_them_are_believed():
    shared = {"postcode": "1234 AB", "straat": "Kade 1"}
    assert len(match_files(*crowded(150, **shared))["pairs"]) == 200
    assert len(match_files(*crowded(150, plaats="Goes"))["pairs"]) == 50
    assert len(match_files(*crowded(90))["pairs"]) == 200


def test_a_contradiction_is_listed_and_not_accepted():
    left = [timeon("a", "Alfa", btw="NL001234567B29")]
    right = [snelstart("b", "Alfa", btw="NL001234568B20")]
    answer = match_files(left, right)
    assert answer["pairs"] == []
    assert answer["left_only"] == ["a"]
    assert answer["candidates"]["a"][0][0] == "b"


def test_kvk_and_iban_take_part():
    left = [timeon("a", "Alfa", kvk="69599068"), timeon("c", "Gamma", iban="NL13TEST0123456789")]
    right = [
        snelstart("b", "Alfa", kvk="68750110"),
        snelstart("d", "Gamma"),
        snelstart("e", "Delta", iban="NL13 TEST 0123 4567 89"),
    ]
    answer = match_files(left, right)
    assert answer["pairs"] == []
    assert answer["candidates"]["c"][0][0] == "e" or answer["candidates"]["c"][0][0] == "d"


def test_an_equal_number_with_another_name_is_first_among_the_candidates():
    left, right = lists((("Smit Juristen", 5), ("Advocatenkantoor Smit", 5)), (None, ("Smit Jurist",)))
    answer = match_files(left, right)
    assert answer["pairs"] == []
    assert {found for found, _ in answer["candidates"]["L0"]} == {"R0", "R1"}


def numbered(size, other):
    left = [timeon(n, f"Firma {n:03d}", 10000 + n) for n in range(size)]
    return left, [snelstart(n, f"Firma {n:03d}", 10000 + n) for n in range(size)] + other


def test_where_both_number_alike_another_number_is_another_klant():
    left, right = numbered(30, [snelstart("x", "Nieuw", 7)])
    left.append(timeon("n", "Nieuw", 99999))
    answer = match_files(left, right)
    assert len(answer["pairs"]) == 30
    assert answer["candidates"]["n"][0] == ["x", 99]


def test_where_both_number_alike_a_legal_form_more_is_no_other_name():
    left, right = numbered(30, [snelstart("x", "Nieuw B.V.", 99999)])
    left.append(timeon("n", "Nieuw", 99999))
    pair = match_files(left, right)["pairs"][-1]
    assert (pair["left"], pair["right"], pair["state"]) == ("n", "x", "number")
    assert "rechtsvorm" in pair["reason"]


def test_where_both_number_alike_a_name_without_a_number_is_not_believed_against_all_else():
    ours = {"email": "a@x.example", "telefoon": "0612345678", "plaats": "Goes", "postcode": "1234AB"}
    theirs = {"email": "b@y.example", "telefoon": "0687654321", "plaats": "Zeist", "postcode": "5678CD"}
    for shared, pairs in (
        ({}, 30),
        ({"telefoon": "06 12345678"}, 31),
        ({"email": ""}, 30),
        ({"email": "", "plaats": ""}, 31),
    ):
        left, right = numbered(30, [snelstart("x", "Nieuw", **theirs | shared)])
        left.append(timeon("n", "Nieuw", 99999, **ours))
        assert len(match_files(left, right)["pairs"]) == pairs


def test_a_number_without_a_counterpart_contradicts_nothing_between_lists_that_number_differently():
    left, right = lists((("Alfa", 1), ("Alfa", 700)), (("Beta", 2), ("Beta", 800)))
    assert len(match_files(left, right)["pairs"]) == 2


@given(
    st.lists(st.sampled_from(["Alfa", "Alfa BV", "alfa b.v.", "Beta", "", "..", "Smit, J.", "J. Smit"]), max_size=6),
    st.lists(st.sampled_from(["Alfa", "Alfa BV", "alfa b.v.", "Beta", "", "..", "Smit, J.", "J. Smit"]), max_size=6),
    st.booleans(),
)
def test_every_id_is_in_a_pair_a_knot_or_alone(lefts, rights, fold):
    left = [timeon(f"L{n}", naam) for n, naam in enumerate(lefts)]
    right = [Partij(Side.TIMEON, f"R{n}", naam) for n, naam in enumerate(rights)]
    answer = match_files(left, right, fold=fold)
    for side, parties in (("left", left), ("right", right)):
        ids = [pair[side] for pair in answer["pairs"]] + [one for knot in answer["knots"] for one in knot[side]]
        assert sorted(ids + answer[f"{side}_only"]) == sorted(partij.id for partij in parties)
    assert not {pair["left"] for pair in answer["pairs"]} & answer["candidates"].keys()
    assert all(0 <= score <= 100 for found in answer["candidates"].values() for _, score in found)


def test_the_right_one_is_a_pair_or_among_five():
    made = registers(1500, seed=7)
    answer = match_files([timeon(k.id, k.naam) for k in made.left], [snelstart(k.id, k.naam) for k in made.right])
    pairs = {pair["left"]: pair["right"] for pair in answer["pairs"]}
    found = [
        pairs.get(one) == other or other in [id_ for id_, _ in answer["candidates"].get(one, ())]
        for one, other in made.truth.items()
    ]
    assert sum(found) / len(found) >= 0.995
    right = [made.truth.get(one) == other for one, other in pairs.items()]
    assert sum(right) / len(right) >= 0.998
