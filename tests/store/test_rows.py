"""PostgreSQL behind the interface of every database: whole units of work, one writer a koppeling, and plain words when
it is down, held, full of others, frozen, older or newer.
"""

import asyncio
import threading

import psycopg
import pytest

from core.errors import BusyError, NewerDatabaseError, StorageError, UsageError
from core.store import koppeling as facts
from core.store.connection import Connection
from core.store.postgres import address as module
from core.store.postgres import migrations
from core.store.postgres.address import Address
from core.store.postgres.database import Rows
from core.store.postgres.migrations import Step, steps
from core.store.postgres.pool import Pool
from core.store.postgres.problems import (
    BypassError,
    DatabaseDownError,
    FrozenDatabaseError,
    OlderDatabaseError,
    RightsError,
    SlowDatabaseError,
)
from tests.postgres.server import Server

GROWN = [*steps(), Step("koppeling:grown", ("ALTER TABLE facts ADD COLUMN seen BIGINT NOT NULL DEFAULT 0",))]
SHRUNK = [*steps(), Step("koppeling:shrunk", ("ALTER TABLE fulls RENAME COLUMN at TO moment",))]


@pytest.fixture
def pool(office: str):
    pool = Pool(Address.read(office))
    yield pool
    pool.close()


def keep(key: str, value: object):
    return lambda db: facts.set_fact(db, key, value)


def fact(key: str):
    return lambda db: facts.fact(db, key)


async def test_what_is_committed_is_read_and_of_this_koppeling_alone(pool: Pool) -> None:
    bakker, slager = Rows(pool, "bakker"), Rows(pool, "slager")
    await bakker.write(keep("a", 1))
    assert await bakker.read(fact("a")) == 1
    assert await slager.read(fact("a")) is None
    await slager.write(keep("a", 2))
    assert [await one.read(fact("a")) for one in (bakker, slager)] == [1, 2]


async def test_a_unit_that_fails_halfway_leaves_nothing(pool: Pool) -> None:
    rows = Rows(pool, "bakker")

    def work(db: Connection) -> None:
        facts.set_fact(db, "half", 1)
        db.execute("INSERT INTO facts VALUES ('half', '2')")

    with pytest.raises(StorageError):
        await rows.write(work)
    assert await rows.read(fact("half")) is None
    await rows.write(keep("later", 1))
    assert await rows.read(fact("later")) == 1


async def test_who_is_not_let_in_because_it_is_full_is_told_that(postgres: str) -> None:
    full = Pool(Address.read(postgres.replace("postgres@", "guest@")))
    with psycopg.connect(postgres, autocommit=True) as db:
        db.execute("CREATE ROLE guest LOGIN CONNECTION LIMIT 0")
        with pytest.raises(SlowDatabaseError, match="too many connections"):
            await Rows(full, "bakker").read(fact("a"))
        db.execute("DROP ROLE guest")
    full.close()


async def test_a_look_is_refused_to_write(pool: Pool) -> None:
    rows = Rows(pool, "bakker")
    await rows.write(keep("a", 1))
    with pytest.raises(FrozenDatabaseError):
        await rows.read(keep("a", 2))


async def test_writers_of_one_koppeling_never_cross(office: str) -> None:
    pools = [Pool(Address.read(office)) for _ in range(2)]
    rows = [Rows(pool, "bakker") for pool in pools]

    def add(db: Connection) -> None:
        facts.set_fact(db, "n", facts.fact(db, "n", 0) + 1)

    await asyncio.gather(*(one.write(add) for _ in range(25) for one in rows))
    assert await rows[0].read(fact("n")) == 50
    for pool in pools:
        pool.close()


async def test_a_koppeling_is_held_by_one_and_by_the_next_after_it(office: str) -> None:
    pools = [Pool(Address.read(office)) for _ in range(2)]
    first, second = (Rows(pool, "bakker") for pool in pools)
    async with first.alone(0.0):
        with pytest.raises(BusyError):
            async with second.alone(0.0):
                pass
        async with Rows(pools[1], "slager").alone(0.0):
            await second.write(keep("a", 1))
    async with second.alone(0.0):
        assert await second.read(fact("a")) == 1
    for pool in pools:
        pool.close()


async def test_who_lost_the_lock_can_write_no_more(office: str, postgres_server: Server) -> None:
    pool, other = Pool(Address.read(office)), Pool(Address.read(office))
    rows = Rows(pool, "bakker")
    async with rows.alone():
        await rows.write(keep("a", 1))
        with psycopg.connect(postgres_server.url(), autocommit=True) as db:
            db.execute(
                "SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
                "WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND d.datname = %s",
                (office.split("/")[3].split("?", maxsplit=1)[0],),
            )
        async with Rows(other, "bakker").alone():
            for _ in range(2):
                with pytest.raises(DatabaseDownError):
                    await rows.write(keep("a", 2))
    assert await rows.read(fact("a")) == 1
    await rows.write(keep("a", 3))
    pool.close()
    other.close()


async def test_a_connection_that_died_between_two_units_is_opened_again(pool: Pool, postgres_server: Server) -> None:
    rows = Rows(pool, "bakker")
    await rows.write(keep("a", 1))
    with psycopg.connect(postgres_server.url(), autocommit=True) as db:
        db.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'koppelbord'")
    assert await rows.read(fact("a")) == 1


async def test_a_database_that_is_not_there_is_told_without_its_password(tmp_path) -> None:
    pool = Pool(Address.read(f"postgresql://kantoor:geheim@/nergens?host={tmp_path}"))
    with pytest.raises(DatabaseDownError) as told:
        await Rows(pool, "bakker").read(fact("a"))
    assert str(tmp_path) in str(told.value)
    assert "geheim" not in str(told.value)
    pool.close()


async def test_a_server_that_is_killed_ends_the_unit_and_serves_again_when_it_is_back() -> None:
    server = Server().start()
    with psycopg.connect(server.url(), autocommit=True) as db:
        db.execute("CREATE ROLE kantoor LOGIN")
        db.execute("CREATE DATABASE office OWNER kantoor")
    pool = Pool(Address.read(server.url("office", "kantoor")))
    rows = Rows(pool, "bakker")
    await rows.write(keep("a", 1))

    def work(db: Connection) -> None:
        facts.set_fact(db, "a", 2)
        server.kill()
        facts.set_fact(db, "a", 3)

    with pytest.raises(DatabaseDownError):
        await rows.write(work)
    with pytest.raises(DatabaseDownError):
        await rows.read(fact("a"))
    server.start()
    assert await rows.read(fact("a")) == 1
    pool.close()
    server.remove()


async def test_a_writer_that_waits_too_long_is_told_that_another_is_at_work(
    office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(module._SETTINGS, "lock_timeout", "50ms")
    pools = [Pool(Address.read(office)) for _ in range(2)]
    first, second = (Rows(pool, "bakker") for pool in pools)
    inside, done = threading.Event(), threading.Event()

    def work(_db: Connection) -> None:
        inside.set()
        done.wait(30)

    holding = asyncio.create_task(first.write(work))
    await asyncio.to_thread(inside.wait, 30)
    with pytest.raises(BusyError):
        await second.write(keep("a", 1))
    done.set()
    await holding
    for pool in pools:
        pool.close()


async def test_a_statement_that_takes_too_long_is_told_as_slow(pool: Pool) -> None:
    def work(db: Connection) -> None:
        db.execute("SET LOCAL statement_timeout = '20ms'")
        db.execute("SELECT pg_sleep(30)")

    with pytest.raises(SlowDatabaseError):
        await Rows(pool, "bakker").write(work)


async def test_a_database_that_is_set_to_read_only_still_shows_and_says_so(office: str) -> None:
    pool = Pool(Address.read(office))
    await Rows(pool, "bakker").write(keep("a", 1))
    pool.close()
    frozen = Pool(Address.read(f"{office}&options=-c%20default_transaction_read_only%3Don"))
    rows = Rows(frozen, "bakker")
    assert await rows.read(fact("a")) == 1
    with pytest.raises(FrozenDatabaseError):
        await rows.write(keep("a", 2))
    frozen.close()


async def test_where_nobody_may_make_the_tables_it_is_told_that_it_is_read_only(postgres: str) -> None:
    empty = Pool(
        Address.read(f"{postgres.replace('postgres@', 'reader@')}&options=-c%20default_transaction_read_only%3Don")
    )
    with psycopg.connect(postgres, autocommit=True) as db:
        db.execute("CREATE ROLE reader LOGIN")
        with pytest.raises(FrozenDatabaseError, match="register:journal"):
            await Rows(empty, "bakker").read(fact("a"))
        empty.close()
        db.execute("DROP ROLE reader")


async def test_a_role_that_sees_every_row_is_refused(office: str) -> None:
    pool = Pool(Address.read(office.replace("kantoor@", "postgres@")))
    with pytest.raises(BypassError, match="postgres"):
        await Rows(pool, "bakker").read(fact("a"))
    pool.close()


async def test_older_and_newer_programs_work_on_a_schema_that_grew(office: str) -> None:
    old, new = Pool(Address.read(office)), Pool(Address.read(office), wanted=GROWN)
    await Rows(old, "bakker").write(keep("a", 1))
    await Rows(new, "bakker").write(lambda db: db.execute("UPDATE facts SET seen = 7"))
    await Rows(old, "bakker").write(keep("b", 2))
    assert await Rows(new, "bakker").read(lambda db: db.execute("SELECT sum(seen) FROM facts").fetchone()) == (7,)
    for pool in (old, new):
        pool.close()


async def test_work_goes_on_while_a_step_waits_for_a_table(office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(module._SETTINGS, "lock_timeout", "2s")
    monkeypatch.setattr(migrations, "_WAIT_SECONDS", 0.2)
    old, new = Pool(Address.read(office)), Pool(Address.read(office), wanted=GROWN)
    await Rows(old, "bakker").write(keep("a", 0))

    def until_it_waits(looker: psycopg.Connection) -> None:
        waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'koppelbord.facts'::regclass"
        while looker.execute(waiting).fetchone() is None:
            pass

    with psycopg.connect(office) as reader, psycopg.connect(office, autocommit=True) as looker:
        reader.execute("LOCK TABLE koppelbord.facts IN ACCESS SHARE MODE")
        growing = asyncio.create_task(Rows(new, "bakker").write(keep("grown", 1)))
        await asyncio.to_thread(until_it_waits, looker)
        for n in range(3):
            await Rows(old, "bakker").write(keep("a", n))
        assert not growing.done()
        reader.rollback()
    await growing
    assert await Rows(new, "bakker").read(lambda db: db.execute("SELECT sum(seen) FROM facts").fetchone()) == (0,)
    for pool in (old, new):
        pool.close()


async def test_a_program_stops_when_a_newer_one_took_something_away(office: str) -> None:
    old, new = Pool(Address.read(office)), Pool(Address.read(office), wanted=SHRUNK)
    rows = Rows(old, "bakker")
    await rows.write(keep("a", 1))
    await Rows(new, "bakker").write(keep("b", 1))
    for refused in (rows.write(keep("a", 2)), rows.read(fact("a"))):
        with pytest.raises(NewerDatabaseError, match="koppeling:shrunk"):
            await refused
    late = Pool(Address.read(office))
    with pytest.raises(NewerDatabaseError):
        await Rows(late, "bakker").read(fact("a"))
    for pool in (old, new, late):
        pool.close()


async def test_who_may_not_bring_the_schema_up_to_date_says_who_may(office: str, postgres_server: Server) -> None:
    with psycopg.connect(postgres_server.url(office.split("/")[3].split("?", maxsplit=1)[0]), autocommit=True) as db:
        db.execute("DROP ROLE IF EXISTS gast")
        db.execute("CREATE ROLE gast LOGIN")
        guest = office.replace("kantoor@", "gast@")
        without = Pool(Address.read(guest))
        with pytest.raises(RightsError):
            await Rows(without, "bakker").read(fact("a"))
        without.close()
        db.execute("GRANT USAGE ON SCHEMA koppelbord TO gast")
        db.execute("GRANT SELECT ON ALL TABLES IN SCHEMA koppelbord TO gast")
        behind = Pool(Address.read(guest), wanted=GROWN)
        with pytest.raises(OlderDatabaseError, match="koppeling:grown"):
            await Rows(behind, "bakker").read(fact("a"))
        behind.close()
        db.execute("DROP OWNED BY gast")
        db.execute("DROP ROLE gast")


@pytest.mark.parametrize("text", ["", "sqlite:///x", "postgresql://a:geheim@h/d?nonsense=1", "postgresql://[geheim"])
def test_an_address_that_is_none_is_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(UsageError) as told:
        Address.read(text)
    assert "geheim" not in str(told.value)
    assert told.value.__cause__ is None
