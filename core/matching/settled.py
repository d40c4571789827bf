"""Klanten upon which was decided, and those whose decision has to be looked at again."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.domain.match import Decision, MatchState, Verdict
from core.domain.partij import Partij, Side
from core.matching.decisions import Standing, changed_since, changes_say, compared
from core.matching.field import Entry, Field
from core.matching.rows import Rows
from core.matching.rules import names_equal
from core.matching.words import NOTHING
from core.text import Sentence, say


@dataclass(slots=True)
class Settled:
    """The entries that have their row already, and what stood before on those that go through the rules again."""

    entries: set[Entry] = field(default_factory=set)
    earlier: dict[Entry, tuple[Decision, tuple[Sentence, ...]]] = field(default_factory=dict)


def settle(table: Field, standing: Standing, rows: Rows, entries: Iterable[Entry]) -> Settled:
    """Make the rows of those upon whom was decided; answers who is done and who is asked again."""
    settled = Settled()
    for entry in entries:
        decision = standing.on(entry.partij)
        if decision is None or entry in settled.entries:
            continue
        if decision.verdict is Verdict.COUPLE:
            _couple(table, decision, rows, settled)
        else:
            _alone(decision, entry, rows, settled)
    return settled


def _couple(table: Field, decision: Decision, rows: Rows, settled: Settled) -> None:
    left, right = table.timeon.entries.get(decision.timeon_id), table.snelstart.entries.get(decision.snelstart_id)
    if left is None or right is None:
        present = left or right
        if present is not None:
            settled.earlier[present] = decision, (_missing(table, decision, present.side.other),)
        return
    settled.entries.update((left, right))
    changed = changed_since(decision, left.partij, right.partij)
    said = changes_say(decision, changed, compared(left.partij, right.partij))
    agrees = names_equal(left.partij, right.partij) and left.numbered is right
    if changed and not agrees:
        rows.add_again(left, right, decision, said)
    else:
        rows.add_decided((left, right), MatchState.DECIDED, decision, said)


def _alone(decision: Decision, entry: Entry, rows: Rows, settled: Settled) -> None:
    sides: tuple[Partij | None, Partij | None] = (entry.partij, None) if entry.is_timeon else (None, entry.partij)
    if changed := changed_since(decision, *sides):
        settled.earlier[entry] = decision, changes_say(decision, changed, compared(*sides))
        return
    settled.entries.add(entry)
    state = MatchState.IGNORED if decision.verdict is Verdict.IGNORE else MatchState.DECIDED
    rows.add_decided((entry,), state, decision, ())


def _missing(table: Field, decision: Decision, side: Side) -> Sentence:
    """Why the other half of a couple is not there."""
    gone = (table.timeon if side is Side.TIMEON else table.snelstart).excluded.get(
        decision.timeon_id if side is Side.TIMEON else decision.snelstart_id
    )
    naam = decision.compared.get(f"{side.value}.naam", "") or NOTHING
    if gone is None:
        return say("Was gekoppeld aan {naam} in {kant}, die daar niet meer staat.", naam=naam, kant=side.label)
    if not gone.actief:
        return say("Was gekoppeld aan {naam} in {kant}, die daar niet meer actief is.", naam=gone.naam, kant=side.label)
    return say("Was gekoppeld aan {naam} in {kant}, die daar geen klant meer is.", naam=gone.naam, kant=side.label)
