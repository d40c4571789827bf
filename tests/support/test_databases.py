"""The databases of a home, as doctor sees them: read only."""

import os
import sqlite3
from datetime import UTC, datetime

import pytest

from core.config import find_paths
from core.domain.koppeling import Koppeling, KoppelingState, Step
from core.service import bootstrap
from core.store import koppeling as koppelingen
from core.store.database import Database
from core.store.schema_koppeling import KOPPELING
from core.store.schema_register import REGISTER
from core.support.check import CheckState
from core.support.databases import databases

BAKKER = Koppeling(
    "bakker", "7", "Bakker", "a1", "Bakker", KoppelingState.ACTIEF, Step.KLAAR, datetime(2026, 11, 1, tzinfo=UTC)
)


@pytest.fixture
def paths(home):
    return find_paths(os.environ)


async def make(path, schema) -> None:
    database = Database(path, schema)
    await database.read(lambda _db: None)
    database.close()


def states(paths):
    return [(check.name, check.state) for check in databases(paths)]


async def test_an_empty_home_has_no_koppelingen_yet(paths) -> None:
    assert states(paths) == [("register", CheckState.OK)]
    assert not paths.register.exists()


async def test_whole_files_are_in_order(paths) -> None:
    await make(paths.register, REGISTER)
    await make(paths.koppeling("bakker"), KOPPELING)
    assert states(paths) == [("register", CheckState.OK), ("koppeling", CheckState.OK)]


@pytest.mark.parametrize("lost", [False, True])
async def test_a_koppeling_that_is_not_in_the_list_is_told_with_what_puts_it_there(paths, lost) -> None:
    if not lost:
        await make(paths.register, REGISTER)
    database = Database(paths.koppeling("bakker"), KOPPELING)
    await database.write(lambda db: koppelingen.save(db, BAKKER, "2026-11-24", "koppeling.bewaard"))
    database.close()
    check = list(databases(paths))[-1]
    assert (check.name, check.state) == ("koppeling", CheckState.WARN)
    assert "koppelingen check" in str(check.advice)
    async with bootstrap() as service:
        await service.repair()
        assert [one.koppeling for one in await service.koppelingen()] == [BAKKER]
    assert {state for _, state in states(paths)} == {CheckState.OK}


async def test_of_many_whole_files_only_how_many_is_said_and_what_is_wrong_by_itself(paths) -> None:
    await make(paths.register, REGISTER)
    for number in range(5):
        await make(paths.koppeling(f"k{number}"), KOPPELING)
    paths.koppeling("k2").write_bytes(b"geen database" * 500)
    assert states(paths) == [("register", CheckState.OK), ("koppeling", CheckState.FAIL), ("koppeling", CheckState.OK)]
    assert [str(check.detail)[0] for check in databases(paths)][-1] == "4"


async def test_a_newer_a_broken_and_a_foreign_file_fail_each_by_itself(paths) -> None:
    await make(paths.register, REGISTER)
    for name in ("een", "nieuw"):
        await make(paths.koppeling(name), KOPPELING)
    with sqlite3.connect(paths.koppeling("nieuw")) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    paths.koppeling("rommel").write_bytes(b"geen database" * 500)
    assert [state for _, state in states(paths)] == [CheckState.OK, CheckState.FAIL, CheckState.FAIL, CheckState.OK]


async def test_a_page_that_was_overwritten_is_found(paths) -> None:
    await make(paths.register, REGISTER)
    content = bytearray(paths.register.read_bytes())
    content[4096 : 2 * 4096] = b"\xff" * 4096
    paths.register.write_bytes(content)
    assert states(paths) == [("register", CheckState.FAIL)]


async def test_an_older_file_is_in_order_and_is_not_migrated_by_looking(paths) -> None:
    await make(paths.register, REGISTER)
    with sqlite3.connect(paths.register) as db:
        db.execute("PRAGMA user_version = 0")
    db.close()
    before = paths.register.read_bytes()
    assert states(paths) == [("register", CheckState.OK)]
    assert paths.register.read_bytes() == before
