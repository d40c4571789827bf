"""A backup is whole and goes back without a doubt: what was there is kept, and nothing is sent twice after it."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from core.errors import AppError, BusyError, DamagedDatabaseError, NewerDatabaseError
from core.store.lock import koppeling_lock
from core.support.backup import NoBackupError
from tests.support.worked import Worked, worked

__all__ = ["worked"]


async def test_an_old_backup_sends_nothing_twice(world, tmp_path: Path) -> None:
    from core.domain.match import Mode

    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE, start=True)
        opened = await service.open()
        await opened.declaraties.create_month(2026, 10)
        await service.support.backup(tmp_path / "backup")
        first = await opened.declaraties.push_all()
        before = world.sandbox.totals(world.administratie)["orders"]
        restored = await service.support.restore(tmp_path / "backup")
        again = await opened.declaraties.push_all()
        assert (await opened.verify()).ok
    assert first.to_json()["pushed"] > 0
    assert again.to_json()["pushed"] == 0
    assert again.to_json()["adopted"] == first.to_json()["pushed"]
    assert world.sandbox.totals(world.administratie)["orders"] == before
    assert {one.name.split("/")[0] for one in restored} == {"register.db", "koppelingen"}


async def test_what_was_there_is_kept_beside_it_and_told_in_the_journal(worked: Worked, tmp_path: Path) -> None:
    home = worked.copy(tmp_path / "home")
    async with worked.service(home) as service:
        made = await service.support.backup(tmp_path / "backup")
        opened = await service.open()
        events = (await opened.verify()).events
        restored = await service.support.restore(tmp_path / "backup", koppeling=opened.koppeling.id)
        newest = (await opened.events(limit=1))[0]
        assert (await opened.verify()).events == events + 1
        told = [event.type for event in (await service.support.home_timeline()).events]
    assert (newest.type, newest.detail["kept"]) == ("backup.teruggezet", restored[0].kept)
    kept = home / "data" / "koppelingen" / restored[0].kept
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert sqlite3.connect(kept).execute("SELECT count(*) FROM events").fetchone()[0] == events
    assert "backup.gemaakt" in told
    assert all(stat.S_IMODE((tmp_path / "backup" / one.name).stat().st_mode) == 0o600 for one in made)


async def test_a_damaged_file_is_moved_aside_and_replaced(worked: Worked, tmp_path: Path) -> None:
    home = worked.copy(tmp_path / "home")
    async with worked.service(home) as service:
        await service.support.backup(tmp_path / "backup")
        name = (await service.open()).koppeling.id
    (home / "data" / "koppelingen" / f"{name}.db").write_bytes(b"kapot" * 1000)
    for tail in ("-wal", "-shm"):
        (home / "data" / "koppelingen" / f"{name}.db{tail}").unlink(missing_ok=True)
    async with worked.service(home) as service:
        restored = await service.support.restore(tmp_path / "backup", koppeling=name)
        assert (await (await service.open()).verify()).ok
    assert (home / "data" / "koppelingen" / restored[0].kept).read_bytes().startswith(b"kapot")


async def test_a_home_that_is_gone_comes_back_whole(worked: Worked, tmp_path: Path) -> None:
    async with worked.service(worked.copy(tmp_path / "home")) as service:
        await service.support.backup(tmp_path / "backup")
        there = [(await service.open()).koppeling, len(await (await service.open()).klanten())]
    async with worked.service(tmp_path / "new") as service:
        await service.support.restore(tmp_path / "backup")
        assert [(await service.open()).koppeling, len(await (await service.open()).klanten())] == there


async def test_one_koppeling_comes_back_in_a_home_that_did_not_know_it(worked: Worked, tmp_path: Path) -> None:
    async with worked.service(worked.copy(tmp_path / "home")) as service:
        there = await service.koppelingen()
        await service.support.backup(tmp_path / "backup", koppeling=there[0].koppeling.id)
    async with worked.service(tmp_path / "new") as service:
        await service.support.restore(tmp_path / "backup")
        assert await service.koppelingen() == there


@pytest.fixture
async def backed(worked: Worked, tmp_path: Path):
    home = worked.copy(tmp_path / "home")
    async with worked.service(home) as service:
        await service.support.backup(tmp_path / "backup")
    return home, tmp_path / "backup"


def held(home: Path) -> dict[str, list[str]]:
    """Every row of every database of a home."""
    found = {}
    for path in (home / "data").rglob("*.db"):
        with closing(sqlite3.connect(path)) as db:
            found[str(path.relative_to(home))] = list(db.iterdump())
    return found


async def refused(worked: Worked, backed, kind: type[AppError]) -> None:
    """A restore that changes nothing."""
    home, folder = backed
    before = held(home)
    async with worked.service(home) as service:
        with pytest.raises(kind):
            await service.support.restore(folder)
    assert held(home) == before


async def test_a_backup_that_was_changed_is_refused(worked: Worked, backed) -> None:
    path = next((backed[1] / "koppelingen").glob("*.db"))
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    await refused(worked, backed, NoBackupError)


async def test_a_folder_without_a_backup_is_refused(worked: Worked, backed) -> None:
    (backed[1] / "backup.json").write_text('{"format": "iets anders", "files": []}')
    await refused(worked, backed, NoBackupError)
    (backed[1] / "backup.json").unlink()
    await refused(worked, backed, NoBackupError)


@pytest.mark.parametrize(
    ("ruin", "kind"),
    [
        (lambda db: db.execute("PRAGMA user_version=99"), NewerDatabaseError),
        (lambda db: db.execute("DROP TABLE events"), AppError),
    ],
)
async def test_a_newer_or_foreign_database_is_refused(worked: Worked, backed, ruin, kind) -> None:
    import hashlib
    import json

    path = next((backed[1] / "koppelingen").glob("*.db"))
    db = sqlite3.connect(path, isolation_level=None)
    ruin(db)
    db.close()
    listed = json.loads((backed[1] / "backup.json").read_text())
    for one in listed["files"]:
        one["sha256"] = hashlib.sha256((backed[1] / one["name"]).read_bytes()).hexdigest()
    (backed[1] / "backup.json").write_text(json.dumps(listed))
    await refused(worked, backed, kind)


async def test_a_name_that_leads_out_of_the_folder_is_refused(worked: Worked, backed) -> None:
    import json

    listed = json.loads((backed[1] / "backup.json").read_text())
    listed["files"][0]["name"] = "koppelingen/../../outside.db"
    (backed[1] / "backup.json").write_text(json.dumps(listed))
    await refused(worked, backed, NoBackupError)


async def test_nothing_is_put_back_under_a_run(worked: Worked, backed) -> None:
    home, folder = backed
    async with worked.service(home) as service:
        opened = await service.open()
        async with koppeling_lock(opened.database.path):
            with pytest.raises(BusyError):
                await service.support.restore(folder)


async def test_a_damaged_database_is_not_backed_up_as_if_it_were_whole(worked: Worked, tmp_path: Path) -> None:
    home = worked.copy(tmp_path / "home")
    async with worked.service(home) as service:
        name = (await service.open()).koppeling.id
        (home / "data" / "koppelingen" / "aaa.db").write_bytes(b"kapot" * 1000)
        with pytest.raises(DamagedDatabaseError):
            await service.support.backup(tmp_path / "backup")
        assert await service.support.backup(tmp_path / "other", koppeling=name)
