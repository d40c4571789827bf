"""The one module that puts work in the engine and takes it out: procrastinate, its tables beside everything else.

procrastinate keeps two promises of its own: of two jobs with one lock one runs, and of two that wait with one queueing
lock one is there. What is built on it here knows jobs as `core.kantoor.job` does.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any, cast

from procrastinate import App, PsycopgConnector, RetryStrategy
from procrastinate.exceptions import AlreadyEnqueued, AppNotOpen, ConnectorException
from procrastinate.job_context import JobContext
from procrastinate.tasks import Task
from psycopg import AsyncConnection, OperationalError
from psycopg import Error as DatabaseError

from core.clock import from_iso
from core.errors import StorageError
from core.kantoor.job import GROUP, PRIORITIES, Job, Kind
from core.store.postgres.address import Address
from core.store.postgres.problems import storage_error

Do = Callable[[Job, int], Awaitable[str]]
Tell = Callable[[str], None]

GONE = (ConnectorException, DatabaseError, OSError)
"""How it shows that the database is not there."""
SCHEDULE = "schedule"
"""The engine's own minute, and the queue it comes in; every worker listens to it."""
_CONNECT_SECONDS, _HURRY_SECONDS, _CLOSE_SECONDS = 5.0, 3.0, 1.0
_LEFT_SECONDS = 15
"""After which work that a later version must do is offered again."""


class LaterVersionError(Exception):
    """Work that this version does not know: it goes back in line, for a worker that does."""


_LEAVE = RetryStrategy(wait=_LEFT_SECONDS, retry_exceptions={LaterVersionError})


def engine(address: Address, *, connections: int = 4) -> App:
    """The engine on an office's database, in a schema of the office's own; not yet open."""
    connector = PsycopgConnector(
        min_size=1, max_size=connections, timeout=_CONNECT_SECONDS, kwargs=address.connect(address.line)
    )
    return App(connector=connector)


def hurry(app: App) -> None:
    """From now on wait less long for a database that is not there: who says goodbye has others who see it gone."""
    cast("PsycopgConnector", app.connector).pool.timeout = _HURRY_SECONDS


async def close(app: App) -> None:
    """Let its connections go, those too that are being made to a database that does not answer."""
    with suppress(AppNotOpen):
        await cast("PsycopgConnector", app.connector).pool.close(_CLOSE_SECONDS)
    await app.close_async()


def gone(problem: Exception, address: Address) -> StorageError:
    """What to tell a person of one of `GONE`."""
    cause = problem.__cause__ if isinstance(problem, ConnectorException) else problem
    found = cause if isinstance(cause, DatabaseError) else OperationalError(str(cause))
    return storage_error(found, address)


def works(app: App, do: Do, left: Tell) -> None:
    """Make this process one that works: each job is done by `do`, which is given the engine's number of it too.

    `left` is told of work of a later version, which is left to a worker of that version.
    """
    for kind in Kind:
        app.task(name=kind.value, pass_context=True, retry=_LEAVE)(_task(kind, do, left))
    app.tasks = _Known(app.tasks, app.task(name="left", pass_context=True, retry=_LEAVE)(_left(left)))


class _Known(dict[str, Task[..., Any, Any]]):
    """The tasks by name; one that nobody here knows is that of leaving it to others."""

    def __init__(self, known: Mapping[str, Task[..., Any, Any]], other: Task[..., Any, Any]) -> None:
        super().__init__(known)
        self._other = other

    def get(self, name: str, default: Any = None) -> Any:
        """As the engine asks for a job's task."""
        del default
        return super().get(name, self._other)


def _left(left: Tell) -> Callable[..., Awaitable[str]]:
    async def leave(context: JobContext, **_what: Any) -> str:
        left(f"{context.job.task_name} {context.job.task_kwargs.get('koppeling', '')}".strip())
        raise LaterVersionError

    return leave


def _task(kind: Kind, do: Do, left: Tell) -> Callable[..., Awaitable[str]]:
    leave = _left(left)

    async def run(
        context: JobContext, koppeling: str, window: str = "", only: Sequence[str] = (), attempts: int = 0, **later: Any
    ) -> str:
        if later:
            return await leave(context)
        job = Job(kind, koppeling, from_iso(window) if window else None, tuple(only), attempts)
        return await do(job, context.job.id or 0)

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


async def ask(app: App, jobs: Iterable[Job], *, group: str = GROUP, at: datetime | None = None) -> int:
    """Put jobs in line for a group of workers, not to begin before `at`; answers how many were put.

    One that waits there already is not put twice: it does the work of both.
    """
    put = 0
    for job in jobs:
        with suppress(AlreadyEnqueued):
            await _defer(app, [job], group, at=at)
            put += 1
    return put


async def ask_all(app: App, jobs: Sequence[Job], db: AsyncConnection[Any], *, group: str = GROUP) -> None:
    """Put jobs in line within a transaction: all of them, or none when one waits already."""
    for kind in Kind:
        mine = [job for job in jobs if job.kind is kind]
        if mine:
            await _defer(app, mine, group, db)


async def _defer(
    app: App, jobs: Sequence[Job], group: str, db: AsyncConnection[Any] | None = None, at: datetime | None = None
) -> None:
    rows = [
        app.configure_task(
            job.kind.value,
            queue=group,
            lock=job.lock,
            queueing_lock=job.queueing_lock,
            priority=PRIORITIES[job.kind],
            schedule_at=at,
            task_kwargs={
                "koppeling": job.koppeling_id,
                "window": job.window.isoformat() if job.window else "",
                "only": list(job.only),
                "attempts": job.attempts,
            },
        ).job
        for job in jobs
    ]
    await app.job_manager.batch_defer_jobs_async(rows, connection=db)
