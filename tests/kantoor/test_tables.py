"""The engine's own tables follow the engine: an office that began with an older one goes on with a later one."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from procrastinate import App
from psycopg import sql

from core.kantoor import office as desk
from core.kantoor.engine import ask, engine, transaction
from core.kantoor.job import Job, Kind
from core.kantoor.overview import overview
from core.kantoor.tables import _preparing, prepare
from core.store.postgres.address import Address
from core.store.postgres.problems import FrozenDatabaseError
from tests.conftest import World
from tests.kantoor.conftest import Kantoor

LATER = "03.04"
"""The steps that an older engine had not."""


def steps_of(app: App) -> list[Path]:
    every = sorted(Path(app.schema_manager.get_migrations_path()).glob("*.sql"))
    return [step for step in every if not step.name.startswith(LATER)]


@pytest.fixture
async def older(address: Address) -> AsyncIterator[App]:
    """As the engine's first users had it, step by step, before the last."""
    made = engine(address)
    async with made.open_async():
        async with transaction(made) as db:
            await db.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(address.line)))
            await db.execute("CREATE TABLE kantoor_engine (step text PRIMARY KEY)")
        for step in steps_of(made):
            async with transaction(made) as db:
                await db.execute(step.read_bytes())
                await db.execute("INSERT INTO kantoor_engine VALUES (%s)", (step.name,))
        yield made


async def later_steps(app: App) -> list[str]:
    async with transaction(app) as db:
        query = "SELECT step FROM kantoor_engine WHERE starts_with(step, %s) ORDER BY step"
        return [name for (name,) in await (await db.execute(query, (LATER,))).fetchall()]


async def test_an_older_engine_s_tables_are_brought_up_to_date_and_work_is_done(older: App, kantoor: Kantoor) -> None:
    await prepare(older)
    assert len(await later_steps(older)) == 2
    await ask(older, [Job(Kind.SYNC, kantoor.koppeling)])
    await kantoor.worker().run(until_empty=True)
    assert len(kantoor.told("done")) == 1
    assert (await overview(older)).failed == ()


async def test_what_an_older_engine_can_not_miss_goes_when_no_older_worker_is_left(older: App) -> None:
    add = "INSERT INTO kantoor_workers (name, host, pid, version, queue, at_once) VALUES ('a', 'a', 1, '0.0.1', 'a', 1)"
    await prepare(older)
    async with transaction(older) as db:
        await db.execute("DELETE FROM kantoor_engine WHERE step LIKE '%post_add_retry%'")
        await db.execute(add)
    await prepare(older)
    assert len(await later_steps(older)) == 1
    async with transaction(older) as db:
        await db.execute("DELETE FROM kantoor_workers")
    await prepare(older)
    assert len(await later_steps(older)) == 2


async def test_how_it_stands_is_told_also_where_nothing_can_be_written(app: App, world: World, office: str) -> None:
    await ask(app, [Job(Kind.SYNC, "bakker")])
    frozen = f"{office}&options=-c%20default_transaction_read_only%3Don"
    async with world.service(DATABASE=frozen) as service:
        assert (await desk.status(service)).waiting == 1
        with pytest.raises(FrozenDatabaseError):
            await desk.drain(service)


async def test_whoever_stands_still_while_it_prepares_holds_nobody_up(app: App, office: str) -> None:
    still = engine(Address.read(f"{office}&options=-c%20lock_timeout%3D100ms"))
    async with _preparing(app), still.open_async():
        await prepare(still)
        assert len(await later_steps(still)) == 2


async def test_a_new_office_has_them_all_at_once(app: App) -> None:
    assert len(await later_steps(app)) == 2
    await prepare(app)
