"""The face of importing: read a file, compare it, and store what is new in one transaction, or only show it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from core.clock import Clock, iso
from core.domain.partij import Side
from core.errors import NotFoundError, UsageError
from core.invoicing.importing.importer import Changed, Importer
from core.invoicing.importing.results import ImportResult
from core.store import imports, journal, records
from core.store.connection import Connection, Database
from core.tabular.browsing import Found, matching
from core.text import say
from core.timeon.imports.dates import Order
from core.timeon.imports.mapped import from_json, mapped, to_json
from core.timeon.imports.peek import Peek, peek
from core.timeon.imports.reading import read_file


@dataclass(slots=True)
class Importing:
    """Imports of one koppeling."""

    database: Database
    clock: Clock

    async def matching(self, typed: str) -> list[Found]:
        """The files and folders that a path half typed may become."""
        return await asyncio.to_thread(matching, typed)

    async def peek(self, path: Path | str) -> Peek:
        """The headings of a file nobody knows, with a guess of what they are. Raises UsageError."""
        return await asyncio.to_thread(peek, path)

    async def run(
        self,
        path: Path | str,
        *,
        columns: Mapping[str, str] | None = None,
        klanten: Mapping[str, str] | None = None,
        dates: Order | None = None,
        changed: Changed = "ask",
        dry_run: bool = False,
        rows: bool = False,
    ) -> ImportResult:
        """Import a file; a second time it adds nothing. `dry_run` shows what would happen and stores nothing, with `rows`
        row by row.

        `columns` (field to heading) and `klanten` (name in the file to id in Time On) are answers, kept for later files.
        `changed` says of rows that may have changed: `ask` leaves them, `replace` takes the file's, `add` counts them as
        other rows. Raises UsageError for a file that can't be read, NotFoundError for an id that is no klant.
        """
        own = mapped(columns) if columns else None
        kept = await self.database.read(imports.mappings)
        formats = [*([own] if own else []), *map(from_json, kept)]
        reading = await asyncio.to_thread(read_file, path, formats, dates)
        if own is not None and reading.format != own.label:
            raise UsageError(say("De aangewezen kolommen staan niet in {bestand}.", bestand=reading.file))

        def work(db: Connection) -> ImportResult:
            said = _answers(db, klanten or {})
            importer = Importer(db, iso(self.clock()), said, changed)
            result = importer.plan(reading)
            if dry_run:
                return replace(result, outcomes=importer.outcomes()) if rows else result
            if own is not None:
                imports.keep_mapping(db, to_json(own))
            if klanten:
                imports.keep_answers(db, said)
            return self._store(db, importer, result)

        if dry_run:
            return await self.database.read(work)
        return await self.database.write(work)

    def _store(self, db: Connection, importer: Importer, result: ImportResult) -> ImportResult:
        settled = importer.store()
        applied = sum(one.applied for one in result.changes)
        if result.new or applied or settled:
            detail = {
                "bestand": result.file, "indeling": result.format, "nieuw": result.new, "gelijk": result.same,
                "gewijzigd": applied, "fout": result.wrong, "gevonden": settled,
            }  # fmt: skip
            journal.append(db, iso(self.clock()), "registraties.geimporteerd", f"import:{result.file}", detail)
        return importer.result(dry_run=False, settled=settled)


def _answers(db: Connection, said: Mapping[str, str]) -> dict[str, str]:
    """What was said before and now, a klantnummer turned into its id. Raises NotFoundError."""
    known = records.partijen(db, Side.TIMEON)
    answers = dict(imports.answers(db))
    for name, wanted in said.items():
        fits = [one.id for one in known if wanted == one.id] or [one.id for one in known if wanted == one.nummer]
        if len(fits) != 1:
            raise NotFoundError(say("Geen klant in Time On met id of nummer {id}.", id=wanted))
        answers[name] = fits[0]
    return answers
