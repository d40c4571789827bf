"""`make soak`: an office under load and faults for some minutes, on loopback, and what is left afterwards.

    python -m tests.soak [--minutes 20] [--koppelingen 200] [--klanten 3] [--seed N]

Real processes of koppelbord watch, push and look, while SnelStart and Time On storm, one of them is killed every few
seconds, and the disk is full or read-only for a while. Answers 1 when something is lost, twice there, or broken.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.soak.after import inspect
from tests.soak.crew import Crew
from tests.soak.disk import Disk
from tests.soak.office import Office
from tests.soak.spells import Spells

TICK_SECONDS = 0.1


def main() -> int:
    """Prepare, let it storm, let it settle, look."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--koppelingen", type=int, default=200)
    parser.add_argument("--klanten", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="koppelbord-soak-"))
    disk = Disk(folder / "home", megabytes=64 + 4 * asked.koppelingen)
    try:
        with Office(folder, asked.koppelingen, asked.klanten, asked.seed) as office:
            begun = time.monotonic()
            office.couple()
            _say(f"{asked.koppelingen} koppelingen, {office.expected_orders} declaraties", time.monotonic() - begun)
            _say(f"seed {asked.seed}, {disk.words}")
            crew = storm(office, disk, asked.minutes * 60, random.Random(asked.seed))
            _say(crew.words())
            begun = time.monotonic()
            problems = [*crew.problems, *inspect(office, crew)]
            _say("settled and looked at", time.monotonic() - begun)
    finally:
        disk.close()
        shutil.rmtree(folder, ignore_errors=True)
    for problem in problems:
        _say(f"WRONG: {problem}")
    return 1 if problems else 0


def storm(office: Office, disk: Disk, seconds: float, chance: random.Random) -> Crew:
    """Work, kills and spells until the time is over; everybody is told to stop, and the weather clears."""
    crew = Crew(office, disk, chance)
    spells = Spells(office, disk, crew, chance)
    office.weather("storm")
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until:
            crew.tick()
            spells.tick()
            time.sleep(TICK_SECONDS)
    finally:
        spells.clear()
        crew.stop()
        office.weather("rustig")
    crew.note(spells.words())
    return crew


def _say(text: str, seconds: float | None = None) -> None:
    sys.stdout.write(f"{text}\n" if seconds is None else f"{text}: {seconds:.0f} s\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
