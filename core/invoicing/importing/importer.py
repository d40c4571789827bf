"""One file beside one koppeling's file: what it adds and changes, and the storing of that. Runs in the caller's transaction."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from core.domain.partij import Side
from core.domain.registratie import Registratie
from core.invoicing.importing.comparing import STATE, Pair, differences, pairs
from core.invoicing.importing.klanten import Klanten
from core.invoicing.importing.outcomes import Outcome, RowState, outcomes
from core.invoicing.importing.parts import Names, Part, own_id, parts
from core.invoicing.importing.results import Change, Difference, ImportResult, Unmatched
from core.store import decisions, imports, observed, records
from core.store.connection import Connection
from core.text import Sentence, say
from core.timeon.imports.identity import Named, named
from core.timeon.imports.reading import Reading

Changed = Literal["ask", "replace", "add"]


@dataclass(slots=True)
class Importer:
    """`at` is stored time, `answers` what a person said of names, `changed` what to do with rows that may have changed."""

    db: Connection
    at: str
    answers: Mapping[str, str]
    changed: Changed
    _klanten: Klanten = field(init=False)
    _names: Names = field(init=False)
    _write: list[tuple[str, list[Part]]] = field(default_factory=list)
    _plan: ImportResult | None = None
    _made: list[Pair] = field(default_factory=list)
    _states: dict[str, RowState] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._klanten = Klanten(
            records.partijen(self.db, Side.TIMEON),
            records.partijen(self.db, Side.SNELSTART),
            decisions.couples(self.db),
            self.answers,
        )
        self._names = Names(self._klant, _by_name(self.db, "projects"), _by_name(self.db, "users"))

    def plan(self, reading: Reading) -> ImportResult:
        """What the file comes to; nothing is stored yet."""
        every = list(named(reading.rows))
        hours = imports.hours_known(self.db, [one.row.own_id for one in every if one.row.own_id])
        rows = [one for one in every if not (one.row.format == "timeon" and one.row.own_id in hours)]
        notes = list(reading.notes)
        if len(rows) < len(every):
            notes.append(say("{n} rijen zijn al uit Time On zelf gelezen.", n=len(every) - len(rows)))
        changes: list[Change] = []
        new: list[Named] = []
        same = len(every) - len(rows)
        self._made, stored = self._compared(rows)
        for pair in self._made:
            if not pair.old or (not pair.certain and self.changed == "add"):
                new.append(pair.named)
                self._states[pair.named.id] = RowState.NEW
                self._write.append((pair.named.id, list(parts(pair.named, self._names, self.at))))
                continue
            fresh = list(parts(pair.named, self._names, self.at, pair.old))
            found = differences(stored[pair.old], [registratie for registratie, _origin in fresh])
            self._states[pair.named.id] = RowState.CHANGED if found else RowState.SAME
            if not found:
                same += 1
                continue
            changes.append(self._change(pair, found))
            if changes[-1].applied:
                self._write.append((pair.old, fresh))
        self._plan = ImportResult(
            file=reading.file, format=reading.format, rows=reading.total, new=len(new), same=same,
            billed=sum(one.row.billed for one in new), unbillable=sum(not one.row.facturabel for one in new),
            changes=tuple(changes), unmatched=self._unmatched(rows), problems=reading.problems, notes=tuple(notes),
            dry_run=True,
        )  # fmt: skip
        return self._plan

    def outcomes(self) -> tuple[Outcome, ...]:
        """What was planned, row by row."""
        plan = self.result(dry_run=True, settled=0)
        return outcomes(self._made, self._states, plan.changes, plan.unmatched, plan.problems)

    def store(self) -> int:
        """Store what was planned; answers how many registraties of earlier files found their klant."""
        settled = 0
        for klant, nummer, _rows in imports.waiting(self.db):
            found = self._klant(klant, nummer)
            settled += imports.settle(self.db, klant, nummer, found) if found else 0
        for row_id, made in self._write:
            imports.drop_parts(self.db, row_id, [registratie.id for registratie, _origin in made])
        imports.save(self.db, (part for _row_id, made in self._write for part in made))
        return settled

    def result(self, *, dry_run: bool, settled: int) -> ImportResult:
        """The plan as it was carried out."""
        assert self._plan is not None, "planned before stored"  # noqa: S101 - a promise of this class, told to the checker
        stored = [] if dry_run else [registratie.id for _row_id, made in self._write for registratie, _origin in made]
        return replace(self._plan, dry_run=dry_run, settled=settled, stored=frozenset(stored))

    def _compared(self, rows: Sequence[Named]) -> tuple[list[Pair], dict[str, list[Registratie]]]:
        known = imports.stored(self.db, [one.id for one in rows])
        fresh = [one for one in rows if one.id not in known]
        alike = imports.alike(self.db, {one.alike for one in fresh})
        stored = known | imports.stored(self.db, {old for olds in alike.values() for old in olds})
        equal: dict[str, Collection[str]] = {}
        for one in fresh:
            made = (
                [registratie for registratie, _origin in parts(one, self._names, self.at)] if one.alike in alike else []
            )
            equal[one.id] = {
                old for old in alike.get(one.alike, ()) if old in stored and not differences(stored[old], made)
            }
        alive = {kind: [old for old in olds if old in stored] for kind, olds in alike.items()}
        return pairs(rows, known, alive, equal), stored

    def _change(self, pair: Pair, found: tuple[Difference, ...]) -> Change:
        """A mark of its product is taken over at once: the row is certainly the same, and a billed one must be held."""
        row = pair.named.row
        state = pair.certain and {one.label for one in found} <= STATE
        what = " ".join(part for part in (f"{row.datum:%d-%m-%Y}", row.klant, row.omschrijving[:60]) if part)
        return Change(
            id=pair.old, row=row.place.row, what=what, differences=found, certain=pair.certain,
            applied=state or self.changed == "replace",
        )  # fmt: skip

    def _klant(self, naam: str, nummer: str) -> str:
        found = self._klanten.find(naam, nummer)
        return found if isinstance(found, str) else ""

    def _unmatched(self, rows: Sequence[Named]) -> tuple[Unmatched, ...]:
        counts: dict[tuple[str, str], int] = {}
        for one in rows:
            key = (one.row.klant, one.row.klantnummer)
            counts[key] = counts.get(key, 0) + 1
        found = [(key, n, self._klanten.find(*key)) for key, n in sorted(counts.items())]
        return tuple(Unmatched(*key, n, why) for key, n, why in found if isinstance(why, Sentence))


def _by_name(db: Connection, kind: str) -> Callable[[str], str]:
    """The id of the one record with exactly this name; an id of our own for a name that Time On does not know once."""
    ids: dict[str, list[str]] = {}
    for id_, naam, _raw in observed.others(db, kind):
        ids.setdefault(naam, []).append(id_)

    def find(naam: str) -> str:
        known = ids.get(naam, [])
        return known[0] if len(known) == 1 else own_id(kind, naam)

    return find
