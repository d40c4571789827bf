"""Of a record as a service sent it only named fields go into a bundle, under other names; and they are shown where they were."""

import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clock import from_iso, iso
from core.domain.match import Mode
from core.service import bootstrap
from core.service.replaying import Moment
from core.support.masking import Masker
from core.support.pseudonyms import Pseudonyms
from core.support.replay import open_bundle
from core.support.sent_records import SENT_FIELDS, masked
from tests.conftest import World

MASKER = Masker(Pseudonyms(b"key"))
KEY = "a8Fk3LmQ9xZ2rT7vB5nC1wE6yU4iO0pSdGhJkLzXcVbNm8Q=="
NAMES = st.sampled_from([*sorted(SENT_FIELDS), "vestigingsAdres", "land", "memo", "nieuwVeld"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)


def paths(value, path: str = "") -> set[str]:
    if not isinstance(value, dict):
        return {path}
    return {found for name, inner in value.items() for found in paths(inner, f"{path}.{name}" if path else name)}


@given(st.dictionaries(NAMES, JSON))
def test_nothing_but_the_named_fields_goes_along_whatever_a_service_sends(record) -> None:
    found = json.loads(masked(json.dumps(record).encode(), MASKER))
    assert paths(found) - {""} <= set(SENT_FIELDS)


def test_names_and_numbers_become_others_the_same_for_the_same() -> None:
    sent = {
        "naam": "Bakkerij Vos",
        "relatiecode": 10073,
        "vestigingsAdres": {"postcode": "3511 AB", "oin": "x"},
        "memo": KEY,
    }
    found = json.loads(masked(json.dumps(sent).encode(), MASKER))
    assert list(found) == ["naam", "relatiecode", "vestigingsAdres"]
    assert found["vestigingsAdres"].keys() == {"postcode"}
    assert not {"Bakkerij Vos", 10073} & set(map(str, found.values()))
    customer = json.loads(masked(json.dumps({"name": "Bakkerij Vos", "customerNumber": "10073"}).encode(), MASKER))
    assert (customer["name"], customer["customerNumber"]) == (found["naam"], str(found["relatiecode"]))


@pytest.mark.parametrize("record", [b"", b"{", b"[1]", b"[" * 5000, b"null", b"\xff"])
def test_bytes_that_are_no_record_are_an_empty_one(record: bytes) -> None:
    assert masked(record, MASKER) == "{}"


class Written:
    """A home in which one relatie was written over: its name and telephone were others."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.subject = self.run = self.line = self.at = ""

    async def work(self) -> None:
        world = self.world
        async with world.service() as service:
            await service.koppelen().walk(Mode.SAFE, start=True)
            opened = await service.open()
            couple = next(one for one in await opened.klanten() if one.timeon and one.snelstart)
            relatie = world.sandbox.snelstart.administraties[0].tables["relaties"][couple.snelstart.id]
            relatie["memo"] = f"koppelsleutel {KEY}"
            number = int(couple.timeon.id)
            customers = world.sandbox.timeon.customers
            customers[number] = {**customers[number], "phoneNumber": "010-7654321"}
            world.clock.tick(minutes=30)
            await opened.sync()
            (sent,) = [e for e in await opened.events(type_="sync.verstuurd") if e.detail["verb"] == "PUT"]
        self.subject, self.at = f"klant:{couple.timeon.id}", sent.at
        self.run, self.line = sent.detail["run"], sent.detail["line"]

    async def fields(self, home: Path, *, at: str = ""):
        environment = {**self.world.environment, "KOPPELBORD_HOME": str(home)}
        clock = Moment(from_iso(at)) if at else self.world.clock
        async with bootstrap(environment=environment, apps=self.world.apps, clock=clock, memory_only=True) as service:
            if at:
                await service.support.move_to(from_iso(at))
            opened = await service.open()
            return await service.support.fields_before(opened, self.run, self.line)


@pytest.fixture
async def written(world: World) -> Written:
    made = Written(world)
    await made.work()
    return made


async def bundled(written: Written, file: Path, **more) -> str:
    async with written.world.service() as service:
        await service.support.bundle(file, **more)
    with zipfile.ZipFile(file) as whole:
        return "\n".join(whole.read(name).decode() for name in whole.namelist())


async def test_an_opened_bundle_shows_the_record_of_before_a_write_beside_the_one_of_now(
    written: Written, tmp_path: Path
) -> None:
    text = await bundled(written, tmp_path / "a.zip")
    there = await written.fields(Path(written.world.environment["KOPPELBORD_HOME"]))
    open_bundle(tmp_path / "a.zip", tmp_path / "opened")
    here = await written.fields(tmp_path / "opened")
    kept = [one for one in there if one.field in SENT_FIELDS]
    assert [one.field for one in here] == [one.field for one in kept]
    assert [one.field for one in here if one.changed] == [one.field for one in kept if one.changed]
    (phone,) = [one for one in here if one.field == "telefoon"]
    assert phone.now
    assert phone.now != "010-7654321"
    assert "7654321" not in text
    assert KEY not in text
    assert "memo" not in {one.field for one in here}


async def test_with_names_the_record_is_as_it_was(written: Written, tmp_path: Path) -> None:
    text = await bundled(written, tmp_path / "a.zip", names=True)
    open_bundle(tmp_path / "a.zip", tmp_path / "opened")
    (phone,) = [one for one in await written.fields(tmp_path / "opened") if one.field == "telefoon"]
    assert phone.now == "010-7654321"
    assert KEY not in text


async def test_no_other_klant_goes_along_as_it_was_sent(written: Written, tmp_path: Path) -> None:
    await bundled(written, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as whole:
        tables = {name.rpartition("/")[2]: whole.read(name) for name in whole.namelist() if name.endswith("s.jsonl")}
    for table, count in (("relaties.jsonl", 1), ("customers.jsonl", 0), ("before_images.jsonl", 1)):
        names, *rows = map(json.loads, tables[table].splitlines())
        assert sum(row[names.index("raw")] is not None for row in rows) == count, table


async def test_within_a_run_but_before_the_write_there_is_none_yet(written: Written, tmp_path: Path) -> None:
    begun = iso(from_iso(written.at) - timedelta(minutes=5))
    (file,) = (Path(written.world.environment["KOPPELBORD_HOME"]) / "data" / "koppelingen").glob("*.db")
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("UPDATE runs SET started_at = ? WHERE id = ?", (begun, written.run))
    await bundled(written, tmp_path / "a.zip")
    open_bundle(tmp_path / "a.zip", tmp_path / "opened")
    before = iso(from_iso(written.at) - timedelta(microseconds=1))
    assert await written.fields(tmp_path / "opened", at=written.at)
    assert await written.fields(tmp_path / "opened", at=before) == []
