"""What was decided before, laid over what is there now: what was decided is not asked again unless a compared value
changed, and then it is said which.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from core.domain.match import Decision, Verdict
from core.domain.partij import Partij, Side
from core.matching.identifiers import btw_shape
from core.matching.words import NOTHING
from core.text import Sentence, mark, say

COMPARED = ("nummer", "naam", "btw")
FIELD_LABELS = {
    "nummer": mark("nummer"),
    "naam": mark("naam"),
    "btw": mark("btw-id"),
    "kvk": mark("KvK-nummer"),
    "iban": mark("IBAN"),
    "email": mark("e-mail"),
    "telefoon": mark("telefoon"),
    "straat": mark("straat"),
    "postcode": mark("postcode"),
    "plaats": mark("plaats"),
    "huisnummer": mark("huisnummer"),
    "initialen": mark("initialen"),
}


@dataclass(slots=True)
class Standing:
    """The decisions that stand, one a record; the latest counts. `rejected` holds pairs of Time On and SnelStart ids."""

    by_record: dict[tuple[Side, str], Decision] = field(default_factory=dict)
    rejected: dict[tuple[str, str], Decision] = field(default_factory=dict)

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> "Standing":
        """Read them in order."""
        standing = cls()
        for decision in decisions:
            standing.take(decision)
        return standing

    def take(self, decision: Decision) -> None:
        """Let this decision stand, in place of what stood on its records."""
        pair = (decision.timeon_id, decision.snelstart_id)
        if decision.verdict is Verdict.REJECT:
            self.rejected[pair] = decision
            if all(self._is_coupled(record, pair) for record in _records(decision)):
                self._forget(decision)
            return
        self.rejected.pop(pair, None)
        self._forget(decision)
        for record in _records(decision):
            self.by_record[record] = decision

    def withdraw(self, decision: Decision) -> None:
        """Forget what this decision said, as far as it still stands."""
        if decision.verdict is Verdict.REJECT:
            self.rejected.pop((decision.timeon_id, decision.snelstart_id), None)
            return
        for record in _records(decision):
            if self._says_the_same(self.by_record.get(record), decision):
                del self.by_record[record]

    def on(self, partij: Partij) -> Decision | None:
        """What stands on this record."""
        return self.by_record.get((partij.side, partij.id))

    @staticmethod
    def _says_the_same(stands: Decision | None, decision: Decision) -> bool:
        return stands is not None and (stands.verdict, stands.timeon_id, stands.snelstart_id) == (
            decision.verdict,
            decision.timeon_id,
            decision.snelstart_id,
        )

    def _is_coupled(self, record: tuple[Side, str], pair: tuple[str, str]) -> bool:
        stands = self.by_record.get(record)
        return (
            stands is not None and stands.verdict is Verdict.COUPLE and (stands.timeon_id, stands.snelstart_id) == pair
        )

    def _forget(self, decision: Decision) -> None:
        """Take away what stood on these records, on both its sides."""
        for record in _records(decision):
            earlier = self.by_record.get(record)
            if earlier is not None:
                for theirs in _records(earlier):
                    if self.by_record.get(theirs) is earlier:
                        del self.by_record[theirs]


def _records(decision: Decision) -> tuple[tuple[Side, str], ...]:
    sides = ((Side.TIMEON, decision.timeon_id), (Side.SNELSTART, decision.snelstart_id))
    return tuple(record for record in sides if record[1])


def compared(timeon: Partij | None, snelstart: Partij | None) -> dict[str, str]:
    """What a `Decision` keeps of both records: number, name and btw-id, by `side.field`.

    What a coupling itself brings in step, as phone and address, is left out: its change says nothing about who it is.
    """
    return {
        f"{partij.side.value}.{name}": getattr(partij, name)
        for partij in (timeon, snelstart)
        if partij is not None
        for name in COMPARED
    }


def changed_since(decision: Decision, timeon_partij: Partij | None, snelstart_partij: Partij | None) -> tuple[str, ...]:
    """The compared fields whose value moved since the decision, as `side.field`; those it did not keep are left out."""
    now = compared(timeon_partij, snelstart_partij)
    return tuple(
        name
        for name, value in now.items()
        if name in decision.compared and _read(name, decision.compared[name]) != _read(name, value)
    )


def changes_say(decision: Decision, changed: Sequence[str], now: dict[str, str]) -> tuple[Sentence, ...]:
    """Each changed field in words: where, what it was, what it is."""
    sentences = []
    for name in changed:
        side, _, what = name.partition(".")
        sentences.append(
            say(
                "Gewijzigd sinds het besluit: {veld} in {kant} was {oud}, is nu {nieuw}.",
                veld=say(FIELD_LABELS[what]),
                kant=Side(side).label,
                oud=decision.compared[name].strip() or NOTHING,
                nieuw=now[name].strip() or NOTHING,
            )
        )
    return tuple(sentences)


def differences_say(was: Mapping[str, str], now: Mapping[str, str]) -> tuple[Sentence, ...]:
    """Each compared value that is another now than it was when somebody looked, both in words."""
    return tuple(
        say(
            "{veld} in {kant} was {oud} toen je het zag, en is nu {nieuw}.",
            veld=say(FIELD_LABELS[name.partition(".")[2]]),
            kant=Side(name.partition(".")[0]).label,
            oud=was[name].strip() or NOTHING,
            nieuw=value.strip() or NOTHING,
        )
        for name, value in now.items()
        if name in was and _read(name, was[name]) != _read(name, value)
    )


def _read(name: str, value: str) -> str:
    bare = value.strip()
    return (btw_shape(bare) or bare) if name.endswith(".btw") else bare
