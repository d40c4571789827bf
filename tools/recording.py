"""Record docs/demo.cast: the same flow as an asciicast (version 2), for `asciinema play docs/demo.cast`.

What is recorded is what the program sends to a terminal; how long a step is looked at is made up, so that the file
changes only when the program does.
"""

import asyncio
import json
from pathlib import Path

from rich.color import ColorSystem
from textual.geometry import Size
from walked import program, walk

from tui.canvas import Canvas

OUT = Path(__file__).resolve().parent.parent / "docs" / "demo.cast"
WIDTH, HEIGHT = 80, 24
LOOK = 2.0
"""Seconds that a person looks at a step."""
BEGIN = "\x1b[?25l\x1b[2J"


async def main() -> None:
    """Walk, and write what each step sends."""
    header = {"version": 2, "width": WIDTH, "height": HEIGHT, "title": "koppelbord", "env": {"TERM": "xterm-256color"}}
    lines = [json.dumps(header), json.dumps([0.0, "o", BEGIN])]
    canvas, at = Canvas(), 0.0
    canvas.fit(Size(WIDTH, HEIGHT))
    async with program((WIDTH, HEIGHT)) as pilot:
        async for _keys, _name in walk(pilot):
            await pilot.pause(0.2)
            strips = pilot.app.screen._compositor.render_strips()  # noqa: SLF001 - the only way to what is drawn
            sent = canvas.put([(0, y, strip) for y, strip in enumerate(strips)], ColorSystem.TRUECOLOR)
            lines.append(json.dumps([at, "o", sent], ensure_ascii=False))
            at += LOOK
    lines.append(json.dumps([at, "o", "\x1b[?25h"]))
    OUT.write_text("\n".join(lines) + "\n", "utf-8")
    print(OUT)


if __name__ == "__main__":
    asyncio.run(main())
