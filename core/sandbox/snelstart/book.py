"""One administratie at work: finds and stores records, hands out ids and moments. All writing goes through here."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from core.sandbox.snelstart.references import link, linked
from core.sandbox.snelstart.values import stamp

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from core.sandbox.snelstart.state import Administratie, Record, SnelStartState


@dataclass(frozen=True, slots=True)
class Book:
    """The state and the administratie that a call or an act works on."""

    state: SnelStartState
    administratie: Administratie

    @property
    def company(self) -> Record:
        """The companyInfo record."""
        return self.administratie.company_info

    def today(self) -> date:
        """The date on the injected clock."""
        return self.state.now().date()

    def stamp(self) -> str:
        """Now, as `modifiedOn` is written."""
        return stamp(self.state.now())

    def new_id(self) -> str:
        """The next guid: reproducible from the seed and how many were given out."""
        self.state.issued += 1
        digest = sha256(f"{self.state.seed}:{self.administratie.id}:{self.state.issued}".encode()).digest()
        return str(UUID(bytes=digest[:16], version=4))

    def rows(self, resource: str) -> Iterable[Record]:
        """The records of a resource in list order."""
        return self.administratie.table(resource).values()

    def find(self, resource: str, record_id: str | None) -> Record | None:
        """A record by id, or None."""
        return self.administratie.table(resource).get(record_id) if record_id else None

    def follow(self, resource: str, value: Record | None) -> Record | None:
        """The record that a link leads to, or None."""
        return self.find(resource, linked(value))

    def store(self, resource: str, record: Record) -> Record:
        """Puts a record in its table, stamped; a record of the same id gives way to it."""
        record["modifiedOn"] = self.stamp()
        record.update(link(resource, record["id"]))
        self.administratie.table(resource)[record["id"]] = record
        return record

    def keep(self, resource: str, record: Record, **members: object) -> Record:
        """Puts a changed copy of `record` in its table without a new stamp."""
        kept = {**record, **members}
        self.administratie.table(resource)[kept["id"]] = kept
        return kept

    def change(self, resource: str, record: Record, **members: object) -> Record:
        """Stores a copy of `record` with these members changed."""
        return self.store(resource, {**record, **members})

    def drop(self, resource: str, record_id: str) -> None:
        """Takes a record away for good."""
        del self.administratie.table(resource)[record_id]
        self.administratie.encoded.get(resource, {}).pop(record_id, None)

    def next_number(self, member: str) -> int:
        """The next number of a series of companyInfo, from 1 where it names none."""
        number = int(self.company.get(member) or 1)
        self.administratie.company_info = {**self.company, member: number + 1}
        return number
