"""A PostgreSQL without room: said in words, nothing half written, and the same work done once there is room again."""

import psycopg
import pytest

from core.errors import DiskFullError
from core.store.postgres.address import SCHEMA, Address
from core.store.postgres.database import Rows
from core.store.postgres.pool import Pool

FULL = f"""
    CREATE FUNCTION {SCHEMA}.no_room() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'could not extend file "base/1/2": No space left on device' USING ERRCODE = 'disk_full'; END $$;
    CREATE TRIGGER no_room BEFORE INSERT ON {SCHEMA}.facts FOR EACH ROW EXECUTE FUNCTION {SCHEMA}.no_room();
"""


async def test_a_full_disk_is_told_and_leaves_nothing_half_written(office: str) -> None:
    pool = Pool(Address.read(office))
    database = Rows(pool, "bakker")
    try:
        await database.read(lambda db: db.execute("SELECT 1").fetchone())
        with psycopg.connect(office, autocommit=True) as db:
            db.execute(FULL)

        def work(db):
            db.execute("INSERT INTO runs (id, started_at) VALUES ('run', '2026-11-24T14:02:00+00:00')")
            db.execute("INSERT INTO facts (key, value) VALUES ('read_at', '1')")

        with pytest.raises(DiskFullError) as told:
            await database.write(work)
        assert "No space left" in told.value.detail
        assert await database.read(lambda db: db.execute("SELECT count(*) FROM runs").fetchone()[0]) == 0
        with psycopg.connect(office, autocommit=True) as db:
            db.execute(f"DROP TRIGGER no_room ON {SCHEMA}.facts")
        await database.write(work)
        assert await database.read(lambda db: db.execute("SELECT count(*) FROM runs").fetchone()[0]) == 1
    finally:
        pool.close()
