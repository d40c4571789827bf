"""What another machine of the office does is seen on a screen that nobody touches."""

import asyncio

from core.domain.match import Mode
from tests.conftest import World
from tests.screens.pilot import settle, shown
from tui.app import Koppelbord

MOST = 200


async def test_a_koppeling_that_is_started_elsewhere_is_started_on_screen(world: World, office: str) -> None:
    async with world.service(DATABASE=office) as here, world.service(DATABASE=office) as there:
        koppeling = (await here.koppelen().walk(Mode.SAFE)).koppeling
        async with Koppelbord(here).run_test() as pilot:

            def seen() -> bool:
                return any("Laatste sync" in line for line in shown(pilot.app))

            await settle(pilot)
            assert not seen()
            await there.koppelen().walk(Mode.SAFE, start=True)
            for _ in range(MOST):
                await (await there.open(koppeling.id)).refresh("koppelingen")
                await asyncio.sleep(0.02)
                await settle(pilot)
                if seen():
                    return
            raise AssertionError("\n".join(shown(pilot.app)))
