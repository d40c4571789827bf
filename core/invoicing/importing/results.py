"""What an import came to, or would: counted, and every row that waits, changed or could not be read, in words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.text import Sentence

if TYPE_CHECKING:
    from core.invoicing.importing.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a registratie that is not what it was: its label as a msgid, and both values as text."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """A row that was imported before and is different now. `certain`: it is the same row beyond doubt; `applied`: the
    import takes it over. `row` is its row in the file.
    """

    id: str
    row: int
    what: str
    differences: tuple[Difference, ...]
    certain: bool
    applied: bool

    def to_json(self) -> dict[str, Any]:
        """An item of `changes`."""
        return {
            "id": self.id,
            "row": self.row,
            "what": self.what,
            "differences": [{"field": d.label, "old": d.old, "new": d.new} for d in self.differences],
            "certain": self.certain,
            "applied": self.applied,
        }


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A klant in the file that is none in Time On: its rows are kept and wait."""

    klant: str
    klantnummer: str
    rows: int
    reason: Sentence

    def to_json(self) -> dict[str, Any]:
        """An item of `unmatched`."""
        return {"klant": self.klant, "nummer": self.klantnummer, "rows": self.rows, "reason": str(self.reason)}


@dataclass(frozen=True, slots=True)
class ImportResult:
    """`rows` were looked at: `new`, `same` as before, changed, and wrong (in `problems`). Of the new, `billed` are marked as
    invoiced by their product and `unbillable` as not billable. `settled` registraties of earlier files found their klant,
    `stored` are the ids of those that were put in.
    """

    file: str
    format: str
    rows: int
    new: int
    same: int
    billed: int
    unbillable: int
    changes: tuple[Change, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    problems: tuple[Sentence, ...] = ()
    notes: tuple[Sentence, ...] = ()
    settled: int = 0
    dry_run: bool = False
    outcomes: "tuple[Outcome, ...]" = ()
    stored: frozenset[str] = frozenset()

    @property
    def wrong(self) -> int:
        """Problems, one a cell or row."""
        return len(self.problems)

    @property
    def needs_person(self) -> bool:
        """Whether a row waits, for a klant, for a decision or to be mended."""
        return bool(self.problems or self.unmatched or any(not one.applied for one in self.changes))

    def to_json(self) -> dict[str, Any]:
        """The answer of `registraties import --json`."""
        return {
            "file": self.file,
            "format": self.format,
            "dry_run": self.dry_run,
            "rows": self.rows,
            "new": self.new,
            "same": self.same,
            "changed": len(self.changes),
            "wrong": self.wrong,
            "billed": self.billed,
            "unbillable": self.unbillable,
            "settled": self.settled,
            "changes": [one.to_json() for one in self.changes],
            "unmatched": [one.to_json() for one in self.unmatched],
            "problems": [str(one) for one in self.problems],
            "notes": [str(one) for one in self.notes],
            **({"outcomes": [one.to_json() for one in self.outcomes]} if self.outcomes else {}),
        }
