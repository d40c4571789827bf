"""The score of a near match: how alike the names are, then what the other fields say. 0 to 100; 100 is never reached."""

from collections.abc import Sequence

from core.matching.normalise import LEGAL_FORMS, fold
from core.matching.persons import may_be_same

MOST = 99
_PERSON = 90.0
# What an equal field takes away of the distance to 100.
_CLOSER = {"email": 0.6, "telefoon": 0.5, "iban": 0.8, "kvk": 0.8, "btw": 0.8, "nummer": 0.5}
_CLOSER_ADDRESS = 0.5
_FARTHER = {"btw": 25.0, "kvk": 25.0}
# A firm and its holding, its foundation or its estate in liquidation look alike and are not the same.
_OTHER_FIRM = frozenset(
    (
        "holding",
        "beheer",
        "stichting",
        "vereniging",
        "cooperatie",
        "io",
        "oprichting",
        "liquidatie",
        "vastgoed",
        "invest",
    )
)
_OTHER_FIRM_MOST = 70.0
_FORMS_DIFFER = 5.0


def weighed(left: str, right: str, likeness: float, agree: Sequence[str], differ: Sequence[str]) -> int:
    """The score of two names whose likeness is 0 to 100, with the fields in which they agree and differ."""
    points = max(likeness, _PERSON) if may_be_same(left, right) else likeness
    ours, theirs = set(fold(left).split()), set(fold(right).split())
    if (ours ^ theirs) & _OTHER_FIRM:
        points = min(points, _OTHER_FIRM_MOST)
    if (forms := ours & LEGAL_FORMS) and (others := theirs & LEGAL_FORMS) and forms != others:
        points -= _FORMS_DIFFER
    for name in agree:
        points += (100 - points) * _CLOSER.get(name, 0.0)
    if "postcode" in agree and "huisnummer" in agree:
        points += (100 - points) * _CLOSER_ADDRESS
    points -= sum(_FARTHER.get(name, 0.0) for name in differ)
    return max(0, min(MOST, round(points)))
