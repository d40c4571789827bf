"""What becomes of each row of a file, for a preview: new, changed, the same, or refused, and what to heed of it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.domain.money import number
from core.invoicing.importing.comparing import Pair
from core.invoicing.importing.results import Change, Difference, Unmatched
from core.text import Sentence, mark, say
from core.timeon.imports.contradictions import clock
from core.timeon.imports.row import ImportedRow


class RowState(StrEnum):
    """What the import does with a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """The msgid of its word on screen."""
        return _LABELS[self]


_LABELS = {
    RowState.NEW: mark("nieuw"),
    RowState.CHANGED: mark("gewijzigd"),
    RowState.SAME: mark("gelijk"),
    RowState.REFUSED: mark("geweigerd"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row of the file. `waits`: no klant of Time On is known for it; `hoeveel` are hours, kilometers and euros in words.

    `notes` are reasons and remarks; `change` is there for a changed row.
    """

    rij: int
    state: RowState
    datum: str = ""
    klant: str = ""
    medewerker: str = ""
    omschrijving: str = ""
    hoeveel: str = ""
    waits: bool = False
    notes: tuple[Sentence, ...] = ()
    change: Change | None = None

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Field by field, of a changed row."""
        return self.change.differences if self.change else ()

    def to_json(self) -> dict[str, Any]:
        """An item of `outcomes`."""
        return {
            "row": self.rij,
            "state": self.state.value,
            "datum": self.datum or None,
            "klant": self.klant,
            "medewerker": self.medewerker,
            "omschrijving": self.omschrijving,
            "hoeveel": self.hoeveel,
            "waits": self.waits,
            "notes": [str(one) for one in self.notes],
        }


def outcomes(
    made: Iterable[Pair],
    states: Mapping[str, RowState],
    changes: Iterable[Change],
    unmatched: Iterable[Unmatched],
    problems: Iterable[Sentence],
) -> tuple[Outcome, ...]:
    """In the order of the file; `states` are by the name of the row. A problem knows its row by its place."""
    changed = {one.id: one for one in changes}
    waiting = {(one.klant, one.klantnummer): one.reason for one in unmatched}
    found = []
    for pair in made:
        state = states[pair.named.id]
        change = changed.get(pair.old) if state is RowState.CHANGED else None
        found.append(_outcome(pair.named.row, state, change, waiting))
    wrong: dict[int, list[Sentence]] = {}
    for problem in problems:
        wrong.setdefault(int(problem.values.get("rij", 0)), []).append(problem)
    found += [Outcome(rij, RowState.REFUSED, notes=tuple(said)) for rij, said in wrong.items()]
    return tuple(sorted(found, key=lambda one: one.rij))


def _outcome(
    row: ImportedRow, state: RowState, change: Change | None, waiting: Mapping[tuple[str, str], Sentence]
) -> Outcome:
    reason = waiting.get((row.klant, row.klantnummer))
    return Outcome(
        rij=row.place.row, state=state, datum=row.datum.isoformat(), klant=row.klant or row.klantnummer,
        medewerker=row.medewerker, omschrijving=row.omschrijving, hoeveel=_hoeveel(row), waits=reason is not None,
        notes=tuple(_notes(row, reason, change)), change=change,
    )  # fmt: skip


def _hoeveel(row: ImportedRow) -> str:
    parts = [clock(row.billable)] if row.billable or row.worked else []
    if row.kilometers:
        parts.append(f"{number(row.kilometers).removesuffix(',00')} km")
    if row.onkosten:
        parts.append(f"€ {number(row.onkosten)}")
    return " ".join(parts)


def _notes(row: ImportedRow, reason: Sentence | None, change: Change | None) -> Sequence[Sentence]:
    notes = []
    if row.billed:
        notes.append(say("al gefactureerd of geëxporteerd in het bronprogramma: niet te kiezen"))
    if not row.facturabel:
        notes.append(say("niet facturabel: niet te kiezen"))
    elif row.worked != row.billable:
        notes.append(
            say("gewerkt {gewerkt}, te factureren {uren}", gewerkt=clock(row.worked), uren=clock(row.billable))
        )
    if reason is not None:
        notes.append(say("wacht op een klant: {reden}", reden=reason))
    if change is not None and not change.certain:
        notes.append(say("misschien een eerdere rij die wijzigde, misschien een andere"))
    return notes
