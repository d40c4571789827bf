"""Klanten for the tests, as short as they can be said."""

from datetime import UTC, datetime

from core.domain.match import Decision, MatchRow, Verdict
from core.domain.partij import Partij, Side
from core.matching import Review, compared

KLANT = frozenset({"Klant"})
NBSP = "\u00a0"
CURLY = "\u2019"


def timeon(id_, naam, nummer="", **fields):
    return Partij(Side.TIMEON, str(id_), naam, str(nummer), **fields)


def snelstart(id_, naam, nummer="", **fields):
    return Partij(Side.SNELSTART, str(id_), naam, str(nummer), **{"soorten": KLANT, **fields})


def decide(verdict, left=None, right=None, by="Els"):
    return Decision(
        left.id if left else "",
        right.id if right else "",
        Verdict(verdict),
        by,
        datetime(2026, 11, 24, tzinfo=UTC),
        compared(left, right),
    )


def row_of(review: Review, side: str, id_) -> MatchRow:
    """The row in which this klant stands; fails when it stands in none or in two."""
    parties = "timeon" if side == "T" else "snelstart"
    found = [row for row in review.rows if any(partij.id == str(id_) for partij in getattr(row, parties))]
    assert len(found) == 1, f"{side}{id_} stands in {len(found)} rows"
    return found[0]
