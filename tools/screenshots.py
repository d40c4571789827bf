"""Draw docs/screenshots: every step of the flow at 80×24, and the main screens in three sizes, dark and light."""

import asyncio
from pathlib import Path

from textual.pilot import Pilot
from walked import program, walk

OUT = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
SMALL = (80, 24)
SIZES = (SMALL, (120, 40), (200, 50))
THEMES = {"donker": "koppelbord-donker", "licht": "koppelbord-licht"}
MAIN = ("review", "registraties", "declaratie", "koppelingen")


async def draw(pilot: Pilot[int], name: str) -> None:
    """One step; of the main screens every size in every theme, and back to how it was."""
    pilot.app.save_screenshot(f"{name}.svg", str(OUT))
    if name not in MAIN:
        return
    for theme, full in THEMES.items():
        pilot.app.theme = full
        for width, height in SIZES:
            await pilot.resize_terminal(width, height)
            await pilot.pause(0.2)
            pilot.app.save_screenshot(f"{name}-{width}x{height}-{theme}.svg", str(OUT))
    pilot.app.theme = THEMES["donker"]
    await pilot.resize_terminal(*SMALL)
    await pilot.pause(0.2)


async def main() -> None:
    """Walk the flow and draw what has a name."""
    OUT.mkdir(parents=True, exist_ok=True)
    async with program(SMALL) as pilot:
        async for _keys, name in walk(pilot):
            if name:
                await draw(pilot, name)
                print(OUT / f"{name}.svg")


if __name__ == "__main__":
    asyncio.run(main())
