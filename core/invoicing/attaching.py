"""The specification on its verkoopboeking, once: looked for first, decided before it is sent, and never sent again while it
may have arrived.

A document has no marker but its name, which no other declaratie has. SnelStart keeps a copy for every upload, so an upload
without an answer rests for the settle time and is looked for again before it may leave once more.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from core.clock import Clock, iso
from core.config import Settings
from core.crashpoint import crashpoint
from core.errors import AppError, RefusedError, UnknownOutcomeError
from core.invoicing.making import need
from core.invoicing.ports import SnelStartPort
from core.invoicing.remote import read_factuur
from core.invoicing.specification.document import Document
from core.invoicing.specification.specify import specify
from core.store import documents, observed
from core.store.connection import Connection, Database
from core.store.documents import DocumentIntent, DocumentState
from core.text import Sentence, say

RESOURCE = "documenten/Verkoopboekingen"
_MAY_BE_THERE = frozenset({DocumentState.SENDING, DocumentState.UNKNOWN})


@dataclass(slots=True)
class Attaching:
    """Attaches the specifications of one koppeling; the caller holds the koppeling's OS lock."""

    database: Database
    snelstart: SnelStartPort
    settings: Settings
    clock: Clock

    async def run(self, followed: Sequence[str]) -> list[tuple[str, Sentence]]:
        """For these declaraties (ids) and for those that were left half way: (nummer, what happened).

        An error of reach or credentials ends it, to go on in the next run; what is refused is told and holds nobody.
        """
        left = await self.database.read(documents.unsettled)
        said = []
        for declaratie_id in dict.fromkeys([*followed, *left]):
            found = await self._one(declaratie_id)
            if found is not None:
                said.append(found)
        return said

    async def _one(self, declaratie_id: str) -> tuple[str, Sentence] | None:
        made = await self.database.read(lambda db: self._due(db, declaratie_id))
        if made is None:
            return None
        nummer, intent, document = made
        if intent.state is DocumentState.PLANNED:
            await self.database.write(lambda db: self._plan(db, intent))
        crashpoint("document planned")
        there = await self._look(intent)
        if there:
            await self._store(intent, DocumentState.DONE, "document.gevonden", document_id=there)
            return nummer, say("specificatie staat al bij de boeking")
        if not self._may_send(intent):
            return None
        return nummer, await self._send(replace(intent, hash=document.sha256), document)

    def _due(self, db: Connection, declaratie_id: str) -> tuple[str, DocumentIntent, Document] | None:
        """What is to be attached now; None when it is done, or when there is no boeking yet."""
        declaratie = need(db, declaratie_id)
        raw = observed.raw(db, "facturen", declaratie.factuur.id) if declaratie.factuur else None
        boeking_id = read_factuur(raw).boeking_id if raw else ""
        intent = documents.of(db, declaratie_id)
        if not boeking_id or (intent and intent.state is DocumentState.DONE and intent.boeking_id == boeking_id):
            return None
        document = specify(db, declaratie, self.settings.btw_rounding)
        if intent is None or intent.boeking_id != boeking_id:
            intent = DocumentIntent(declaratie_id, boeking_id, document.name, document.sha256, DocumentState.PLANNED)
        return declaratie.nummer, intent, document

    def _plan(self, db: Connection, intent: DocumentIntent) -> None:
        """Once; one that was decided and never sent is not decided again."""
        if documents.of(db, intent.declaratie_id) != intent:
            documents.plan(db, intent, self._at())

    async def _look(self, intent: DocumentIntent) -> str:
        """The id of a document of this name at the boeking, "" without one."""
        async for page in self.snelstart.pages(f"{RESOURCE}/{intent.boeking_id}", filter=""):
            for raw in page:
                record = json.loads(raw)
                if isinstance(record, dict) and record.get("fileName") == intent.naam:
                    return str(record.get("id") or "?")
        return ""

    def _may_send(self, intent: DocumentIntent) -> bool:
        """Never while an earlier upload may still arrive."""
        if intent.state not in _MAY_BE_THERE or intent.last_sent_at is None:
            return True
        return self.clock() - intent.last_sent_at >= timedelta(seconds=self.settings.settle_seconds)

    async def _send(self, intent: DocumentIntent, document: Document) -> Sentence:
        body = {
            "content": base64.b64encode(document.data).decode(),
            "parentIdentifier": intent.boeking_id,
            "fileName": intent.naam,
            "readOnly": False,
        }
        before = intent.state if intent.state is not DocumentState.SENDING else DocumentState.UNKNOWN
        await self._store(intent, DocumentState.SENDING, "document.verstuurd")
        crashpoint("document sending")
        sending = replace(intent, state=DocumentState.SENDING)
        try:
            answer = await self.snelstart.create(RESOURCE, body)
        except RefusedError as problem:
            reason = problem.detail or problem.title
            await self._store(sending, DocumentState.REFUSED, "document.geweigerd", reason=reason)
            return say("specificatie geweigerd: {reden}", reden=reason)
        except UnknownOutcomeError as problem:
            reason = problem.detail or problem.title
            await self._store(sending, DocumentState.UNKNOWN, "document.onbekend", reason=reason)
            return say("onbekend of de specificatie aankwam; de volgende keer wordt eerst gekeken")
        except AppError:
            await self._store(sending, before, "document.uitgesteld")
            raise
        crashpoint("document answered")
        await self._store(sending, DocumentState.DONE, "document.aangehangen", document_id=str(answer.get("id") or ""))
        return say("specificatie aangehangen aan de boeking")

    async def _store(
        self, intent: DocumentIntent, state: DocumentState, event: str, *, document_id: str = "", reason: str = ""
    ) -> None:
        def work(db: Connection) -> None:
            documents.step(db, intent, state, self._at(), event, document_id=document_id, reason=reason)

        await self.database.write(work, durable=state is DocumentState.SENDING)

    def _at(self) -> str:
        return iso(self.clock())
