"""A worker: takes jobs and does them until told to stop; survives its database, and its death is survived by the others.

Told to stop, it takes nothing more, finishes what it has within a grace, puts the rest back in line, and leaves nothing
claimed. A database that goes away makes it wait and come back; the jobs it had are given to whoever is there first.
"""

import asyncio
import contextlib
import os
import secrets
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from procrastinate import App
from procrastinate.exceptions import ConnectorException
from procrastinate.worker import Worker as Engine

from core.errors import AppError, NewerDatabaseError, StorageError
from core.finishing import finished
from core.kantoor import presence
from core.kantoor.again import again
from core.kantoor.dispatch import dispatch
from core.kantoor.doing import do
from core.kantoor.engine import GONE, SCHEDULE, ask, close, engine, gone, hurry, schedules, works
from core.kantoor.job import GROUP, Job, Kind
from core.kantoor.overview import overview
from core.kantoor.stalled import give, give_back, unknown
from core.kantoor.tables import prepare

if TYPE_CHECKING:
    from core.service import Service
    from core.store.postgres.address import Address

DAY = timedelta(days=1)
_KEEP_FAILED = 7 * 24
"""Hours that a job which is not tried again is still shown."""
_SPARE = 6
"""Connections beside one a job: the listener, the heartbeat, the schedule."""
_LONGEST_WAIT = 15.0


@dataclass(frozen=True, slots=True)
class Said:
    """What a worker tells whoever runs it: `what` is one of start, done, failed, given, left, lost, gone, stop; `about` of what."""

    what: str
    about: str = ""


@dataclass(slots=True)
class Worker:
    """One worker process. `at_once` jobs at a time, `grace` seconds to finish them when told to stop.

    `silent` is after how many seconds of silence another counts as dead, `beat` how often this one is heard.
    """

    service: "Service"
    address: "Address"
    at_once: int = 8
    group: str = GROUP
    grace: float = 60.0
    silent: float = presence.SILENT
    beat: float = presence.BEAT
    tell: Callable[[Said], None] = lambda _said: None
    name: str = field(default_factory=lambda: f"kb-{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"[:63])
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _doing: set[int] = field(default_factory=set)
    _outdated: NewerDatabaseError | None = None

    def stop(self) -> None:
        """Take nothing more and finish; `run` ends when that is done."""
        self._stopping.set()

    async def run(self, *, until_empty: bool = False) -> None:
        """Work until told to stop, or with `until_empty` until nothing is in line.

        Raises NewerDatabaseError when the tables became those of a version that this one can't work with; what it had is
        in line again.
        """
        asyncio.get_running_loop().set_exception_handler(self._unheard)
        wait = 1.0
        while not self._stopping.is_set():
            try:
                if await self._at_work(until_empty=until_empty):
                    break
                wait = 1.0
                continue
            except GONE as problem:
                self.tell(Said("gone", str(gone(problem, self.address))))
            await self._rest(wait)
            wait = min(wait * 2, _LONGEST_WAIT)
        self.tell(Said("stop"))
        if self._outdated is not None:
            raise self._outdated

    def _unheard(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """The engine waits for nobody when it writes down that a job ended, so what fails there comes by here.

        Another has that job by then, or will be given it.
        """
        problem = context.get("exception")
        if isinstance(problem, ConnectorException):
            self.tell(Said("lost", str(gone(problem, self.address))))
        else:
            loop.default_exception_handler(context)

    async def _at_work(self, *, until_empty: bool) -> bool:
        """One life of the engine, until it stops or its database goes away; answers whether that was all there was to do."""
        app = engine(self.address.called(self.name), connections=self.at_once + _SPARE)
        works(app, partial(self._do, app), lambda about: self.tell(Said("left", about)))
        schedules(app, self.schedule)
        try:
            if not await self._unless_told(app.open_async()):
                return True
            await prepare(app)
            running = Engine(
                app,
                queues=[self.group, SCHEDULE],
                name=self.name,
                concurrency=self.at_once,
                wait=not until_empty,
                shutdown_graceful_timeout=self.grace,
                install_signal_handlers=False,
                delete_jobs="successful",
                update_heartbeat_interval=self.beat,
                stalled_worker_timeout=self.silent,
                fetch_job_polling_interval=self.beat,
            )
            await self._be_seen(app)
            self.tell(Said("start", self.name))
            beside = asyncio.ensure_future(self._beside(app, running))
            try:
                await running.run()  # type: ignore[no-untyped-call]
            finally:
                beside.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await beside
            await presence.say_goodbye(app, self.name)
            return until_empty and (await overview(app)).waiting_of(self.group) == 0
        finally:
            await close(app)

    async def _beside(self, app: App, running: Engine) -> None:
        """While the engine runs, tend; ends it when told to stop, or when the database is not there."""
        try:
            await self._unless_told(self._tend(app, running))
        finally:
            hurry(app)
            running.stop()  # type: ignore[no-untyped-call]

    async def _tend(self, app: App, running: Engine) -> None:
        """Be seen, obey a drain, give back what others left."""
        before: set[int] = set()
        while True:
            await asyncio.sleep(self.beat)
            await self._be_seen(app)
            await self._fit()
            unseen = await unknown(app, running.worker_id or 0, self._doing)
            lost = [job for number, job in unseen.items() if number in before]
            before = set(unseen)
            for job in [*await give_back(app, self.silent), *await give(app, lost)]:
                self.tell(Said("given", job))

    async def _unless_told(self, work: Awaitable[Any]) -> bool:
        """Do it, unless told to stop first: who asks a database that is not there waits long. Answers whether it was done."""
        doing, told = asyncio.ensure_future(work), asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({doing, told}, return_when=asyncio.FIRST_COMPLETED)
            if doing.done():
                doing.result()
                return True
            return False
        finally:
            for one in (doing, told):
                one.cancel()
            await asyncio.gather(doing, told, return_exceptions=True)

    async def _rest(self, seconds: float) -> None:
        """Wait, unless told to stop."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _be_seen(self, app: App) -> None:
        if await presence.say_hello(app, self.name, self.group, self.at_once):
            self.stop()

    async def schedule(self, app: App) -> None:
        """Put in line what came due; the engine asks for it once a minute, of one worker. What fails, the next minute does."""
        now, settings = self.service.clock(), self.service.settings
        half_hour = timedelta(minutes=settings.sync_minutes)
        try:
            summaries = await self.service.koppelingen()
            for kind, period in ((Kind.SYNC, half_hour), (Kind.FOLLOW, DAY), (Kind.SWEEP, DAY)):
                await dispatch(app, kind, summaries, now, period)
            await app.job_manager.delete_old_jobs(nb_hours=_KEEP_FAILED, include_failed=True, include_aborted=True)
        except NewerDatabaseError as problem:
            self._end(problem)
        except (StorageError, *GONE) as problem:
            self.tell(Said("failed", f"schedule: {self.service.redact(str(problem))}"))

    async def _fit(self) -> None:
        """Whoever has nothing to do notices too that its version is over."""
        try:
            await self.service.register.read(lambda _db: None)
        except NewerDatabaseError as problem:
            self._end(problem)
        except StorageError as problem:
            self.tell(Said("gone", self.service.redact(str(problem))))

    def _end(self, problem: NewerDatabaseError) -> None:
        """Nothing can be done here any more by this version: stop, and tell why at the end."""
        self._outdated = problem
        self.stop()

    async def _do(self, app: App, job: Job, number: int) -> str:
        """Do a job; what can be tried again later is put back in line for then, and this one is over."""
        about = f"{job.kind} {job.koppeling_id}"
        self._doing.add(number)
        try:
            outcome = await do(self.service, job)
        except asyncio.CancelledError:
            await finished(ask(app, [job], group=self.group))
            raise
        except NewerDatabaseError as problem:
            self._end(problem)
            await ask(app, [job], group=self.group)
            return f"{type(problem).__name__}, for a later version"
        except AppError as problem:
            self.tell(Said("failed", f"{about}: {self.service.redact(str(problem))}"))
            at = again(problem, job, self.service.clock())
            if at is None:
                return f"{type(problem).__name__}, for a person"
            await ask(app, [replace(job, attempts=job.attempts + 1)], group=self.group, at=at)
            return f"{type(problem).__name__}, again later"
        except Exception as problem:
            self.tell(Said("failed", f"{about}: {self.service.redact(repr(problem))}"))
            raise
        finally:
            self._doing.discard(number)
        self.tell(Said("done", f"{about}: {outcome}"))
        return outcome
