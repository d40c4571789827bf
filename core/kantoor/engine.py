"""The one module that puts work in the engine and takes it out: procrastinate, its tables beside everything else.

procrastinate keeps two promises of its own: of two jobs with one lock one runs, and of two that wait with one queueing
lock one is there. What is built on it here knows jobs as `core.kantoor.job` does.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, cast

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job as Row
from procrastinate.retry import BaseRetryStrategy, RetryDecision
from psycopg import AsyncConnection, OperationalError
from psycopg import Error as DatabaseError

from core.clock import Clock, from_iso
from core.errors import StorageError
from core.kantoor.again import again
from core.kantoor.job import GROUP, PRIORITIES, Job, Kind
from core.store.postgres.address import Address
from core.store.postgres.problems import storage_error

Do = Callable[[Job], Awaitable[str]]

GONE = (ConnectorException, DatabaseError, OSError)
"""How it shows that the database is not there."""
SCHEDULE = "schedule"
"""The engine's own minute, and the queue it comes in; every worker listens to it."""
_CONNECT_SECONDS = 10.0


class Patience(BaseRetryStrategy):
    """`core.kantoor.again`, as the engine asks for it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def get_retry_decision(self, *, exception: BaseException, job: Row) -> RetryDecision | None:
        """When this job comes back, if it does."""
        at = again(exception, job.attempts, self._clock())
        return RetryDecision(retry_at=at) if at is not None else None


def engine(address: Address, *, connections: int = 4) -> App:
    """The engine on an office's database, in a schema of the office's own; not yet open."""
    connector = PsycopgConnector(
        min_size=1, max_size=connections, timeout=_CONNECT_SECONDS, kwargs=address.connect(address.line)
    )
    return App(connector=connector)


def gone(problem: Exception, address: Address) -> StorageError:
    """What to tell a person of one of `GONE`."""
    cause = problem.__cause__ if isinstance(problem, ConnectorException) else problem
    found = cause if isinstance(cause, DatabaseError) else OperationalError(str(cause))
    return storage_error(found, address)


def works(app: App, do: Do, clock: Clock) -> None:
    """Make this process one that works: each kind of job is done by `do`."""
    for kind in Kind:
        app.task(name=kind.value, retry=Patience(clock))(_task(kind, do))


def _task(kind: Kind, do: Do) -> Callable[..., Awaitable[str]]:
    async def run(koppeling: str, window: str = "", only: Sequence[str] = ()) -> str:
        return await do(Job(kind, koppeling, from_iso(window) if window else None, tuple(only)))

    return run


def schedules(app: App, schedule: Callable[[App], Awaitable[None]]) -> None:
    """Have the engine call `schedule` once a minute, in one of the processes that work."""

    async def run(timestamp: int) -> None:
        """`timestamp` is the engine's minute; what is due is asked of the clock instead."""
        del timestamp
        await schedule(app)

    task = app.task(name=SCHEDULE, queue=SCHEDULE, queueing_lock=SCHEDULE, lock=SCHEDULE, priority=100)(run)
    app.periodic(cron="* * * * *")(task)


@asynccontextmanager
async def transaction(app: App) -> AsyncIterator[AsyncConnection[Any]]:
    """A transaction on the engine's own database."""
    pool = cast("PsycopgConnector", app.connector).pool
    async with pool.connection() as db, db.transaction():
        yield db


async def ask(app: App, jobs: Iterable[Job], *, group: str = GROUP) -> int:
    """Put jobs in line for a group of workers; one that waits there already is not put twice. Answers how many were put."""
    put = 0
    for job in jobs:
        with suppress(AlreadyEnqueued):
            await _defer(app, [job], group)
            put += 1
    return put


async def ask_all(app: App, jobs: Sequence[Job], db: AsyncConnection[Any], *, group: str = GROUP) -> None:
    """Put jobs in line within a transaction: all of them, or none when one waits already."""
    for kind in Kind:
        mine = [job for job in jobs if job.kind is kind]
        if mine:
            await _defer(app, mine, group, db)


async def _defer(app: App, jobs: Sequence[Job], group: str, db: AsyncConnection[Any] | None = None) -> None:
    rows = [
        app.configure_task(
            job.kind.value,
            queue=group,
            lock=job.lock,
            queueing_lock=job.queueing_lock,
            priority=PRIORITIES[job.kind],
            task_kwargs={
                "koppeling": job.koppeling_id,
                "window": job.window.isoformat() if job.window else "",
                "only": list(job.only),
            },
        ).job
        for job in jobs
    ]
    await app.job_manager.batch_defer_jobs_async(rows, connection=db)
