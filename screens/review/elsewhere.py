"""What is said when rows changed that nobody decided upon here."""

from collections.abc import Sequence

from core.domain.match import MatchRow
from core.text import t, tn
from screens.widgets.said import Part
from screens.widgets.source import Cell
from screens.widgets.tones import Sign, Tone


def words(made: Sequence[MatchRow]) -> tuple[Part, ...]:
    """Of the rows that came in the place of others: whose, how many, and what was decided."""
    decided = [row for row in made if row.decision is not None]
    shown = decided or made
    if not shown:
        return (t("Elders is iets gewijzigd; de rijen zijn opnieuw gelezen."),)
    one = shown[0].left or shown[0].right
    naam = one.naam if one else ""
    more = len(shown) - 1
    said = tn(
        "Elders gewijzigd: {naam}.", "Elders gewijzigd: {naam}, en {meer} meer.", len(shown), naam=naam, meer=more
    )
    return (Cell(f"{Sign.BUSY} ", Tone.BUSY), said, " ", str(shown[0].reason) if decided else "")
