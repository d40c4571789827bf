"""Why a row is as it is: the pane beside the rows with the values of both side by side; where there is little room, below
them, and by key at full height.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import on

from core.domain.match import MatchRow, MatchState
from core.matching.explain import Explanation, Value, explain
from core.text import t
from screens.review.choosing import Choosing
from screens.widgets.details import Details
from screens.widgets.plain import fit
from screens.widgets.said import Line
from screens.widgets.source import Cell
from screens.widgets.tones import Sign, Tone

_LABEL = 12
_BETWEEN = 3
_PADDING = 2
_LEAST = 20
_ADDRESS = ("straat", "postcode", "plaats")


class Whole(Choosing):
    """Rows can be walked while it stands at full height."""

    def why_not(self, action: str) -> str:
        """On a wide terminal there is nothing more."""
        if action == "whole" and self.has_class("-wide"):
            return t("Alles staat er al naast elkaar.")
        return super().why_not(action)

    def is_offered(self, action: str) -> bool:
        """Nor does it stand in the footer there."""
        return action != "whole" or not self.has_class("-wide")

    @on(Details.Resized)
    def other_room(self) -> None:
        """In other room it reads otherwise."""
        if self.board is not None:
            self.table.tell()

    def action_whole(self) -> None:
        """At full height, or back."""
        self.toggle_class("-whole")
        self.table.tell()

    def explain_row(self, row: MatchRow | None) -> None:
        """Why, of this row."""
        if row is None:
            self.details.show(t("Waarom?"), [t("Niets in deze staat. {review.tab_next} gaat naar de volgende.")])
            return
        found = explain(row)
        lines: list[Line] = []
        wide = self.has_class("-wide")
        if found.values and (wide or self.has_class("-whole")):
            room = (self.details.size if wide else self.size).width - _PADDING
            after = (found.timeon, *found.to_match, *([found.margin] if found.margin else []))
            lines += [str(found.rule), str(found.reason), *_side_by_side(found, room), *map(str, after)]
        else:
            lines += map(str, found.sentences())
        self.details.show(t("Waarom?"), [*lines, *map(str, row.warnings), *_how(row)])


def _side_by_side(found: Explanation, room: int) -> Iterator[Line]:
    """A line a field, with a sign that says whether it is the same; in little room a line a value that differs."""
    width = (room - _LABEL - _BETWEEN) // 2
    if width >= _LEAST:
        yield (Cell(" " * _LABEL + fit("Time On", width) + " " * _BETWEEN + "SnelStart", Tone.DIM),)
    for value in _with_one_address(found.values):
        sign, tone = ("=", Tone.GOOD) if value.equal else ("≠", Tone.WARN) if value.equal is False else (" ", Tone.DIM)
        label = Cell(fit(t(value.label), _LABEL), Tone.DIM)
        if width >= _LEAST:
            other = fit(value.snelstart or Sign.NONE, width).rstrip()
            yield (label, fit(value.timeon or Sign.NONE, width), Cell(f" {sign} ", tone), other)
        elif value.equal and value.timeon == value.snelstart:
            yield (label, Cell(f"{sign} ", tone), value.timeon)
        else:
            yield (label, Cell(f"{sign} T ", tone), value.timeon or Sign.NONE)
            yield (Cell(" " * _LABEL + "  S ", tone), value.snelstart or Sign.NONE)


def _with_one_address(values: Sequence[Value]) -> Iterator[Value]:
    """Street, postcode and town as one line, for a line each would push out what matters more."""
    address = [value for value in values if value.name in _ADDRESS]
    for value in values:
        if value.name not in _ADDRESS:
            yield value
        elif value is address[0]:
            known = {one.equal for one in address} - {None}
            yield Value(
                "straat",
                " ".join(one.timeon for one in address if one.timeon),
                " ".join(one.snelstart for one in address if one.snelstart),
                None if not known else False not in known,
            )


def _how(row: MatchRow) -> list[Line]:
    """What a person can do with this row."""
    if not row.waits:
        return [t("Beslist. {algemeen.undo} maakt het laatste besluit ongedaan.")]
    if row.state is MatchState.KNOT:
        return [
            t(
                "{review.choose} toont wie bij wie hoort; {review.reject}: geen van deze zijn dezelfde; {review.ignore} laat ze er allemaal buiten."
            )
        ]
    return []
