"""Measures the program on a real terminal of 80×24: bytes a key, the first frame, key to paint in a long list; asserts nothing.

    python -m tests.bench.bench_terminal [--rows 100000] [--moves 12] [--json FILE]

Bytes are exact. Times stand beside a floor of the same run: the same key in a list of 140 rows, and a Python that only
imports what draws. `python -m tests.bench.bench_cli` has the commands.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.coupled_home import couple, grow, run_often
from tests.pty.terminal import Terminal

DOWN, PAGE, END = "\x1b[B", "\x1b[6~", "\x1b[F"
SCREENS = {
    "klanten": ("l", "Staat"),
    "producten": ("p", "Omschrijving"),
    "productgroepen": ("g", "in deze groep"),
    "registraties": ("t", "vrij van"),
    "declaraties": ("d", "Nummer"),
    "review": ("r", "dubbele klant"),
    "gebeurtenissen": ("le", "Gebeurtenissen"),
    "sync": ("lo", "› Sync"),
    "hulp": ("?", "Toets"),
}
"""The keys that lead there, and words that say that its rows are on screen."""
MOVE, PAGED, IDLE = 350, 7_000, 0
RUNS = 100
FIRST_FRAME, PAINT = 500, 16
READY = "Laatste sync"


def last(text: str) -> bool:
    """Whether the cursor is on the last of many rows, by the place below it: `140/140`."""
    return any(one == other != "1" for one, other in re.findall(r"(\d+)/(\d+) ─", text))


STEPS = {"textual": "import textual.app", "screens": "import tui.app", "service": "import core.service"}


class Home:
    """Starts the program on one home."""

    def __init__(self, folder: str) -> None:
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "KOPPELBORD_HOME": folder,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }

    def start(self, keys: str = "", words: str = READY) -> Terminal:
        """Standing still on the screen that these keys lead to."""
        started = Terminal(environment=self.environment)
        started.until(READY)
        started.rest()
        for key in keys:
            started.child.send(key)
            started.rest()
        started.until(words)
        started.rest()
        return started


def traffic(home: Home, way: tuple[str, str], moves: int) -> dict[str, int]:
    """Bytes on one screen: the dearest move, what follows it at rest, the dearest page, a second of nothing."""
    terminal = home.start(*way)
    drawn = [drawings for _ in range(moves) if (drawings := terminal.drawings(DOWN))]
    pages = [sum(terminal.drawings(PAGE)) for _ in range(2)]
    idle = sum(terminal.rest() for _ in range(4))
    terminal.child.close(force=True)
    return {
        "move": max((one[0] for one in drawn), default=0),
        "at_rest": max((sum(one[1:]) for one in drawn), default=0),
        "page": max(pages),
        "idle": idle,
    }


def first_frame(home: Home) -> float:
    """Seconds from the start of the process until the list of koppelingen is on screen."""
    begun = time.perf_counter()
    terminal = Terminal(environment=home.environment)
    terminal.until(READY)
    taken = time.perf_counter() - begun
    terminal.child.close(force=True)
    return taken


def imported(code: str) -> float:
    """Seconds of a whole Python that does this."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - begun


def paints(home: Home, repeats: int) -> list[float]:
    """Seconds from key to paint near the end of the klanten."""
    terminal = home.start("l", " klanten · ")
    terminal.press(END, last)
    terminal.rest()
    taken = []
    for _ in range(repeats):
        taken.append(terminal.painted("\x1b[A"))
        terminal.rest()
    terminal.child.close(force=True)
    return taken


def ms(seconds: list[float]) -> float:
    """The median in milliseconds."""
    return round(statistics.median(seconds) * 1000, 1)


def main() -> int:
    """Print each figure with its budget."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--moves", type=int, default=12)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        couple(folder, concepts=True)
        run_often(folder, RUNS)
        home = Home(folder)
        bytes_of = {name: traffic(home, way, asked.moves) for name, way in SCREENS.items()}
        frame = ms([first_frame(home) for _ in range(min(asked.moves, 5))])
        steps = {name: ms([imported(code) for _ in range(3)]) for name, code in ({"python": "pass"} | STEPS).items()}
        few = ms(paints(home, asked.moves))
        grow(folder, asked.rows)
        many = ms(paints(home, asked.moves))
    out = sys.stdout.write
    out(f"{'bytes at 80×24':18}{'move':>8}{'at rest':>9}{'page':>8}{'idle':>6}\n")
    for name, found in bytes_of.items():
        out(f"{name:18}{found['move']:8}{found['at_rest']:9}{found['page']:8}{found['idle']:6}\n")
    out(f"{'budget':18}{MOVE:8}{'':9}{PAGED:8}{IDLE:6}\n")
    out(f"first frame {frame:9.1f} ms {frame / steps['python']:6.1f} x python   budget {FIRST_FRAME} ms\n")
    for name, cost in steps.items():
        out(f"  {STEPS.get(name, 'pass'):26}{cost:9.1f} ms\n")
    out(f"key to paint {many:8.1f} ms of {asked.rows} rows, {few:.1f} ms of 140   budget {PAINT} ms\n")
    if asked.json:
        figures = {"bytes": bytes_of, "first_frame_ms": frame, "imports_ms": steps, "paint_ms": many, "few_ms": few}
        asked.json.write_text(json.dumps(figures, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
