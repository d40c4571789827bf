"""A home goes into the office's PostgreSQL and back with every row, and a kill anywhere is gone on from."""

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from core.config import Paths, find_paths
from core.domain.match import Mode
from core.errors import AlreadyCoupledError, EmptyError, ReadOnlyError, UsageError
from core.kantoor import moving
from core.service.office import Office, read
from core.store import koppeling as facts
from core.store import register
from core.store.database import Database, connect
from core.store.postgres.problems import MovedAwayError
from core.store.postgres.tables import REGISTER_TABLE, tables
from core.store.schema_koppeling import KOPPELING
from core.store.schema_register import REGISTER
from tests.conftest import World

ROOT = Path(__file__).resolve().parent.parent.parent
MOVE = """
import asyncio, sys
from core.config import find_paths
from core.kantoor import moving
from core.service.office import Office, read

async def main(way, home, url):
    office, paths = Office(read(url, {})), find_paths({"KOPPELBORD_HOME": home})
    print(await (moving.bring_in(paths, office) if way == "in" else moving.take_out(office, paths)))
    office.close()

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.fixture
async def home(world: World, tmp_path: Path) -> Paths:
    """A home that worked: a koppeling with klanten, decisions, runs and a journal."""
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE, start=True)
        await (await service.open()).sync()
    return find_paths({"KOPPELBORD_HOME": str(tmp_path / "home")})


@pytest.fixture
def place(office: str):
    made = Office(read(office, {}))
    yield made
    made.close()


def of_files(paths: Paths) -> dict[str, list[tuple]]:
    """Every row of the koppeling and of the home's register."""
    found = {}
    (path,) = paths.koppelingen.glob("*.db")
    for prefix, file, schema in (("", path, KOPPELING), ("home:", paths.register, REGISTER)):
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as db:
            for name, table in tables([schema]).items():
                found[prefix + name] = sorted(db.execute(f"SELECT {', '.join(table.columns)} FROM {name}"), key=repr)
    return found


def of_office(url: str, koppeling: str) -> dict[str, list[tuple]]:
    found = {}
    with psycopg.connect(url.replace("kantoor@", "postgres@"), options="-c search_path=koppelbord") as db:
        numbers = dict(db.execute("SELECT koppeling, nr FROM scopes").fetchall())
        for prefix, scope, schema in (("", koppeling, KOPPELING), ("home:", "", REGISTER)):
            for name, table in tables([schema]).items():
                whose = "" if name == REGISTER_TABLE else f"WHERE van_koppeling = {numbers[scope]}"
                rows = db.execute(f"SELECT {', '.join(table.columns)} FROM {name} {whose}").fetchall()
                found[prefix + name] = sorted(rows, key=repr)
    return found


def but_the_journal(found: dict[str, list[tuple]]) -> dict[str, list[tuple]]:
    """Without the home's own, which tells of the move."""
    return {name: rows for name, rows in found.items() if name not in ("home:events", "home:journal_head")}


def only(paths: Paths) -> str:
    (path,) = paths.koppelingen.glob("*.db")
    return path.stem


async def test_everything_goes_in_and_comes_back(
    world: World, home: Paths, place: Office, office: str, tmp_path: Path
) -> None:
    before = of_files(home)
    assert before["relaties"]
    assert before["events"]
    moved = await moving.bring_in(home, place)
    assert (moved.koppelingen, moved.copied) == (1, 1)
    assert but_the_journal(of_office(office, only(home))) == but_the_journal(before)
    async with world.service(DATABASE=office) as service:
        assert (await service.support.home_verify()).ok
        opened = await service.open()
        assert (await opened.verify()).ok
        assert (await opened.sync())[0].writes == 0
    back = find_paths({"KOPPELBORD_HOME": str(tmp_path / "back")})
    await moving.take_out(place, back)
    after = of_files(back)
    assert after == of_office(office, only(home))
    assert len(after["events"]) > len(before["events"])
    async with world.service(HOME=str(tmp_path / "back")) as service:
        opened = await service.open()
        assert (await opened.verify()).ok
        assert (await opened.sync())[0].writes == 0


async def test_nobody_works_any_more_where_it_came_from(
    world: World, home: Paths, place: Office, office: str, tmp_path: Path
) -> None:
    await moving.bring_in(home, place)
    async with world.service() as service:
        with pytest.raises(ReadOnlyError):
            await (await service.open()).sync()
    await moving.take_out(place, find_paths({"KOPPELBORD_HOME": str(tmp_path / "back")}))
    async with world.service(DATABASE=office) as service:
        opened = await service.open()
        pages = await opened.pages.klanten()
        assert pages.page(pages.keys) == pages.through(pages.keys) == await opened.klanten() != []
        with pytest.raises(MovedAwayError):
            await opened.database.write(lambda db: facts.set_fact(db, "a", 1))


async def test_what_went_back_can_come_in_again(
    world: World, home: Paths, place: Office, office: str, tmp_path: Path
) -> None:
    await moving.bring_in(home, place)
    back = find_paths({"KOPPELBORD_HOME": str(tmp_path / "back")})
    await moving.take_out(place, back)
    async with world.service(HOME=str(tmp_path / "back")) as service:
        await (await service.open()).sync()
    assert (await moving.bring_in(back, place)).copied == 1
    async with world.service(DATABASE=office) as service:
        opened = await service.open()
        assert (await opened.verify()).ok
        assert (await opened.sync())[0].writes == 0


async def test_a_home_whose_list_was_lost_goes_in_whole(home: Paths, place: Office) -> None:
    with closing(connect(home.register)) as db:
        (there,) = register.summaries(db)
    for path in home.data.glob("register.db*"):
        path.unlink()
    assert (await moving.bring_in(home, place)).copied == 1
    assert [one.koppeling for one in await place.register.read(register.summaries)] == [there.koppeling]


async def test_moving_twice_is_moving_once(home: Paths, place: Office) -> None:
    await moving.bring_in(home, place)
    again = await moving.bring_in(home, place)
    assert (again.koppelingen, again.copied, again.rows) == (1, 0, 0)


async def test_a_koppeling_of_the_office_itself_is_never_overwritten(
    world: World, home: Paths, place: Office, office: str
) -> None:
    other = World(Path(world.environment["KOPPELBORD_HOME"]).with_name("other"), world.clock)
    async with other.service(DATABASE=office) as service:
        await service.koppelen().walk(Mode.SAFE)
    held = of_office(office, only(home))
    with pytest.raises(AlreadyCoupledError):
        await moving.bring_in(home, place)
    assert but_the_journal(of_office(office, only(home))) == but_the_journal(held)
    async with world.service() as service:
        assert not service.read_only


async def test_a_home_that_is_still_at_work_is_noticed(
    home: Paths, place: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    koppeling = only(home)

    async def work() -> None:
        file = Database(home.koppeling(koppeling), KOPPELING)
        await file.write(lambda db: facts.save(db, facts.read(db), "2026-11-24", "koppeling.bewaard"))
        file.close()

    real = moving.prepare
    pending = []
    monkeypatch.setattr(moving, "prepare", lambda path: (pending.append(path), real(path)))
    whole = moving._in

    async def and_work(*arguments):
        count = await whole(*arguments)
        await work()
        return count

    monkeypatch.setattr(moving, "_in", and_work)
    with pytest.raises(moving.MovedError):
        await moving.bring_in(home, place)
    monkeypatch.setattr(moving, "_in", whole)
    assert (await moving.bring_in(home, place)).copied == 1


async def test_bad_places_are_refused(home: Paths, place: Office, tmp_path: Path) -> None:
    with pytest.raises(EmptyError):
        await moving.bring_in(find_paths({"KOPPELBORD_HOME": str(tmp_path / "leeg")}), place)
    with pytest.raises(EmptyError):
        await moving.take_out(place, find_paths({"KOPPELBORD_HOME": str(tmp_path / "leeg")}))
    await moving.bring_in(home, place)
    with pytest.raises(UsageError):
        await moving.take_out(place, home)


def moved_by_itself(way: str, target: str, url: str, crash: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", MOVE, way, target, url]
    environment = {**os.environ, "CRASH_AT": str(crash)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=100)


@pytest.mark.parametrize("way", ["in", "out"])
async def test_a_kill_anywhere_is_gone_on_from(
    way: str, world: World, home: Paths, place: Office, office: str, tmp_path: Path
) -> None:
    before, back = of_files(home), tmp_path / "back"
    if way == "out":
        await moving.bring_in(home, place)
    target = str(back) if way == "out" else str(tmp_path / "home")
    kills = 0
    for crash in range(1, 10):
        done = await asyncio.to_thread(moved_by_itself, way, target, office, crash)
        if done.returncode == 0:
            break
        assert "crash at" in done.stderr
        kills += 1
    assert kills >= 2
    after = of_office(office, only(home)) if way == "in" else of_files(find_paths({"KOPPELBORD_HOME": target}))
    assert but_the_journal(after) == but_the_journal(before)
    assert set(before["home:events"]) <= set(after["home:events"])


def test_the_commands_of_an_office(
    home: Paths, office: str, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    from tui.cli import main

    for name, value in world.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("KOPPELBORD_DATABASE", office)

    def run(*words: str) -> dict:
        assert main(["kantoor", *words, "--json"]) in (0, None), capsys.readouterr()
        said = capsys.readouterr()
        assert "\x1b" not in said.err
        return json.loads(said.out)

    assert "envelopes" in run("migrate")["steps"]
    key = tmp_path / "kantoor.key"
    assert run("key", "--make", str(key)) == {"file": str(key)}
    assert key.stat().st_mode & 0o777 == 0o600
    assert main(["kantoor", "key", "--make", str(key)]) == 2
    capsys.readouterr()
    monkeypatch.setenv("KOPPELBORD_OFFICE_KEY_FILE", str(key))
    moved = run("import", "--yes")
    assert (moved["koppelingen"], moved["copied"]) == (1, 1)
    assert run("rotate")["lost"] == []
    assert len(run("key")["here"]) == 1
    out = run("export", str(tmp_path / "back"), "--yes")
    assert (out["koppelingen"], out["keys"], out["type_again"]) == (1, 0, [])
    with psycopg.connect(office.replace("kantoor@", "postgres@"), autocommit=True) as db:
        db.execute("CREATE ROLE zuid LOGIN")
        assert run("grant", "zuid") == {"role": "zuid"}
        db.execute("DROP OWNED BY zuid")
        db.execute("DROP ROLE zuid")
    monkeypatch.delenv("KOPPELBORD_DATABASE")
    assert main(["kantoor", "migrate"]) == 2
