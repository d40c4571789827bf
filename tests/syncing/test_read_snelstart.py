import pytest

from core.config import Settings
from core.errors import GuardError, UnreachableError
from core.store import observed, reads
from core.store.database import Database
from core.syncing.kinds import ARTIKELEN, RELATIES
from core.syncing.read_snelstart import KindReader
from tests.conftest import FixedClock
from tests.syncing.conftest import quiet
from tests.syncing.fakes import FakeSnelStart, relatie


class Reads:
    """A reader of relaties over one file."""

    def __init__(self, fake: FakeSnelStart, database: Database, clock: FixedClock, **settings: object) -> None:
        self.fake, self.database, self.clock = fake, database, clock
        self.settings = Settings(**settings)
        self.progress = quiet

    async def __call__(self, *, full: bool = False, released: bool = False, kind=RELATIES):
        before = self.fake.calls
        reader = KindReader(kind, self.fake, self.database, self.clock, self.settings, self.progress, released)
        counted = await reader.read(full=full)
        assert counted.calls == self.fake.calls - before
        return counted

    async def ids(self) -> set[str]:
        return set((await self.database.read(lambda db: observed.digests(db, "relaties"))).values())


@pytest.fixture
def reads_of(database: Database, clock: FixedClock):
    return lambda fake, **settings: Reads(fake, database, clock, **settings)


async def test_a_first_read_stores_all_and_a_later_one_asks_for_changes_only(reads_of) -> None:
    fake = FakeSnelStart([relatie(n, f"2026-01-{n:02d}T10:00:00") for n in range(1, 29)])
    read = reads_of(fake)
    first = await read()
    assert (first.read, first.changed) == (28, 28)
    fake.records[3] = relatie(4, "2026-02-01T09:00:00", naam="Anders")
    later = await read()
    assert later.changed == 1
    begun = ["ModifiedOn gt datetime'2026-01-28T09:55:00'"] * 2
    assert fake.asked[-2:] == begun, "asked again until nothing new came"
    await read()
    assert fake.asked[-1] == "ModifiedOn gt datetime'2026-02-01T08:55:00'"


async def test_nothing_new_costs_one_call_and_parses_nothing(reads_of) -> None:
    read = reads_of(FakeSnelStart([relatie(n) for n in range(900)]))
    await read()
    later = await read()
    assert (later.calls, later.read, later.changed) == (1, 1, 0)


async def test_a_server_that_ignores_the_filter_changes_nothing(reads_of) -> None:
    fake = FakeSnelStart([relatie(n) for n in range(20)], ignores_filter=True)
    read = reads_of(fake)
    await read()
    assert (await read()).changed == 0


async def test_a_row_that_moved_under_the_paging_is_found_by_asking_again(reads_of) -> None:
    fake = FakeSnelStart([relatie(n) for n in range(30)])

    def act(call: int) -> None:
        if call == 2:
            moved = fake.records.pop(0)
            fake.records.insert(3, relatie(77, "2026-11-24T15:00:00"))
            fake.records.insert(0, {**moved, "modifiedOn": "2026-11-24T15:00:00"})

    fake.between = act
    read = reads_of(fake, page=10)
    await read()
    assert relatie(77)["id"] in await read.ids()
    assert len(await read.ids()) == 31


async def test_it_goes_on_at_the_page_where_it_was_killed(reads_of) -> None:
    fake = FakeSnelStart([relatie(n) for n in range(100)])

    def die(call: int) -> None:
        if call == 6:
            raise UnreachableError

    fake.between = die
    read = reads_of(fake, page=10, calls_at_once=1)
    with pytest.raises(UnreachableError):
        await read()
    fake.between, fake.calls = (lambda _n: None), 0
    counted = await read()
    assert counted.changed == 50
    assert len(await read.ids()) == 100
    assert fake.calls == 5 + 1 + 1


async def test_how_many_are_to_come_is_told_only_when_it_was_counted_before(reads_of) -> None:
    fake = FakeSnelStart([relatie(n) for n in range(100)])
    told: list[tuple[int, int]] = []

    def die(call: int) -> None:
        if call == 6:
            raise UnreachableError

    read = reads_of(fake, page=10, calls_at_once=1)
    read.progress = lambda one: told.append((one.done, one.expected))
    fake.between = die
    with pytest.raises(UnreachableError):
        await read()
    fake.between = lambda _n: None
    await read()
    assert {expected for _, expected in told} == {0}
    told.clear()
    fake.between, fake.calls = die, 0
    with pytest.raises(UnreachableError):
        await read(full=True)
    assert told[-1] == (50, 100)
    fake.between = lambda _n: None
    await read(full=True)
    assert (10, 50) in told


async def test_a_full_read_finds_what_was_deleted_after_asking_for_it_by_id(reads_of) -> None:
    fake = FakeSnelStart([relatie(n) for n in range(50)])
    read = reads_of(fake)
    await read()
    del fake.records[7]
    assert (await read()).changed == 0
    assert (await read(full=True)).changed == 1
    assert relatie(7)["id"] not in await read.ids()


async def test_a_row_that_the_list_left_out_but_that_is_there_is_not_gone(reads_of) -> None:
    fake = FakeSnelStart([relatie(n) for n in range(50)])
    read = reads_of(fake)
    await read()
    whole, fake.records = fake.records, fake.records[1:]

    async def by_id(resource: str, record_id: str) -> bytes | None:
        fake.calls += 1
        return b"{}" if record_id == whole[0]["id"] else None

    fake.read = by_id
    assert (await read(full=True)).changed == 0
    assert len(await read.ids()) == 50


@pytest.mark.parametrize("left", [0, 20])
async def test_too_many_vanished_stop_the_read_before_anything_is_marked(reads_of, left: int) -> None:
    fake = FakeSnelStart([relatie(n) for n in range(50)])
    read = reads_of(fake)
    await read()
    fake.records = fake.records[:left]
    with pytest.raises(GuardError):
        await read(full=True)
    assert len(await read.ids()) == 50
    await read(full=True, released=True)
    assert len(await read.ids()) == left


async def test_a_side_of_three_may_become_empty(reads_of) -> None:
    fake = FakeSnelStart([relatie(n) for n in range(3)])
    read = reads_of(fake)
    await read()
    fake.records = []
    await read(full=True)
    assert await read.ids() == set()


async def test_a_change_and_its_way_back_are_both_seen(reads_of) -> None:
    fake = FakeSnelStart([relatie(1, "2026-01-01T10:00:00")])
    read = reads_of(fake)
    await read()
    fake.records[0] = relatie(1, "2026-01-02T10:00:00", naam="B")
    await read()
    fake.records[0] = relatie(1, "2026-01-02T10:00:01")
    assert (await read()).changed == 1


async def test_long_lists_are_asked_for_four_at_a_time_and_a_short_one_once(reads_of) -> None:
    fake = FakeSnelStart([relatie(n) for n in range(95)])
    read = reads_of(fake, page=10)
    counted = await read()
    assert len(await read.ids()) == 95
    assert counted.calls <= 10 + 3 + 1


async def test_artikelen_come_in_the_pages_that_the_server_gives(reads_of, database: Database) -> None:
    records = [
        {"id": f"{n:08d}-0000-4000-a000-000000000000", "artikelcode": str(n), "modifiedOn": "2026-01-01T10:00:00"}
        for n in range(60)
    ]
    fake = FakeSnelStart(records, most=25)
    await reads_of(fake, artikelen_page=500)(kind=ARTIKELEN)
    assert await database.read(lambda db: observed.count(db, "artikelen")) == 60


async def test_a_stale_full_read_begins_anew(reads_of, database: Database, clock: FixedClock) -> None:
    fake = FakeSnelStart([relatie(n) for n in range(30)])

    def die(call: int) -> None:
        if call == 3:
            raise UnreachableError

    fake.between = die
    read = reads_of(fake, page=10, calls_at_once=1)
    with pytest.raises(UnreachableError):
        await read()
    clock.tick(days=2)
    fake.between = lambda _n: None
    assert (await read()).read >= 30
    assert await database.read(lambda db: reads.underway(db, "relaties")) is None
