"""Waarom? The rule behind a row, the values side by side, the characters that differ, and what would have to change for
Time On's own rule to match.
"""

from dataclasses import dataclass
from itertools import islice, product

from core.domain.match import MatchRow, MatchState
from core.domain.partij import Partij
from core.matching.characters import Difference, differences
from core.matching.contact import compare
from core.matching.decisions import FIELD_LABELS
from core.matching.reasons import names_say
from core.matching.rules import names_equal, numbers_equal, spelled_alike
from core.matching.simulate import duplicates, pairs_itself
from core.matching.words import joined, known_as, shown
from core.text import Sentence, mark, say

SIDE_BY_SIDE = ("naam", "nummer", "btw", "kvk", "iban", "email", "telefoon", "straat", "postcode", "plaats")
WIDE_MARGIN = 15
PAIRS_SHOWN = 6
"""A knot has seldom more than two of each side; one of fifty can't be read."""

_RULES = {
    MatchState.NUMBER_AND_NAME: mark("Regel: nummer gelijk en naam gelijk."),
    MatchState.NAME: mark("Regel: naam precies gelijk, nummers niet."),
    MatchState.NUMBER: mark("Regel: nummer gelijk, namen niet."),
    MatchState.SPELLING: mark("Regel: zelfde naam op spelling na."),
    MatchState.CANDIDATES: mark("Regel: geen; de namen lijken op elkaar."),
    MatchState.KNOT: mark("Regel: meer dan twee klanten hangen samen; dat beslist een mens."),
    MatchState.ONLY_TIMEON: mark("Regel: geen; niets in SnelStart past."),
    MatchState.ONLY_SNELSTART: mark("Regel: geen; niets in Time On past."),
    MatchState.IGNORED: mark("Regel: genegeerd door een mens."),
    MatchState.DECIDED: mark("Regel: beslist door een mens."),
}


@dataclass(frozen=True, slots=True)
class Value:
    """One field side by side; `equal` is None when one of the two has nothing."""

    name: str
    timeon: str
    snelstart: str
    equal: bool | None

    @property
    def label(self) -> str:
        """The msgid of the field's name."""
        return FIELD_LABELS[self.name]


@dataclass(frozen=True, slots=True)
class KnotPair:
    """Two of a knot, one of each side: what stands side by side, how the names differ, and both in one sentence."""

    timeon: Partij
    snelstart: Partij
    values: tuple[Value, ...]
    differences: tuple[Difference, ...]
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that can be said of a row. Of a knot or a single there is no pair, so the parts about two names are empty.

    `pairs` are those of a knot, PAIRS_SHOWN at most; `more` is how many are left out.
    """

    rule: Sentence
    reason: Sentence
    values: tuple[Value, ...]
    differences: tuple[Difference, ...]
    agree: Sentence | None
    margin: Sentence | None
    timeon: Sentence
    to_match: tuple[Sentence, ...]
    pairs_itself: bool
    pairs: tuple[KnotPair, ...] = ()
    more: int = 0

    def sentences(self) -> tuple[Sentence, ...]:
        """Everything in the order in which a person reads it."""
        knot = [pair.sentence for pair in self.pairs]
        if self.more:
            knot.append(say("En nog {n} paren.", n=self.more))
        parts = (self.rule, self.reason, *knot, self.agree, self.margin, self.timeon, *self.to_match)
        return tuple(part for part in parts if part is not None)


def explain(row: MatchRow) -> Explanation:
    """Explain one row; a near match is explained against its best candidate."""
    left, right = _pair(row)
    agree, differ = compare(left, right) if left and right else ((), ())
    paired = left is not None and right is not None and pairs_itself(left, right)
    many = len(row.timeon) * len(row.snelstart) if row.state is MatchState.KNOT else 0
    pairs = islice(product(row.timeon, row.snelstart), min(many, PAIRS_SHOWN))
    return Explanation(
        rule=say(_RULES[row.state]),
        reason=row.reason
        if row.is_pair or left is None or right is None
        else joined([row.reason, names_say(left, right)]),
        values=_values(left, right, agree, differ),
        differences=differences(left.naam, right.naam) if left and right else (),
        agree=_agree_say(left, agree),
        margin=_margin_say(row),
        timeon=_timeon_says(row, paired=paired),
        to_match=_to_match(left, right) if left and right and not paired else (),
        pairs_itself=paired,
        pairs=tuple(_knot_pair(ours, theirs) for ours, theirs in pairs),
        more=max(0, many - PAIRS_SHOWN),
    )


def _knot_pair(ours: Partij, theirs: Partij) -> KnotPair:
    agree, differ = compare(ours, theirs)
    parts = [names_say(ours, theirs), _agree_say(ours, agree)]
    sentence = say(
        "{links} ↔ {rechts}: {wat}",
        links=known_as(ours),
        rechts=known_as(theirs),
        wat=joined(part for part in parts if part is not None),
    )
    return KnotPair(ours, theirs, _values(ours, theirs, agree, differ), differences(ours.naam, theirs.naam), sentence)


def _pair(row: MatchRow) -> tuple[Partij | None, Partij | None]:
    if row.state is MatchState.KNOT:
        return None, None
    left, right = row.left, row.right
    if row.candidates:
        best = row.candidates[0].partij
        left, right = left or best, right or best
    return left, right


def _values(
    left: Partij | None, right: Partij | None, agree: tuple[str, ...], differ: tuple[str, ...]
) -> tuple[Value, ...]:
    values = []
    for name in SIDE_BY_SIDE:
        ours = getattr(left, name) if left else ""
        theirs = getattr(right, name) if right else ""
        if not ours and not theirs:
            continue
        equal = True if name in agree else False if name in differ else None
        if name == "naam" and left and right:
            equal = names_equal(left, right)
        values.append(Value(name, ours, theirs, equal))
    return tuple(values)


def _agree_say(left: Partij | None, agree: tuple[str, ...]) -> Sentence | None:
    if left is None or not agree:
        return None
    parts = [
        say("{veld} {waarde}", veld=say(FIELD_LABELS[name]), waarde=shown(getattr(left, name)))
        if hasattr(left, name)
        else say(FIELD_LABELS[name])
        for name in agree
    ]
    listed = Sentence(
        ", ".join(f"{{p{number}}}" for number in range(len(parts))), {f"p{n}": part for n, part in enumerate(parts)}
    )
    return say("Gelijk: {velden}.", velden=listed)


def _margin_say(row: MatchRow) -> Sentence | None:
    if not row.candidates:
        return None
    if len(row.candidates) == 1:
        return say("Geen andere kandidaat.")
    first, second = row.candidates[:2]
    margin = first.score - second.score
    return say(
        "Volgende kandidaat: {naam}, {score}. Verschil {verschil}: {oordeel}.",
        naam=known_as(second.partij),
        score=second.score,
        verschil=margin,
        oordeel=say("ruim") if margin >= WIDE_MARGIN else say("krap"),
    )


def _timeon_says(row: MatchRow, *, paired: bool) -> Sentence:
    if paired:
        return say("Zoals Time On het doet wordt dit één klant.")
    if any(True for _ in duplicates([row])):
        return say("Zoals Time On het doet wordt dit een dubbele klant.")
    if row.is_pair:
        return say("Zoals Time On het doet blijven dit twee klanten.")
    if row.state is MatchState.KNOT:
        return say("Time On kiest hier zelf; wie het wordt is niet te zeggen.")
    return say("Zoals Time On het doet komt deze klant er aan de andere kant bij.")


def _to_match(left: Partij, right: Partij) -> tuple[Sentence, ...]:
    """What to change so that Time On's rule pairs these two: either name, or the number in Time On."""
    sentences = [
        say("Past vanzelf als de naam in SnelStart precies '{naam}' wordt.", naam=left.naam),
        say("Of als de naam in Time On precies '{naam}' wordt.", naam=right.naam),
    ]
    if right.nummer and not numbers_equal(left, right):
        sentences.append(say("Of als het nummer in Time On {nummer} wordt.", nummer=right.nummer))
    if spelled_alike(left, right):
        sentences.append(say("Koppelbord ziet hier dezelfde naam; Time On leest letter voor letter."))
    return tuple(sentences)
