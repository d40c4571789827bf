"""Processes that share a database: none takes the write-ahead log away from under another."""

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path

from core.store.database import Database
from core.store.schema_register import REGISTER

VISIT = """
import asyncio, sys
from pathlib import Path
from core.store.database import Database
from core.store.schema_register import REGISTER

async def visit():
    database = Database(Path(sys.argv[1]), REGISTER)
    await database.write(lambda db: db.execute("CREATE TABLE IF NOT EXISTS visits (n INTEGER)"))
    await database.read(lambda db: db.execute("SELECT count(*) FROM visits").fetchone())
    database.close()

asyncio.run(visit())
"""


def visit(path: Path) -> None:
    """Another process opens the file, writes, and is the last of its own connections to leave."""
    subprocess.run([sys.executable, "-c", VISIT, str(path)], check=True, timeout=60)


def test_what_is_written_after_another_process_left_is_there_for_everybody(tmp_path: Path) -> None:
    path = tmp_path / "register.db"

    async def stay() -> None:
        database = Database(path, REGISTER)
        await database.write(lambda db: db.execute("CREATE TABLE stays (n INTEGER)"))
        await database.read(lambda db: db.execute("SELECT 1").fetchone())
        visit(path)
        await database.write(lambda db: db.execute("INSERT INTO stays VALUES (1)"))
        with sqlite3.connect(path) as other:
            assert other.execute("SELECT n FROM stays").fetchall() == [(1,)]
        other.close()
        visit(path)
        await database.write(lambda db: db.execute("INSERT INTO stays VALUES (2)"))
        database.close()

    asyncio.run(stay())
    with sqlite3.connect(path) as after:
        assert after.execute("SELECT n FROM stays ORDER BY n").fetchall() == [(1,), (2,)]
        assert after.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    after.close()
