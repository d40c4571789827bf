"""The schedule becomes jobs: once a minute, by whichever worker is first, every window that opened is put in line once.

How far it came is kept in the same transaction as the jobs, so a worker that dies halfway puts none, and after a night
without workers each koppeling gets one job, not sixteen.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from procrastinate import App
from psycopg import AsyncConnection

from core.domain.koppeling import KoppelingSummary
from core.kantoor.engine import ask_all, transaction
from core.kantoor.job import GROUP, Job, Kind, due
from core.kantoor.tables import groups


async def dispatch(
    app: App, kind: Kind, summaries: Sequence[KoppelingSummary], now: datetime, period: timedelta
) -> int:
    """Put in line what came due since the last time; answers how many jobs that were. The first time it begins at `now`."""
    async with transaction(app) as db:
        since = await _since(db, kind, now)
        jobs = due(kind, summaries, max(since, now - period), now, period)
        by_group = await groups(db)

        def group(job: Job) -> str:
            return by_group.get(job.koppeling_id, GROUP)

        for queue, mine in groupby(sorted(jobs, key=group), group):
            await ask_all(app, list(mine), db, group=queue)
        await db.execute("UPDATE kantoor_schedule SET until = %s WHERE kind = %s", (max(since, now), kind))
    return len(jobs)


async def _since(db: AsyncConnection[Any], kind: Kind, now: datetime) -> datetime:
    """Until when this kind was put in line; others wait here until this transaction is over."""
    await db.execute("INSERT INTO kantoor_schedule VALUES (%s, %s) ON CONFLICT DO NOTHING", (kind, now))
    row = await (await db.execute("SELECT until FROM kantoor_schedule WHERE kind = %s FOR UPDATE", (kind,))).fetchone()
    found: datetime = row[0] if row else now
    return found
