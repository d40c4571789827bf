import itertools

import pytest

from core.domain.agreement import Agreed
from core.domain.partij import Side
from core.syncing.fields import BY_NAME, owners, shown, to_snelstart, to_timeon
from core.syncing.three_way import Move, move

EMAIL = BY_NAME["email"]
A, B, C = "a@x.nl", "b@x.nl", "c@x.nl"


@pytest.mark.parametrize(
    ("timeon", "snelstart", "agreed", "expected"),
    [
        (A, B, None, Move.AGREE),
        (A, A, Agreed(A, A), Move.NOTHING),
        (A, A.upper(), Agreed(A, A), Move.AGREE),
        (A, B, Agreed(A, B), Move.NOTHING),
        (C, B, Agreed(A, B), Move.TO_SNELSTART),
        (A, C, Agreed(A, B), Move.TO_TIMEON),
        (B, C, Agreed(A, A), Move.CONFLICT),
        (B, B, Agreed(A, A), Move.AGREE),
        ("", A, Agreed(A, A), Move.NOTHING),
        (A, "", Agreed(A, A), Move.BLANKED),
        (B, "", Agreed(A, A), Move.CONFLICT),
        ("", B, Agreed(A, A), Move.TO_TIMEON),
    ],
)
def test_what_follows_from_three_values(timeon: str, snelstart: str, agreed: Agreed | None, expected: Move) -> None:
    assert move(EMAIL, timeon, snelstart, agreed) is expected


def test_an_owner_lets_a_field_flow_one_way_only_and_never_settles_a_conflict() -> None:
    assert move(EMAIL, B, A, Agreed(A, A), Side.SNELSTART) is Move.OWNED
    assert move(EMAIL, B, A, Agreed(A, A), Side.TIMEON) is Move.TO_SNELSTART
    assert move(EMAIL, A, B, Agreed(A, A), Side.TIMEON) is Move.OWNED
    assert move(EMAIL, B, C, Agreed(A, A), Side.TIMEON) is Move.CONFLICT


def test_no_three_values_overwrite_a_change_or_carry_an_empty_field() -> None:
    for timeon, snelstart, left, right in itertools.product((A, B, C, ""), repeat=4):
        found = move(EMAIL, timeon, snelstart, Agreed(left, right))
        if found is Move.TO_SNELSTART:
            assert timeon
            assert snelstart == right
        if found is Move.TO_TIMEON:
            assert snelstart
            assert timeon in (left, "")


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("telefoon", "+31 10 123 45 67", "0031101234567"),
        ("telefoon", "(010) 123-4567", "0101234567"),
        ("btw", "NL 0012.34.567.B01", "NL001234567B01"),
        ("postcode", "1234 AB", "1234ab"),
    ],
)
def test_another_spelling_is_no_change(field: str, one: str, other: str) -> None:
    assert BY_NAME[field].same(one, other)


def test_a_name_is_the_same_only_letter_for_letter() -> None:
    assert not BY_NAME["naam"].same("Bakkerij B.V.", "Bakkerij BV")


def test_owners_are_a_setting_and_are_shown() -> None:
    assert owners("naam=timeon, email=snelstart, btw=both") == {"naam": Side.TIMEON, "email": Side.SNELSTART}
    assert dict(shown("naam=timeon"))["naam"] is Side.TIMEON
    assert dict(shown(""))["naam"] is None


def test_changes_in_the_words_of_each_side() -> None:
    values = {"straat": "Kade 1", "plaats": "Gouda", "actief": "nee"}
    assert to_snelstart(values, "nl") == {
        "vestigingsAdres": {"land": {"id": "nl"}, "straat": "Kade 1", "plaats": "Gouda"},
        "nonactief": True,
    }
    assert to_timeon(values) == {"addressLine1": "Kade 1", "addressLine3": "Gouda", "isActive": False}
