"""What a person asks of the office: how it stands, stop a machine, move koppelingen to other workers, put work in line.

Raises UsageError where there is no office, a StorageError where its database does not answer.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from core.errors import UsageError
from core.text import say

if TYPE_CHECKING:
    from procrastinate import App

    from core.kantoor.job import Job
    from core.kantoor.overview import Overview
    from core.kantoor.worker import Worker
    from core.service import Service
    from core.service.office import Office

_BEATS = 6
"""Signs of life that a worker gives in the time after which it counts as silent."""
_LOOK = 0.5
"""Seconds between two looks at who is left."""


def worker(service: "Service", **wishes: Any) -> "Worker":
    """A worker on this service's office, not yet at work; `wishes` are fields of `core.kantoor.worker.Worker`."""
    office = office_of(service)
    from core.kantoor.worker import Worker

    silent = float(service.settings.silent_seconds)
    made = Worker(service, office.address, silent=silent, beat=silent / _BEATS, **wishes)
    office.call(made.name)
    return made


async def status(service: "Service") -> "Overview":
    """Who works, what waits, what failed."""
    async with _engine(service) as app:
        from core.kantoor.overview import overview

        return await overview(app)


async def drain(service: "Service", name: str = "") -> int:
    """Ask one worker, by name or host, or all of them to finish and stop; answers how many were asked."""
    async with _engine(service) as app:
        from core.kantoor import presence

        return await presence.drain(app, name)


async def until_drained(service: "Service", tell: Callable[[int], None]) -> int:
    """Wait until nobody who was asked to stop is there any more; `tell` hears how many are left. Answers that number, 0."""
    async with _engine(service) as app:
        from core.kantoor import presence

        while left := sum(one.draining for one in await presence.present(app)):
            tell(left)
            await presence.put_out_silent(app, float(service.settings.silent_seconds))
            await asyncio.sleep(_LOOK)
        tell(0)
    return 0


async def put(service: "Service", jobs: Iterable["Job"]) -> int:
    """Put work in line, each with its koppeling's own group of workers; answers how many were not there yet."""
    async with _engine(service) as app:
        from core.kantoor.engine import ask, transaction
        from core.kantoor.job import GROUP
        from core.kantoor.tables import groups

        async with transaction(app) as db:
            by_group = await groups(db)
        return sum([await ask(app, [job], group=by_group.get(job.koppeling_id, GROUP)) for job in jobs])


async def move(service: "Service", koppeling_ids: Sequence[str], group: str) -> int:
    """Give koppelingen to a group of workers, what waits of them included; answers how many jobs went along."""
    async with _engine(service) as app:
        from core.kantoor.tables import move as moved

        return await moved(app, koppeling_ids, group)


@asynccontextmanager
async def _engine(service: "Service") -> "AsyncIterator[App]":
    address = office_of(service).address
    from core.kantoor.engine import GONE, engine, gone
    from core.kantoor.tables import prepare

    app = engine(address, connections=2)
    try:
        async with app.open_async():
            await prepare(app)
            yield app
    except GONE as problem:
        raise gone(problem, address) from problem


def office_of(service: "Service") -> "Office":
    """The office that is meant. Raises UsageError where there is none."""
    if service.office is None:
        raise UsageError(
            say("Er is geen kantoor: alles staat in bestanden op deze machine."),
            advice=say("Zet KOPPELBORD_DATABASE op een PostgreSQL-database; zie docs/kantoor.md."),
        )
    return service.office
