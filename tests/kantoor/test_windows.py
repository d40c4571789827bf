"""Workers together stay within what SnelStart allows one administratie: the gateway itself counts."""

import asyncio
from datetime import timedelta

from procrastinate import App

from core.kantoor.engine import ask
from core.kantoor.job import Job, Kind
from core.kantoor.overview import overview
from core.kantoor.worker import Worker
from core.sandbox.snelstart.limits import Counts
from core.store.postgres.address import Address
from tests.conftest import World
from tests.kantoor.conftest import Kantoor

ALLOWED = {"CALLS_A_MINUTE": "100", "CALLS_AN_HOUR": "1000", "CALLS_AT_ONCE": "4"}
"""Of a test subscription; its gateway lets five at once."""


async def test_two_workers_never_ask_more_than_a_window_holds(
    kantoor: Kantoor, world: World, app: App, address: Address, office: str
) -> None:
    administratie = world.sandbox.snelstart.administraties[0]
    administratie.product, administratie.counts = "test", Counts()
    kantoor.world.clock.tick(minutes=5)
    now = kantoor.world.clock.now
    await ask(app, [Job(Kind.SYNC, kantoor.koppeling, now + timedelta(minutes=n)) for n in range(40)])
    settings = "".join(f"{name.lower()} = {value}\n" for name, value in ALLOWED.items())
    kantoor.service.paths.config.mkdir(mode=0o700, parents=True)
    kantoor.service.paths.settings_file.write_text(settings, "utf-8")
    async with world.service(DATABASE=office) as first, world.service(DATABASE=office) as second:
        assert first.settings.calls_a_minute == 100
        workers = [Worker(service, address, beat=0.2) for service in (first, second)]
        await asyncio.gather(*(worker.run(until_empty=True) for worker in workers))
    counts = administratie.counts
    assert counts.refused == 0
    assert 50 < counts.let_through <= 100
    assert counts.most_at_once <= 5
    later = sum(line.later for line in (await overview(app)).lines)
    assert later > 0
