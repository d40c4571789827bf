from dataclasses import replace

import pytest
from hypothesis import given

from core.domain.partij import Side
from core.matching import review, simulate
from core.matching.mends import mends
from tests.matching.parties import NBSP, snelstart, timeon
from tests.matching.test_review import sides


def changed(parties, found):
    by_id = {mend.id: mend for mend in found if mend.field}
    return [
        replace(partij, **{by_id[partij.id].field: by_id[partij.id].new}) if partij.id in by_id else partij
        for partij in parties
    ]


@pytest.mark.parametrize("side", list(Side))
def test_the_renames_bring_the_doubles_to_zero(side):
    left = [timeon(1, "Alfa B.V.", 10), timeon(2, "Garage Van Dam", 11), timeon(3, "Vries, J. de", 12)]
    right = [snelstart(4, "Alfa BV", 20), snelstart(5, "Garage Van Damm", 21), snelstart(6, "J. de Vries", 22)]
    found = mends(review(left, right).rows, side)
    assert [mend.field for mend in found] == ["naam"] * 3
    assert {mend.side for mend in found} == {side}
    if side is Side.TIMEON:
        left = changed(left, found)
    else:
        right = changed(right, found)
    assert simulate(left, right) == ()


def test_a_name_that_does_not_fit_in_snelstart_becomes_a_number():
    long = "Coöperatieve Vereniging van Eigenaars Zonnestraal De"
    found = mends(review([timeon(1, long, 7)], [snelstart(2, long.upper(), 8)]).rows, Side.SNELSTART)
    assert [(mend.field, mend.old, mend.new) for mend in found] == [("nummer", "8", "7")]


def test_what_no_rename_mends_is_left_to_a_person():
    naam = "Mini Camping X"
    rows = review([timeon(1, naam, 402148)], [snelstart(2, naam, 402148), snelstart(3, naam, 402149)]).rows
    (mend,) = mends(rows, Side.TIMEON)
    assert mend.field == ""
    assert mend.who == "Mini Camping X (402149)"
    assert mend.who in str(mend.step)
    assert "Nonactief" in str(mend.step)


def test_a_difference_that_nobody_sees_is_said():
    rows = review([timeon(1, f"Loonbedrijf{NBSP}Wildeman")], [snelstart(2, "Loonbedrijf Wildeman")]).rows
    (mend,) = mends(rows, Side.TIMEON)
    assert "NBSP" in str(mend.why)


@pytest.mark.parametrize("side", list(Side))
@given(world=sides())
def test_followed_until_nothing_is_left_the_list_brings_the_doubles_to_zero(side, world):
    """A name that stands twice is taken as double; what was mended never comes back, so it ends."""
    left, right = world
    for _ in range(len(left) + len(right) + 1):
        found = mends(review(left, right).rows, side)
        if not found:
            break
        left, right = followed(left, Side.TIMEON, found), followed(right, Side.SNELSTART, found)
    assert simulate(left, right) == ()


def followed(parties, side, found):
    mine = {one.id: one for one in found if one.side is side}
    return [
        partij
        if partij.id not in mine
        else replace(partij, **{mine[partij.id].field: mine[partij.id].new})
        if mine[partij.id].field
        else replace(partij, actief=False)
        for partij in parties
    ]


@given(sides())
def test_no_rename_gives_two_klanten_of_a_side_one_name_or_number(world):
    left, right = ([partij for partij in parties if partij.takes_part] for parties in world)
    for side, mine in ((Side.TIMEON, left), (Side.SNELSTART, right)):
        found = [mend for mend in mends(review(left, right).rows, side) if mend.field]
        for mend in found:
            assert all(getattr(partij, mend.field) != mend.new for partij in mine)
        assert len({(mend.field, mend.new) for mend in found}) == len(found)
