"""Every call of a koppeling is in its journal: what was asked, what came, how long it took, and no value of a body."""

import asyncio
import json
import threading
from datetime import timedelta

from core.domain.match import Mode
from core.http import Call
from core.service.calls import BURST, MOST, CallJournal
from core.store import calls, journal
from core.store.calls import CALL
from core.store.database import Database
from core.store.schema_koppeling import KOPPELING


def call(clock, path="/v2/relaties", **more) -> Call:
    return Call("snelstart.test", "GET", path, 200, 0.0123, 0, clock(), **more)


async def written(database: Database):
    return await database.read(lambda db: list(journal.events(db, type_=CALL)))


async def test_a_sync_and_a_push_tell_all_their_calls(world) -> None:
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE, start=True)
        opened = await service.open()
        await opened.declaraties.create_month(2026, 10)
        await opened.declaraties.push_all()
        await opened.refresh("declaraties")
        found = [event for event in await opened.events(type_=CALL) if event.type == CALL]
        await service._calls.done()
        home = await service._files.register.read(lambda db: list(journal.events(db)))
        whole = await opened.verify()
        made = opened.snelstart.calls + opened.timeon.calls
    assert len(found) == made
    assert whole.ok
    assert {event.subject for event in found} == {"dienst:snelstart", "dienst:timeon"}
    post = next(
        event.detail
        for event in found
        if event.detail["path"] == "/v2/verkooporders" and event.detail["method"] == "POST"
    )
    assert post["status"] in (200, 201)
    assert {"relatie", "regels", "orderreferentie"} <= set(post["fields"])
    assert len(post["sent"]) == 64
    token = next(event.detail for event in found if "token" in event.detail["path"])
    assert "sent" not in token
    assert "answered" not in token
    assert any(event.type == CALL for event in home), "the calls of logging in belong to no koppeling yet"


async def test_a_burst_is_one_transaction_and_waits_for_no_one(tmp_path, clock) -> None:
    database = Database(tmp_path / "a.db", KOPPELING)
    kept = CallJournal(lambda: database, clock, lambda text: text)
    heard = kept.hear("snelstart")
    for _ in range(BURST):
        heard(call(clock))
    writes = []
    whole = database.write

    async def counted(work, **more):
        writes.append(1)
        return await whole(work, **more)

    database.write = counted
    await kept.done()
    assert len(writes) == 1
    assert len(await written(database)) == BURST
    database.close()


async def test_calls_of_one_piece_of_work_share_its_name(tmp_path, clock) -> None:
    database = Database(tmp_path / "a.db", KOPPELING)
    kept = CallJournal(lambda: database, clock, lambda text: text)
    heard = kept.hear("timeon")
    heard(call(clock))
    await kept.flush()
    heard(call(clock))
    await kept.done()
    clock.tick(seconds=5)
    heard(call(clock))
    await kept.done()
    first, second, third = [event.detail["work"] for event in await written(database)]
    assert first == second != third
    database.close()


async def test_a_file_that_can_not_be_written_holds_up_nothing_and_is_told_of(tmp_path, clock) -> None:
    (tmp_path / "no").write_text("a file where a folder should be")
    places = [Database(tmp_path / "no" / "a.db", KOPPELING), Database(tmp_path / "a.db", KOPPELING)]
    kept = CallJournal(lambda: places[0], clock, lambda text: text)
    heard = kept.hear("snelstart")
    for _ in range(MOST + 3):
        heard(call(clock))
    await kept.done()
    del places[0]
    await kept.done()
    assert len(await written(places[0])) == MOST + 1
    lost = await places[0].read(lambda db: list(journal.events(db, type_=calls.LOST)))
    assert lost[0].detail["calls"] == 3
    places[0].close()


async def test_calls_are_written_though_whoever_waited_for_that_is_cancelled(tmp_path, clock) -> None:
    database, free = Database(tmp_path / "a.db", KOPPELING), threading.Event()
    kept = CallJournal(lambda: database, clock, lambda text: text)
    kept.hear("snelstart")(call(clock))
    other = asyncio.ensure_future(database.write(lambda _db: free.wait(10)))
    await asyncio.sleep(0)
    waiting = asyncio.ensure_future(kept.done())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    waiting.cancel()
    assert isinstance((await asyncio.gather(waiting, return_exceptions=True))[0], asyncio.CancelledError)
    free.set()
    await other
    await kept.done()
    database.close()
    assert len(await written(database)) == 1
    database.close()


async def test_a_path_shows_ids_and_words_and_nothing_else(tmp_path, clock) -> None:
    database = Database(tmp_path / "a.db", KOPPELING)
    kept = CallJournal(lambda: database, clock, lambda text: text.replace("geheim", "•••"))
    heard = kept.hear("snelstart")
    for path in ("/v2/relaties/3f2a-11?$skip=5", "/v2/x/Bakker%20%26%20Zn", "/v2/geheim", "/v2/\x1b[31m"):
        heard(call(clock, path))
    await kept.done()
    paths = [event.detail["path"] for event in await written(database)]
    assert paths == ["/v2/relaties/3f2a-11?$skip=5", "/v2/x/…", "/v2/•••", "/v2/…"]
    database.close()


async def test_old_calls_go_once_a_day_with_the_next_burst(world) -> None:
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE, start=True)
        opened = await service.open()
        before = len(await opened.events(type_=CALL))
        world.clock.now += timedelta(days=40)
        await opened.sync()
        left = [event for event in await opened.events(type_=CALL) if event.type == CALL]
        whole = await opened.verify()
    assert before > 0
    assert all(json.dumps(event.at) > '"2026-12' for event in left)
    assert (whole.ok, whole.trimmed >= before) == (True, True)
