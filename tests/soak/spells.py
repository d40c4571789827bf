"""Bad spells of the disk: full for some seconds, read-only for some seconds, and good in between."""

import random
import time
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.soak.crew import Crew
    from tests.soak.disk import Disk
    from tests.soak.office import Office

GOOD, BAD = (6.0, 14.0), (2.0, 5.0)


class Spells:
    """`tick` often; `clear` at the end."""

    def __init__(self, office: "Office", disk: "Disk", crew: "Crew", chance: random.Random) -> None:
        self._office = office
        self._disk = disk
        self._crew = crew
        self._chance = chance
        self._now = ""
        self._next = time.monotonic() + 4.0
        self._count: Counter[str] = Counter()

    def tick(self) -> None:
        """Change the weather of the disk when it is time."""
        if time.monotonic() < self._next:
            return
        if self._now:
            self.clear()
            self._next = time.monotonic() + self._chance.uniform(*GOOD)
            return
        self._now = "full" if self._count["full"] <= self._count["read-only"] else "read-only"
        self._count[self._now] += 1
        self._next = time.monotonic() + self._chance.uniform(*BAD)
        if self._now == "full":
            self._disk.fill(self._crew.processes())
        else:
            self._disk.lock()

    def clear(self) -> None:
        """The disk is good."""
        if self._now == "full":
            self._disk.empty(self._crew.processes())
        elif self._now == "read-only":
            self._disk.unlock()
        self._now = ""

    def words(self) -> str:
        """How often what was."""
        return f"spells: {self._count['full']} of a full disk, {self._count['read-only']} read-only"
