"""The rows of a review, made one by one: key, state, reason, warnings."""

from collections.abc import Sequence

from core.domain.match import Candidate, Decision, MatchRow, MatchState, Verdict
from core.matching.contradictions import contradictions
from core.matching.field import Entry, Field
from core.matching.knots import Group
from core.matching.near import nearest
from core.matching.reasons import held_says, knot_says, pair_says, shared_says, single_says
from core.matching.rules import state_of
from core.matching.warnings import warnings
from core.matching.words import joined
from core.text import Sentence, mark, say

_BY = {
    Verdict.COUPLE: mark("Gekoppeld door {wie} op {dag}."),
    Verdict.CREATE: mark("Nieuw aan de andere kant: besloten door {wie} op {dag}."),
    Verdict.IGNORE: mark("Genegeerd door {wie} op {dag}."),
    Verdict.REJECT: mark("Niet dezelfde: besloten door {wie} op {dag}."),
}


class Rows:
    """Collects rows; `earlier` holds, by entry, the decision that has to be looked at again and why."""

    def __init__(self, field: Field, *, searched: bool) -> None:
        self.field = field
        self.searched = searched
        self.earlier: dict[Entry, tuple[Decision, tuple[Sentence, ...]]] = {}
        self._made: dict[Entry, MatchRow] = {}

    def in_order(self) -> tuple[MatchRow, ...]:
        """Each row once: those with a klant of Time On in that order, then those of SnelStart alone."""
        both = (*self.field.timeon.entries.values(), *self.field.snelstart.entries.values())
        return tuple({id(row): row for row in map(self._made.__getitem__, both)}.values())

    def add(self, group: Group) -> None:
        """A pair, a knot or a single, by the rules."""
        if group.is_pair:
            self._add_pair(group.timeon[0], group.snelstart[0])
        elif len(group) == 1:
            self._add_single(next(iter(group)))
        else:
            self._make(group, MatchState.KNOT, [knot_says(self.field, group)])

    def add_decided(
        self, entries: tuple[Entry, ...], state: MatchState, decision: Decision, notes: Sequence[Sentence]
    ) -> None:
        """What a person decided, and what to know about it since."""
        reason = say(_BY[decision.verdict], wie=decision.by, dag=f"{decision.at:%d-%m-%Y}")
        self._make(Group.of(entries), state, [reason, *notes], decision=decision)

    def add_again(self, left: Entry, right: Entry, decision: Decision, notes: Sequence[Sentence]) -> None:
        """A couple of which a compared value changed: kept together, asked again."""
        against = contradictions(self.field, left, right)
        reason = joined([*notes, pair_says(self.field, left, right, against)])
        group = Group([left], [right])
        self._make(group, state_of(self.field, left, right), [reason], contradiction=bool(against), earlier=decision)

    def add_near(self, singles: Sequence[Entry]) -> list[Entry]:
        """The singles that have near matches; answers those that have none."""
        found = nearest(self.field, singles)
        for entry in singles:
            near = found.get(entry)
            if near is None or entry in self._made:
                continue
            partner = near.partner
            if partner is not None:
                left, right = (entry, partner) if entry.is_timeon else (partner, entry)
                against = contradictions(self.field, left, right)
                self._make(
                    Group([left], [right]),
                    MatchState.CANDIDATES,
                    [pair_says(self.field, left, right, against)],
                    contradiction=bool(against),
                    candidates=found[left].candidates,
                )
            else:
                self._make(
                    Group.of([entry]),
                    MatchState.CANDIDATES,
                    [single_says(entry, MatchState.CANDIDATES)],
                    candidates=near.candidates,
                )
        return [entry for entry in singles if entry not in self._made]

    def _add_pair(self, left: Entry, right: Entry) -> None:
        state = state_of(self.field, left, right)
        against = contradictions(self.field, left, right)
        if not against and state is MatchState.NAME and not self._is_unique(left):
            against = (shared_says(self.field, left),)
        self._make(
            Group([left], [right]), state, [pair_says(self.field, left, right, against)], contradiction=bool(against)
        )

    def _add_single(self, entry: Entry) -> None:
        state = MatchState.ONLY_TIMEON if entry.is_timeon else MatchState.ONLY_SNELSTART
        reasons = [single_says(entry, state)]
        held = False
        if (namesake := self.field.namesake(entry)) is not None:
            reasons, held = [held_says(entry, namesake, by_number=False)], True
        elif (numbered := self.field.pointed(entry, "nummer")) is not None:
            reasons, held = [held_says(entry, numbered, by_number=True)], True
        self._make(Group.of([entry]), state, reasons, contradiction=held)

    def _is_unique(self, entry: Entry) -> bool:
        own, across = self.field.own(entry).names[entry.fold], self.field.across(entry).names[entry.fold]
        return len(own) == 1 and len(across) == 1

    def _make(
        self,
        group: Group,
        state: MatchState,
        reasons: Sequence[Sentence],
        *,
        contradiction: bool = False,
        candidates: tuple[Candidate, ...] = (),
        earlier: Decision | None = None,
        decision: Decision | None = None,
    ) -> None:
        notes: list[Sentence] = []
        for entry in group:
            if entry in self.earlier:
                stood, said = self.earlier[entry]
                earlier = earlier or stood
                notes.extend(said)
        row = MatchRow(
            key=key_of(group),
            state=state,
            timeon=tuple(entry.partij for entry in group.timeon),
            snelstart=tuple(entry.partij for entry in group.snelstart),
            reason=joined([*notes, *reasons]),
            contradiction=contradiction,
            candidates=candidates,
            warnings=warnings(self.field, tuple(group)),
            decision=decision,
            earlier=earlier,
            searched=self.searched,
        )
        for entry in group:
            self._made[entry] = row


def key_of(group: Group) -> str:
    """A text that stays the same while the row holds the same klanten: `T1`, `S2`, `T1=S2`, `KT1+S2+S3`."""
    names = [f"T{entry.partij.id}" for entry in group.timeon] + [f"S{entry.partij.id}" for entry in group.snelstart]
    if group.is_pair:
        return "=".join(names)
    return names[0] if len(names) == 1 else "K" + "+".join(sorted(names))
