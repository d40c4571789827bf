"""A bundle: the same bytes for the same state, no secret and no real name in it, and a home that shows what was."""

import json
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.errors import AppError, ReadOnlyError
from core.store import register
from core.support import archive
from core.support.allowed import KOPPELING_TABLES, LEFT_OUT, REGISTER_TABLES
from core.support.masking import Kind
from core.support.replay import open_bundle
from tests.support.worked import NOW, Kept, Worked, kept, worked

__all__ = ["kept", "worked"]


async def bundled(worked: Worked, home: Path, output: Path, **more) -> str:
    async with worked.service(home) as service:
        return (await service.support.bundle(output, **more)).sha256


def everything(path: Path) -> str:
    with zipfile.ZipFile(path) as whole:
        return "\n".join(whole.read(name).decode() for name in whole.namelist())


async def names_of(worked: Worked, home: Path) -> set[str]:
    async with worked.service(home) as service:
        opened = await service.open()
        rows = await opened.klanten(everything=True)
        return {partij.naam for row in rows for partij in (row.timeon, row.snelstart) if partij} | {
            opened.koppeling.timeon_naam
        }


async def test_the_same_state_is_the_same_bytes_in_two_runs_and_two_homes(kept: Kept, tmp_path: Path) -> None:
    one, other = await kept.moved(tmp_path / "one"), await kept.moved(tmp_path / "elsewhere" / "other")
    sums = [
        await bundled(kept, one, tmp_path / "a.zip"),
        await bundled(kept, one, tmp_path / "b.zip"),
        await bundled(kept, other, tmp_path / "c.zip"),
    ]
    assert len(set(sums)) == 1
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "c.zip").read_bytes()
    assert str(tmp_path) not in everything(tmp_path / "a.zip")
    assert "postgresql://" not in everything(tmp_path / "a.zip")


async def test_no_real_name_and_no_number_of_a_klant_is_in_it(kept: Kept, tmp_path: Path) -> None:
    home = await kept.moved(tmp_path / "home")
    await bundled(kept, home, tmp_path / "a.zip")
    text = everything(tmp_path / "a.zip").casefold()
    async with kept.service(home) as service:
        opened = await service.open()
        rows = [
            partij for row in await opened.klanten(everything=True) for partij in (row.timeon, row.snelstart) if partij
        ]
    for one in rows:
        for value in (one.naam, one.email, one.btw, one.straat):
            assert len(value) < 9 or value.casefold() not in text, value
    assert opened.koppeling.id not in text


@pytest.mark.parametrize("has_file", [True, False])
async def test_a_koppeling_that_is_late_is_not_named_in_it(worked: Worked, tmp_path: Path, *, has_file: bool) -> None:
    """Not one that is in it, nor one whose own file is gone, so that nothing knows its pseudonym."""
    home, ago = worked.copy(tmp_path / "home"), NOW - timedelta(days=4)
    async with worked.service(home) as service:
        (one,) = await service.koppelingen()
        if not has_file:
            lost = replace(one.koppeling, id="aa", timeon_id="aa", snelstart_id="aa", timeon_naam="Aardbeienkweker Aa")
            one = replace(one, koppeling=lost)
        await service.register.write(lambda db: register.save_summary(db, replace(one, last_run_at=ago)))
        await service.support.bundle(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as whole:
        said = {check["name"]: check["detail"] for check in json.loads(whole.read("doctor.json"))}
    assert "20-11" in said["runs"]
    assert one.koppeling.timeon_naam.casefold() not in everything(tmp_path / "a.zip").casefold()


async def test_names_stay_when_that_is_asked_for(kept: Kept, tmp_path: Path) -> None:
    home = await kept.moved(tmp_path / "home")
    await bundled(kept, home, tmp_path / "a.zip", names=True)
    text = everything(tmp_path / "a.zip")
    assert all(json.dumps(name, ensure_ascii=False)[1:-1] in text for name in await names_of(kept, home))


async def test_what_was_opened_shows_what_the_customer_saw(kept: Kept, tmp_path: Path) -> None:
    home = await kept.moved(tmp_path / "home")
    await bundled(kept, home, tmp_path / "a.zip")
    found = open_bundle(tmp_path / "a.zip", tmp_path / "opened")
    async with kept.service(home) as there, kept.service(tmp_path / "opened", keys=False) as here:
        one, other = await there.open(), await here.open()
        for ask in ("producten", "productgroepen", "registraties"):
            assert len(await getattr(one, ask)()) == len(await getattr(other, ask)())
        states = [Counter(row.state for row in await opened.klanten(everything=True)) for opened in (one, other)]
        assert states[0] == states[1]
        reviews = [Counter(row.state for row in (await opened.reviewing.review()).rows) for opened in (one, other)]
        assert reviews[0] == reviews[1]
        lists = [[(d.nummer, d.totaal, d.order) for d in await opened.declaraties.list()] for opened in (one, other)]
        assert lists[0] == lists[1]
        events = [[(e.seq, e.at, e.type) for e in await opened.events()] for opened in (one, other)]
        assert events[0] == events[1]
        assert (await other.verify()).ok
        times = [await service.support.timeline(opened) for service, opened in ((there, one), (here, other))]
        last = len(times[0]) - 1
        assert len(times[0].state(last).facts) == len(times[1].state(last).facts)
        assert (await here.support.diagnose(other)).to_invoice == (await there.support.diagnose(one)).to_invoice
        await other.plan()
    assert found.manifest["koppelingen"][other.koppeling.id]["ok"]
    where = {"kantoor"} if there.office is not None else {"register", "koppeling"}
    assert {check["name"] for check in found.doctor} >= {"versions", "limits", "ledger_btw", *where}


async def test_nothing_can_be_changed_in_what_was_opened(worked: Worked, tmp_path: Path) -> None:
    await bundled(worked, worked.copy(tmp_path / "home"), tmp_path / "a.zip")
    open_bundle(tmp_path / "a.zip", tmp_path / "opened")
    async with worked.service(tmp_path / "opened", keys=False) as service:
        opened = await service.open()
        assert service.read_only
        with pytest.raises(ReadOnlyError):
            await opened.refresh("review")
        with pytest.raises(ReadOnlyError):
            await opened.declaraties.create_month(2026, 9)
        with pytest.raises(AppError):
            await opened.sync()


def columns(schema) -> dict[str, set[str]]:
    import sqlite3

    db = sqlite3.connect(":memory:")
    for _, statements in schema.steps:
        for statement in statements:
            db.execute(statement)
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {table: {row[1] for row in db.execute(f"PRAGMA table_info({table})")} for table in tables}


def test_every_table_was_decided_about() -> None:
    from core.store.schema_koppeling import KOPPELING
    from core.store.schema_register import REGISTER

    for schema, allowed in ((KOPPELING, KOPPELING_TABLES), (REGISTER, REGISTER_TABLES)):
        there = columns(schema)
        assert set(there) - set(allowed) - LEFT_OUT == set()
        raw = {columns["raw"] for columns in allowed.values() if "raw" in columns}
        assert raw <= {Kind.RECORD}
        for table, names in allowed.items():
            assert set(names) - there[table] <= {"kvk", "iban"}, table
            assert there[table] - set(names) <= {"raw", "payload", "prev", "hash"}, table


async def test_a_bundle_is_made_although_a_file_is_damaged(worked: Worked, tmp_path: Path) -> None:
    home = worked.copy(tmp_path / "home")
    (home / "data" / "koppelingen" / "kapot.db").write_bytes(b"kapot" * 1000)
    await bundled(worked, home, tmp_path / "a.zip")
    assert open_bundle(tmp_path / "a.zip", tmp_path / "opened").manifest["unreadable"] == 1
    assert "kapot" not in everything(tmp_path / "a.zip").replace("Het gegevensbestand", "")


@pytest.fixture
async def made(worked: Worked, tmp_path: Path) -> Path:
    await bundled(worked, worked.copy(tmp_path / "home"), tmp_path / "a.zip")
    return tmp_path / "a.zip"


def rewritten(made: Path, target: Path, change) -> Path:
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(target, "w") as new:
        members = {info.filename: old.read(info) for info in old.infolist()}
        change(members)
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = 0o600 << 16
            new.writestr(info, content)
    return target


def swap(name: str, content: bytes):
    return lambda members: members.update({name: content})


@pytest.mark.parametrize(
    "change",
    [
        swap("settings.json", b"{}x"),
        swap("manifest.json", b"[]"),
        swap("manifest.json", b"{" * 100_000),
        swap("../outside", b"x"),
        swap("/etc/passwd", b"x"),
        swap("a/b/c/d/e", b"x"),
        swap("extra.json", b"{}"),
        lambda members: members.pop("manifest.json"),
        lambda members: members.pop("settings.json"),
        swap("manifest.json", json.dumps({"format": archive.FORMAT, "version": 99, "members": {}}).encode()),
        swap("manifest.json", json.dumps({"format": "other", "version": 1, "members": {}}).encode()),
    ],
)
def test_a_changed_or_foreign_bundle_is_refused(made: Path, tmp_path: Path, change) -> None:
    strange = rewritten(made, tmp_path / "b.zip", change)
    with pytest.raises(archive.NoBundleError):
        open_bundle(strange, tmp_path / "opened")
    assert not list(tmp_path.glob("opened/*"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"hello", b"SQLite format 3\0" + bytes(100)])
def test_a_file_that_is_no_bundle_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(archive.NoBundleError):
        open_bundle(tmp_path / "a.zip", tmp_path / "opened")


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_MEMBER", 1000)
    archive.write(tmp_path / "a.zip", [("big.json", b"0" * 100_000)], {})
    with pytest.raises(archive.NoBundleError, match="te groot"):
        archive.Archive(tmp_path / "a.zip").read("big.json")
    monkeypatch.setattr(archive, "LARGEST_TOTAL", 1000)
    with pytest.raises(archive.NoBundleError, match="te groot"):
        archive.Archive(tmp_path / "a.zip")


def test_a_link_in_a_bundle_is_refused(tmp_path: Path) -> None:
    archive.write(tmp_path / "a.zip", [("x.json", b"{}")], {})

    def link(members):
        members["y.json"] = b"/etc/passwd"

    with zipfile.ZipFile(tmp_path / "a.zip", "a") as whole:
        info = zipfile.ZipInfo("y.json")
        info.external_attr = 0o120777 << 16
        whole.writestr(info, b"/etc/passwd")
    with pytest.raises(archive.NoBundleError):
        archive.Archive(tmp_path / "a.zip")


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("decisions", b'["seq","verdict"]\n[1,{"a":1}]\n'),
        (
            "run_lines",
            b'["run","key","line","outcome","remote_id","reason","codes","at"]\n["r","k","{}","written","","","[]",""]\n',
        ),
        (
            "run_lines",
            b'["run","key","line","outcome","remote_id","reason","codes","at"]\n["r","k","[1]","written","","","[]",""]\n',
        ),
        ("regels", b'["declaratie_id","positie","rule"]\n["1",1,"{\\"msgid\\": 3}"]\n'),
    ],
)
def test_rows_that_do_not_fit_are_refused(made: Path, tmp_path: Path, table: str, rows: bytes) -> None:
    import hashlib

    def change(members):
        name = next(one for one in members if one.endswith(f"/{table}.jsonl"))
        members[name] = rows
        manifest = json.loads(members["manifest.json"])
        manifest["members"][name] = hashlib.sha256(members[name]).hexdigest()
        members["manifest.json"] = json.dumps(manifest).encode()

    with pytest.raises(archive.NoBundleError):
        open_bundle(rewritten(made, tmp_path / "b.zip", change), tmp_path / "opened")


def test_a_folder_with_something_in_it_is_left_alone(made: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("van mij")
    with pytest.raises(AppError, match="niet leeg"):
        open_bundle(made, tmp_path / "full")
