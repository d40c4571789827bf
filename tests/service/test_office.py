"""One database of several machines: an office sees its own rows alone, and its machines hear of one another."""

import asyncio
import itertools
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from core.domain.match import Mode
from core.errors import AlreadyCoupledError, MissingError, NotFoundError
from core.service.bus import Changed
from core.store import koppeling as facts
from core.store.call_counts import CallCounts
from core.store.postgres.address import Address
from core.store.postgres.database import Rows
from core.store.postgres.migrations import grant
from core.store.postgres.pool import Pool
from core.store.postgres.tables import tables
from tests.conftest import FixedClock, World
from tests.postgres.server import Server

_ROLES = itertools.count(1)


@pytest.fixture
def neighbour(office: str, postgres_server: Server) -> Iterator[str]:
    """The address of the same database for an office of another role."""
    role = f"buren{next(_ROLES)}"
    with psycopg.connect(postgres_server.url(), autocommit=True) as db:
        db.execute(f"CREATE ROLE {role} LOGIN")
    with psycopg.connect(office, autocommit=True) as owner:
        grant(owner, role)
    yield office.replace("kantoor@", f"{role}@")
    with psycopg.connect(office.replace("kantoor@", "postgres@"), autocommit=True) as db:
        db.execute(f"DROP OWNED BY {role}")
        db.execute(f"DROP ROLE {role}")


@pytest.fixture
def shared(tmp_path: Path, clock: FixedClock, office: str) -> World:
    world = World(tmp_path / "home", clock)
    world.environment["KOPPELBORD_DATABASE"] = office
    return world


async def test_an_office_sees_nothing_of_another(shared: World, neighbour: str) -> None:
    async with shared.service() as ours:
        koppeling = (await ours.koppelen().walk(Mode.SAFE, start=True)).koppeling
    async with shared.service(DATABASE=neighbour) as theirs:
        assert await theirs.koppelingen() == []
        with pytest.raises(NotFoundError):
            await theirs.open(koppeling.id)
        looked = theirs.opened(koppeling)
        assert await looked.klanten() == await looked.events() == []


def test_no_table_shows_or_takes_a_row_of_another_office(office: str, neighbour: str) -> None:
    """Not even to a role that writes its own SQL and names the other's koppeling by number."""
    pool = Pool(Address.read(office))
    pool.submit(lambda session: session.write("bakker", lambda db: facts.set_fact(db, "a", 1))).result()
    pool.close()
    with psycopg.connect(office) as db:
        found = db.execute("SELECT nr FROM koppelbord.scopes WHERE koppeling = 'bakker'").fetchone()
    assert found is not None
    with psycopg.connect(neighbour, autocommit=True, options="-c search_path=koppelbord") as db:
        db.execute("SELECT set_config('koppelbord.nr', %s, false)", (str(found[0]),))
        for table in (*tables(), "scopes", "envelopes", "call_places"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
        assert db.execute("UPDATE facts SET value = '2'").rowcount == 0
        assert db.execute("DELETE FROM facts").rowcount == 0
        for refused in ("INSERT INTO facts VALUES ('b', '1')", f"INSERT INTO facts VALUES ('b', '1', {found[0]})",
                        "INSERT INTO scopes (office, koppeling) VALUES ('kantoor', 'x')",
                        "INSERT INTO envelopes VALUES ('kantoor', 'x', '', '', '')",
                        "INSERT INTO migrations VALUES ('x', true)", "SET row_security = off; SELECT * FROM facts",
                        "ALTER TABLE facts DISABLE ROW LEVEL SECURITY", "SET ROLE kantoor"):  # fmt: skip
            with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.NotNullViolation)):
                db.execute(refused)
            db.execute("RESET row_security")


def test_every_table_is_guarded_from_its_owner_too(office: str) -> None:
    query = """
        SELECT relname FROM pg_class WHERE relnamespace = 'koppelbord'::regnamespace AND relkind IN ('r', 'p')
        AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY relname
    """
    with psycopg.connect(office) as db:
        assert db.execute(query).fetchall() == [("migrations",)]


async def test_two_offices_with_one_koppelsleutel(shared: World, neighbour: str) -> None:
    async with shared.service() as ours:
        await ours.koppelen().walk(Mode.SAFE)
    async with shared.service(DATABASE=neighbour) as theirs:
        with pytest.raises(AlreadyCoupledError, match="ander kantoor"):
            await theirs.koppelen().walk(Mode.SAFE)
        assert await theirs.koppelingen() == []


async def test_two_offices_may_give_a_koppeling_one_name(office: str, neighbour: str) -> None:
    pools = [Pool(Address.read(url)) for url in (office, neighbour)]
    rows = [Rows(pool, "bakker") for pool in pools]
    for number, one in enumerate(rows):
        await one.write(lambda db, n=number: facts.set_fact(db, "a", n))
    assert [await one.read(lambda db: facts.fact(db, "a")) for one in rows] == [0, 1]
    for pool in pools:
        pool.close()


async def test_what_one_machine_changes_another_hears(shared: World) -> None:
    async with shared.service() as here, shared.service() as there:
        koppeling = (await here.koppelen().walk(Mode.SAFE)).koppeling
        assert here.office is not None
        await here.office.done()
        heard, own = there.events(), here.events()
        first, second = asyncio.ensure_future(anext(heard)), asyncio.ensure_future(anext(own))
        while not first.done():
            await (await here.open(koppeling.id)).refresh("sync")
            await asyncio.wait([first], timeout=0.05)
        assert await first == Changed("sync", koppeling.id)
        assert await second == Changed("sync", koppeling.id)
        await heard.aclose()
        await own.aclose()


async def test_another_office_hears_nothing_it_could_name(shared: World, neighbour: str) -> None:
    async with shared.service() as here:
        koppeling = (await here.koppelen().walk(Mode.SAFE)).koppeling
        with psycopg.connect(neighbour, autocommit=True) as listener:
            listener.execute("LISTEN koppelbord")
            await (await here.open(koppeling.id)).refresh("sync")
            notices = list(await asyncio.to_thread(lambda: list(listener.notifies(timeout=30, stop_after=1))))
    assert len(notices) == 1
    assert koppeling.id not in notices[0].payload


async def test_calls_at_once_are_counted_over_all_processes(office: str, clock: FixedClock) -> None:
    pools = [Pool(Address.read(office)) for _ in range(5)]
    counts = [CallCounts(Rows(pool, "bakker")) for pool in pools]
    most = under_way = 0
    three = asyncio.Barrier(3)

    async def call(one: CallCounts) -> None:
        nonlocal most, under_way
        async with one.place(clock, 3, lambda _seconds: asyncio.sleep(0)):
            under_way += 1
            most = max(most, under_way)
            await three.wait()
            under_way -= 1

    await asyncio.gather(*(call(one) for one in counts for _ in range(3)))
    assert (most, under_way) == (3, 0)
    for pool in pools:
        pool.close()


async def test_the_places_of_a_process_that_died_are_free(office: str, clock: FixedClock) -> None:
    dead, alive = Pool(Address.read(office)), Pool(Address.read(office))
    held = CallCounts(Rows(dead, "bakker")).place(clock, 1, asyncio.sleep)
    await held.__aenter__()
    dead.close()
    async with asyncio.timeout(30), CallCounts(Rows(alive, "bakker")).place(clock, 1, asyncio.sleep):
        pass
    await held.__aexit__(None, None, None)
    for pool in (dead, alive):
        pool.close()


async def test_ten_processes_share_one_minute(office: str, clock: FixedClock) -> None:
    pools = [Pool(Address.read(office)) for _ in range(10)]
    taken = await asyncio.gather(
        *(CallCounts(Rows(pool, "bakker")).take(10, clock(), 35, 1000) for pool in pools for _ in range(2))
    )
    assert sum(one.calls for one in taken) == 35
    assert all(one.again_at is not None for one in taken if not one.calls)
    for pool in pools:
        pool.close()


async def test_a_register_that_is_behind_is_brought_after_the_koppelingen(shared: World) -> None:
    async with shared.service() as service:
        koppeling = (await service.koppelen().walk(Mode.SAFE)).koppeling
        await service.register.write(lambda db: db.execute("UPDATE koppelingen SET step = 'login'"))
        assert await service.repair() == 1
        assert [one.koppeling for one in await service.koppelingen()] == [koppeling]
        assert await service.repair() == 0


async def test_a_koppelsleutel_is_kept_for_every_machine_of_the_office(shared: World) -> None:
    from core.credentials.envelope import make_key

    key = make_key()
    async with shared.service(OFFICE_KEY=key) as here:
        koppelen = here.koppelen()
        begun = await koppelen.begin()
        await koppelen.from_chain()
        chosen = await koppelen.choose(begun, shared.administratie)
        here.credentials.store(
            f"koppelsleutel:{shared.administratie}", shared.facts["administraties"][0]["koppelsleutel"]
        )
        await koppelen.confirm(chosen)
    async with shared.service(OFFICE_KEY=key, SNELSTART_KOPPELSLEUTEL="") as there:
        koppeling = await there.koppelen().read(await there.koppelen().begin())
        assert koppeling.snelstart_id == shared.administratie
    async with shared.service(SNELSTART_KOPPELSLEUTEL="") as without:
        with pytest.raises(Exception, match="sleutel van het kantoor") as told:
            await (await without.open(koppeling.id)).read()
        assert not isinstance(told.value, MissingError)
