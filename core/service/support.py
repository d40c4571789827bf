"""Support as screens and commands ask for it: the board, a diagnosis, the timeline, a record, bundles and backups."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from core.clock import Clock, iso
from core.config import Paths
from core.domain.events import Event
from core.errors import AppError, NotFoundError, ReadOnlyError, StorageError, UsageError
from core.service import replaying
from core.service.files import Files
from core.service.opened import OnProgress, Opened, quiet
from core.service.retrying import Retried, retry
from core.store import journal, observed, records
from core.store.connection import Connection, Work
from core.store.lock import koppeling_lock
from core.support import backup as backups
from core.support import replay
from core.support.before import FieldThen, fields_then, written_over
from core.support.bundle import Bundle, make
from core.support.diagnosis import Diagnosis, diagnose
from core.support.health import BoardRow, board, row
from core.support.record import Before, RecordHistory, history
from core.support.timeline import Timeline
from core.support.words import words as support_words
from core.text import Sentence, say, speaking

if TYPE_CHECKING:
    from core.service import Service
    from core.service.office import Office
    from core.support.check import Check
    from core.support.doctor import Doctor

T = TypeVar("T")
_BEFORE = """
    SELECT b.run, b.line, coalesce(r.started_at, ''), length(b.raw) FROM before_images b LEFT JOIN runs r ON r.id = b.run
"""


def words(type_: str, detail: Mapping[str, Any]) -> Sentence:
    """What any event says, of whichever room."""
    from core.invoicing import evidence

    return support_words(type_, detail) or evidence.words(type_, detail)


class Support:
    """Behind `Service.support`. Reads alone, but for bundles and backups, which are files of their own."""

    def __init__(self, service: "Service") -> None:
        self._service = service

    async def board(self) -> list[BoardRow]:
        """The Kantoorbord: every koppeling, what needs a person first; from the register alone."""
        minutes = self._service.settings.sync_minutes
        return board(await self._service.koppelingen(), self._service.clock(), minutes)

    async def diagnose(self, opened: Opened) -> Diagnosis:
        """One koppeling at a glance, without a key or a network."""
        settings, now = self._service.settings, self._service.clock()
        found = await self._service.koppelingen()
        summary = next((one for one in found if one.koppeling.id == opened.koppeling.id), None)
        fares = row(summary or await opened.summary(), now, settings.sync_minutes)
        return await opened.database.read(lambda db: diagnose(db, fares, now, settings))

    async def retry(self, opened: Opened, wanted: Collection[str] = (), progress: OnProgress = quiet) -> Retried:
        """Try again what failed, of these subjects and codes, or all of it. Raises NotFoundError when nothing of it does."""
        return await retry(opened, wanted, progress)

    async def timeline(self, opened: Opened) -> Timeline:
        """Every event of a koppeling, to walk through."""
        return Timeline(await self._whole(opened, lambda db: list(journal.events(db))), words)

    async def home_timeline(self, name: str = "") -> Timeline:
        """The events of the home itself: logging in, keys, settings; of a journal that is kept beside it by name."""
        return Timeline(await self._of_journal(name, lambda db: list(journal.events(db))), words)

    async def home_events(self, *, name: str = "", subject: str = "", type_: str = "", limit: int = -1) -> list[Event]:
        """The same as a list, the newest first."""
        return await self._of_journal(
            name, lambda db: list(journal.events(db, subject=subject, type_=type_, limit=limit, newest_first=True))
        )

    async def home_verify(self, name: str = "") -> journal.Verification:
        """Whether that journal is whole."""
        return await self._of_journal(name, journal.verify)

    @property
    def _places_of_journals(self) -> "Office | Files":
        return self._service.office or Files(self._service.paths)

    async def journals(self) -> list[str]:
        """The names of journals that are kept beside that of the home or the office itself."""
        return await self._places_of_journals.journals()

    async def _of_journal(self, name: str, work: Work[T]) -> T:
        """Raises NotFoundError."""
        if not name:
            return await self._service.register.read(work)
        known = await self.journals()
        if name not in known:
            raise NotFoundError(
                say("Er is geen verslag {name}.", name=name),
                advice=say("Bewaard zijn: {names}.", names=", ".join(known) or "–"),
            )
        database = self._places_of_journals.journal(name)
        try:
            return await database.read(work)
        finally:
            database.close()

    async def record(self, opened: Opened, subject: str) -> RecordHistory:
        """Everything that touched `klant:101` or `declaratie:17`, on both sides."""

        def work(db: Connection) -> RecordHistory:
            before = [Before(run, line, at, size) for run, line, at, size in db.execute(_BEFORE)]
            return history(journal.events(db), subject, words, before)

        return await self._whole(opened, work)

    async def move_to(self, at: datetime) -> None:
        """Of an opened bundle: show every screen as it stood at a moment. Raises UsageError for any other home."""
        await replaying.move(self._service, at)

    async def _whole(self, opened: Opened, work: Work[T]) -> T:
        """Ask the koppeling's file; of a bundle that shows an earlier moment, the file as it came."""
        path = replaying.whole(self._service.paths, opened.koppeling.id) if self._service.is_replay else None
        if path is None:
            return await opened.database.read(work)
        return await asyncio.to_thread(replaying.asked, path, work)

    async def before_image(self, opened: Opened, run: str, line: str) -> bytes | None:
        """The record as it was before a write of ours; None when none was kept."""
        query = "SELECT raw FROM before_images WHERE run = ? AND line = ?"
        found = await opened.database.read(lambda db: db.execute(query, (run, line)).fetchone())
        return bytes(found[0]) if found else None

    async def fields_before(self, opened: Opened, run: str, line: str) -> list[FieldThen]:
        """That record field by field, beside what is known of it now; nothing when none was kept."""
        kept = await self.before_image(opened, run, line)
        over = written_over(line)
        if not kept or over is None:
            return []
        side, record_id = over
        now = await opened.database.read(lambda db: observed.raw(db, records.table_of(side), record_id))
        return fields_then(kept, now)

    async def bundle(self, output: Path, *, names: bool | None = None, koppeling: str = "") -> Bundle:
        """Write a support bundle of the home or of one koppeling; `names` over the setting. It speaks Dutch, whatever the
        language of the program, so that the same state is the same bytes.
        """
        with speaking("nl"):
            return await self._bundle(output, names=names, koppeling=koppeling)

    async def _bundle(self, output: Path, *, names: bool | None, koppeling: str) -> Bundle:
        service = self._service
        wanted = service.settings.bundle_names if names is None else names
        plans = await self._plans(koppeling)
        settings = service.settings
        async with self._files() as files:
            return await asyncio.to_thread(
                make,
                output,
                files,
                settings,
                self._checks_at,
                plans,
                names=wanted,
                only=koppeling,
                places=self._places(),
            )

    async def backup(self, folder: Path, *, koppeling: str = "") -> list[backups.BackedUp]:
        """Back up the home or one koppeling into an empty folder."""
        service = self._service
        async with self._files() as files:
            made = await asyncio.to_thread(backups.make, files, folder, service.clock(), koppeling)
        detail = {"files": [one.name for one in made]}
        at = iso(service.clock())
        if not service.read_only:
            await service.register.write(lambda db: journal.append(db, at, "backup.gemaakt", "journal", detail))
        return made

    async def restore(self, folder: Path, *, koppeling: str = "") -> list[backups.Restored]:
        """Put a backup back; what was there is kept beside it. Nobody may sync or push meanwhile: raises BusyError."""
        service = self._service
        if service.read_only:
            raise ReadOnlyError
        if service.office is not None:
            raise UsageError(
                say("Een back-up gaat niet terug in de database van een kantoor."),
                advice=say(
                    "Zet hem terug in een lege home, zonder KOPPELBORD_DATABASE, en breng die in met 'koppelbord kantoor import'."
                ),
            )
        ids = [one for one in backups.koppelingen_in(folder) if koppeling in ("", one)]
        async with AsyncExitStack() as stack:
            for one in ids:
                await stack.enter_async_context(koppeling_lock(service.paths.koppeling(one), 0.0))
            service.let_go()
            restored = await asyncio.to_thread(backups.restore, service.paths, folder, service.clock(), koppeling)
        await service.repair()
        for summary in await service.koppelingen():
            if summary.koppeling.id in ids:
                await service.opened(summary.koppeling).refresh("koppelingen")
        return restored

    def _places(self) -> dict[str, str]:
        """Where this home and its office are, with the word that stands for each in a bundle."""
        paths, office = self._service.paths, self._service.office
        found = {str(paths.data): "$DATA", str(paths.config): "$CONFIG", str(paths.state): "$STATE"}
        return found if office is None else {office.address.shown: "$DATABASE", **found}

    @asynccontextmanager
    async def _files(self) -> AsyncIterator[Paths]:
        """The home's own files; of an office what its database holds, as files."""
        if self._service.office is None:
            yield self._service.paths
            return
        async with self._service.office.as_files(self._service.paths) as files:
            yield files

    async def _plans(self, wanted: str) -> dict[str, Any]:
        """The plan of now by koppeling; one that can't be made is left out, because a bundle is asked for when things fail."""
        plans = {}
        try:
            found = [one.koppeling for one in await self._service.koppelingen() if wanted in ("", one.koppeling.id)]
        except StorageError:
            return {}
        for koppeling in found:
            with suppress(AppError):
                plans[koppeling.id] = _steady((await self._service.opened(koppeling).plan()).plan.to_json())
        return plans

    async def checks(self) -> "AsyncIterator[Check]":
        """What the doctor sees without a network, one by one; of a bundle what was seen where it was made."""
        if self._service.is_replay:
            for check in replay.seen_checks(self._service.paths.data):
                yield check
            return
        offline = self._doctor().offline()

        def look() -> "Check | None":
            return next(offline, None)

        while True:
            found = await asyncio.to_thread(look)
            if found is None:
                return
            yield found

    async def online_checks(self) -> "AsyncIterator[Check]":
        """What both services say, one by one."""
        async for check in self._doctor().online():
            yield check

    def _doctor(self, clock: Clock | None = None, zone: tzinfo | None = None) -> "Doctor":
        from core.support.doctor import Doctor
        from core.support.office import OfficeVisit
        from core.support.visit import HomeVisit

        one = self._service
        office = one.office
        return Doctor(
            clock=clock or one.clock,
            http=one.http(),
            credentials=one.credentials,
            paths=one.paths,
            settings=one.settings,
            zone=zone,
            looks=HomeVisit(one.paths) if office is None else OfficeVisit({}, office.address),
        )

    def _checks_at(self, at: datetime) -> "list[Check]":
        """As if it were that moment, so that a bundle of the same state says the same whenever it is made."""
        return list(self._doctor(lambda: at, zone=UTC).offline(whole=True))


async def open_bundle(file: Path, into: Path) -> replay.Opened:
    """Make a read-only home of a bundle, in an empty folder."""
    return await asyncio.to_thread(replay.open_bundle, file, into)


def _steady(plan: dict[str, Any]) -> dict[str, Any]:
    """A plan without the moment it was made: the same state gives the same bundle."""
    return {name: value for name, value in plan.items() if name != "made_at"}
