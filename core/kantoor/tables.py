"""What the workers keep beside the engine's own tables: who they are, how far the schedule was put in line, and which
group of workers a koppeling belongs to.
"""

import re
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from procrastinate import App
from psycopg import AsyncConnection, sql

from core import __version__
from core.kantoor.engine import transaction
from core.kantoor.job import GROUP, Job, Kind

_PREPARING = 0x6B6F7070
"""One number for all who might make the tables at one moment."""

_TABLES = """
CREATE TABLE IF NOT EXISTS kantoor_workers (
    name text PRIMARY KEY,
    host text NOT NULL,
    pid integer NOT NULL,
    version text NOT NULL,
    queue text NOT NULL,
    at_once integer NOT NULL,
    started timestamptz NOT NULL DEFAULT now(),
    seen timestamptz NOT NULL DEFAULT now(),
    draining boolean NOT NULL DEFAULT false
);
CREATE TABLE IF NOT EXISTS kantoor_schedule (
    kind text PRIMARY KEY,
    until timestamptz NOT NULL
);
CREATE TABLE IF NOT EXISTS kantoor_groups (
    koppeling_id text PRIMARY KEY,
    queue text NOT NULL
);
CREATE TABLE IF NOT EXISTS kantoor_engine (
    step text PRIMARY KEY
);
"""
_TAKES_AWAY = "_post_"
"""In the name of a step of the engine's own that an older engine can't work with."""


async def prepare(app: App) -> None:
    """Make every table that is not there yet, and bring the engine's own up to date; several processes may do so at once.

    Where all is there nobody waits for whoever prepares, and nothing is written: a worker that stands still in the middle of
    it holds nobody up, and a server that takes no writes can be looked at.
    """
    steps = _steps(app)
    async with transaction(app) as db:
        if await _ready(db, steps):
            return
    async with _preparing(app) as db:
        await _schema(db)
        made = not await _there(db)
        if made:
            await db.execute(app.schema_manager.get_schema())
        await db.execute(_TABLES)
        if made or not await _taken(db):
            await _note(db, steps)
    for step, path in steps.items():
        async with _preparing(app) as db:
            taken = await _taken(db)
            if steps.keys() <= taken or (_TAKES_AWAY in step and step not in taken and await _others(db)):
                return
            if step not in taken:
                await db.execute(path.read_bytes())
                await _note(db, [step])


async def _ready(db: AsyncConnection[Any], steps: Iterable[str]) -> bool:
    """Whether nothing is left to do, but for what must wait until no older worker is there."""
    names = re.findall(r"EXISTS (\w+) \(", _TABLES)
    here = "SELECT bool_and(to_regclass(name) IS NOT NULL) FROM unnest(%s::text[]) AS name"
    found = await (await db.execute(here, ([*names, "procrastinate_jobs"],))).fetchone()
    if found is None or not found[0]:
        return False
    taken = await _taken(db)
    missing = next((step for step in steps if step not in taken), "")
    return not missing or (_TAKES_AWAY in missing and await _others(db))


def _steps(app: App) -> dict[str, Path]:
    """What the engine's own schema is made of, in order: each must be committed before the next."""
    return {path.name: path for path in sorted(Path(app.schema_manager.get_migrations_path()).glob("*.sql"))}


@asynccontextmanager
async def _preparing(app: App) -> AsyncIterator[AsyncConnection[Any]]:
    """A transaction of one process at a time."""
    async with transaction(app) as db:
        await db.execute("SELECT pg_advisory_xact_lock(%s)", (_PREPARING,))
        yield db


async def _taken(db: AsyncConnection[Any]) -> set[str]:
    return {name for (name,) in await (await db.execute("SELECT step FROM kantoor_engine")).fetchall()}


async def _note(db: AsyncConnection[Any], steps: Iterable[str]) -> None:
    await db.execute("INSERT INTO kantoor_engine SELECT unnest(%s::text[])", (list(steps),))


async def _others(db: AsyncConnection[Any]) -> bool:
    query = "SELECT 1 FROM kantoor_workers WHERE version <> %s"
    return await (await db.execute(query, (__version__,))).fetchone() is not None


async def _schema(db: AsyncConnection[Any]) -> None:
    """The office's own, named by the search path; who may not make it needs `grant` of whoever owns the database."""
    missing = "SELECT current_setting('search_path') WHERE current_schema() IS NULL"
    found = await (await db.execute(missing)).fetchone()
    if found is not None:
        await db.execute(sql.SQL("CREATE SCHEMA {name}").format(name=sql.Identifier(found[0])))


async def _there(db: AsyncConnection[Any]) -> bool:
    found = await (await db.execute("SELECT to_regclass('procrastinate_jobs')")).fetchone()
    return found is not None and found[0] is not None


async def groups(db: AsyncConnection[Any]) -> dict[str, str]:
    """The group of each koppeling that has one of its own."""
    rows = await (await db.execute("SELECT koppeling_id, queue FROM kantoor_groups")).fetchall()
    return dict(rows)


async def move(app: App, koppeling_ids: Sequence[str], group: str) -> int:
    """Give koppelingen, and what waits of them, to a group; the group of all is the absence of one of its own."""
    ids = list(koppeling_ids)
    locks = [Job(Kind.SYNC, one).lock for one in ids]
    async with transaction(app) as db:
        await db.execute("DELETE FROM kantoor_groups WHERE koppeling_id = ANY(%s)", (ids,))
        if group != GROUP:
            await db.execute("INSERT INTO kantoor_groups SELECT unnest(%s::text[]), %s", (ids, group))
        waiting = "UPDATE procrastinate_jobs SET queue_name = %s WHERE lock = ANY(%s) AND status = 'todo'"
        return (await db.execute(waiting, (group, locks))).rowcount
