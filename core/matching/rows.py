"""The rows of a review, made one by one: key, state, reason, warnings."""

from collections.abc import Iterable, Mapping, Sequence

from core.domain.match import Candidate, Decision, MatchRow, MatchState, Verdict
from core.matching.contradictions import contradictions
from core.matching.field import Entry, Field
from core.matching.knots import Group
from core.matching.near import Near
from core.matching.reasons import held_says, knot_says, pair_says, settled_says, shared_says, single_says
from core.matching.rules import state_of
from core.matching.warnings import warnings
from core.matching.words import joined
from core.text import Sentence, mark, say

_BY = {
    Verdict.COUPLE: mark("Gekoppeld door {wie} op {dag}."),
    Verdict.CREATE: mark("Nieuw aan de andere kant: besloten door {wie} op {dag}."),
    Verdict.IGNORE: mark("Genegeerd door {wie} op {dag}."),
}


class Rows:
    """Collects rows; `earlier` holds, by entry, the decision that has to be looked at again and why."""

    def __init__(self, field: Field, *, searched: bool) -> None:
        self.field = field
        self.searched = searched
        self.earlier: dict[Entry, tuple[Decision, tuple[Sentence, ...]]] = {}
        self.made: dict[Entry, MatchRow] = {}

    def in_order(self) -> tuple[MatchRow, ...]:
        """Each row once: those with a klant of Time On in that order, then those of SnelStart alone."""
        return tuple({id(row): row for row in map(self.made.__getitem__, self.field)}.values())

    def add_pair(self, left: Entry, right: Entry) -> None:
        """A pair, by the rules."""
        state = state_of(left, right)
        against = contradictions(left, right)
        if not against and state is MatchState.NAME and (len(left.alike) > 1 or len(right.alike) > 1):
            against = (shared_says(left),)
        self._make((left,), (right,), state, [pair_says(left, right, against)], contradiction=bool(against))

    def add_knot(self, group: Group) -> None:
        """A knot."""
        self._make(group.timeon, group.snelstart, MatchState.KNOT, [knot_says(self.field, group)])

    def add_single(self, entry: Entry) -> None:
        """A klant that stands alone; not to be made by itself when its name or number stands across already."""
        state = MatchState.ONLY_TIMEON if entry.is_timeon else MatchState.ONLY_SNELSTART
        if entry.namesakes or entry.numbered is not None:
            self._make(*_sided(entry), state, [settled_says(entry)], contradiction=True)
            return
        held = held_says(self.field, entry)
        self._make(*_sided(entry), state, held or [single_says(entry, state)], held=bool(held))

    def add_decided(
        self, entries: Sequence[Entry], state: MatchState, decision: Decision, notes: Sequence[Sentence]
    ) -> None:
        """What a person decided, and what to know about it since."""
        reason = say(_BY[decision.verdict], wie=decision.by, dag=f"{decision.at:%d-%m-%Y}")
        group = Group.of(entries)
        self._make(group.timeon, group.snelstart, state, [reason, *notes], decision=decision)

    def add_again(self, left: Entry, right: Entry, decision: Decision, notes: Sequence[Sentence]) -> None:
        """A couple of which a compared value changed: kept together, asked again."""
        against = contradictions(left, right)
        reasons = [*notes, pair_says(left, right, against)]
        self._make((left,), (right,), state_of(left, right), reasons, contradiction=bool(against), earlier=decision)

    def add_near(self, singles: Iterable[Entry], near: Mapping[Entry, Near]) -> list[Entry]:
        """The singles that have near matches; answers those that have none."""
        singles = list(singles)
        for entry in singles:
            if entry not in near or entry in self.made:
                continue
            found = near[entry]
            partner = found.partner
            if partner is None or partner in self.made:
                self.add_listed(entry, found.candidates)
                continue
            one, other = (entry, partner) if entry.is_timeon else (partner, entry)
            against = contradictions(one, other)
            reason = pair_says(one, other, against)
            listed = near[one].candidates
            self._make(
                (one,), (other,), MatchState.CANDIDATES, [reason], contradiction=bool(against), candidates=listed
            )
        return [entry for entry in singles if entry not in self.made]

    def add_listed(self, entry: Entry, candidates: tuple[Candidate, ...]) -> None:
        """A klant that stands alone with those that look like it."""
        reason = single_says(entry, MatchState.CANDIDATES)
        self._make(*_sided(entry), MatchState.CANDIDATES, [reason], candidates=candidates)

    def _make(
        self,
        timeon: Sequence[Entry],
        snelstart: Sequence[Entry],
        state: MatchState,
        reasons: Sequence[Sentence],
        *,
        contradiction: bool = False,
        held: bool = False,
        candidates: tuple[Candidate, ...] = (),
        earlier: Decision | None = None,
        decision: Decision | None = None,
    ) -> None:
        entries = [*timeon, *snelstart]
        notes: list[Sentence] = []
        for entry in entries if self.earlier else ():
            if entry in self.earlier:
                stood, said = self.earlier[entry]
                earlier = earlier or stood
                notes.extend(said)
        row = MatchRow(
            key=_key(timeon, snelstart),
            state=state,
            timeon=tuple([entry.partij for entry in timeon]),
            snelstart=tuple([entry.partij for entry in snelstart]),
            reason=joined([*notes, *reasons]),
            contradiction=contradiction,
            candidates=candidates,
            warnings=warnings(self.field, entries),
            decision=decision,
            earlier=earlier,
            searched=self.searched,
            held=held,
        )
        for entry in entries:
            self.made[entry] = row


def _sided(entry: Entry) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    return ((entry,), ()) if entry.is_timeon else ((), (entry,))


def _key(timeon: Sequence[Entry], snelstart: Sequence[Entry]) -> str:
    """A text that stays the same while the row holds the same klanten: `T1`, `S2`, `T1=S2`, `KS2+S3+T1`."""
    names = [f"T{entry.partij.id}" for entry in timeon] + [f"S{entry.partij.id}" for entry in snelstart]
    if len(names) == 1:
        return names[0]
    return "=".join(names) if len(timeon) == len(snelstart) == 1 else "K" + "+".join(sorted(names))
