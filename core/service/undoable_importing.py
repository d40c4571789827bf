"""Imports that can be taken back as long as nothing was declared of what they brought."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.clock import iso
from core.errors import MovedError
from core.invoicing.importing.importer import Changed
from core.invoicing.importing.importing import Importing
from core.invoicing.importing.results import ImportResult
from core.store import imports, journal
from core.store.connection import Connection
from core.text import Sentence, say
from core.timeon.imports.dates import Order


def _nobody(_said: Sentence, _back: Callable[[], Awaitable[object]]) -> None:
    """Nobody listens."""


@dataclass(slots=True)
class UndoableImporting(Importing):
    """As Importing; `did` remembers an import that only added rows."""

    did: Callable[[Sentence, Callable[[], Awaitable[object]]], object] = _nobody

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
        """Import a file."""
        result = await Importing.run(
            self, path, columns=columns, klanten=klanten, dates=dates, changed=changed, dry_run=dry_run, rows=rows
        )
        if not dry_run and result.new and not any(one.applied for one in result.changes):
            added = result.stored

            def drop(db: Connection) -> None:
                if imports.drop(db, added) < len(added):
                    raise MovedError(
                        say("Van deze import staat al iets op een declaratie."),
                        advice=say("Verwijder dat concept eerst."),
                    )
                detail = {"bestand": result.file, "registraties": len(added)}
                journal.append(db, iso(self.clock()), "registraties.teruggenomen", f"import:{result.file}", detail)

            async def back() -> None:
                await self.database.write(drop)

            self.did(say("import van {bestand}: {n} rijen", bestand=result.file, n=result.new), back)
        return result
