"""The processes at work: one that watches and stays, one that watches and may die, and some that push and look."""

import json
import random
import re
import signal
import string
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.soak.disk import Disk
from tests.soak.memory import parts
from tests.soak.office import PROGRAM, ROOT, Office

PUSHERS = 2
KILL = (1.5, 4.0)
BOOK = (2.0, 6.0)
LETTERS = 16
SAMPLE_SECONDS = 1.0
WATCH = ("sync", "watch", "--json")
WORK = (
    (60, ("declaraties", "push", "--all")),
    (12, ("sync", "run")),
    (8, ("declaraties", "follow")),
    (6, ("events", "verify")),
    (6, ("koppelingen", "check")),
)
EXPECTED = frozenset({0, 1, 3, 5, -signal.SIGKILL})
"""Done, or a disk that would not, or a person is needed, or a service that would not; or killed. 2 and 4 are wrong."""


@dataclass(slots=True)
class Crew:
    """`tick` often. `problems` is what no storm excuses."""

    office: Office
    disk: Disk
    chance: random.Random
    problems: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    _staying: "subprocess.Popen[str] | None" = None
    _killable: list["subprocess.Popen[str]"] = field(default_factory=list)
    _codes: Counter[int] = field(default_factory=Counter)
    _why: Counter[str] = field(default_factory=Counter)
    _notes: list[str] = field(default_factory=list)
    _kills: int = 0
    _restarts: int = 0
    _next_kill: float = 0.0
    _next_book: float = 0.0
    _next_sample: float = 0.0

    def processes(self) -> Iterator[int]:
        """The ids of all that run."""
        for one in (self._staying, *self._killable):
            if one is not None and one.poll() is None:
                yield one.pid

    def tick(self) -> None:
        """Whoever ended is replaced, somebody is killed, the bookkeeper works, memory is measured: each at its time."""
        now = time.monotonic()
        self._reap()
        if self._staying is None:
            self._staying = self._start(WATCH)
        if not any("watch" in one.args for one in self._killable):
            self._killable.append(self._start(WATCH))
        while len(self._killable) < PUSHERS + 1:
            self._killable.append(self._start(self._errand()))
        if now >= self._next_kill:
            self._next_kill = now + self.chance.uniform(*KILL)
            self.chance.choice(self._killable).send_signal(signal.SIGKILL)
            self._kills += 1
        if now >= self._next_book:
            self._next_book = now + self.chance.uniform(*BOOK)
            pair = self.chance.choice(self.office.pairs)
            self.office.add_relatie(pair["id"], self._naam())
        if now >= self._next_sample:
            self._next_sample = now + SAMPLE_SECONDS
            self.memory.append(_resident(self._staying.pid))

    def stop(self) -> None:
        """Tell all to end, and wait until they did."""
        for one in (self._staying, *self._killable):
            if one is not None:
                one.terminate()
        for one in (self._staying, *self._killable):
            if one is not None:
                self._end(one, told=True)
        self._staying, self._killable = None, []

    def note(self, words: str) -> None:
        """Something more to say of it."""
        self._notes.append(words)

    def words(self) -> str:
        """What was done."""
        codes = ", ".join(f"{code}: {n}" for code, n in sorted(self._codes.items()))
        held = ", ".join(f"{one:.0f}" for one in parts(self.memory))
        told = [
            f"{sum(self._codes.values())} processes ended, by exit code {codes}; {self._kills} killed",
            f"memory of the one that stayed, through the time: {held} MB; it had to be begun anew {self._restarts} times",
        ]
        told += [f"  {n} × {why}" for why, n in self._why.most_common(8)]
        return "\n".join([*told, *self._notes])

    def _naam(self) -> str:
        """Like no other: one that resembled a klant of Time On would rightly wait for a person."""
        return "".join(self.chance.choices(string.ascii_lowercase, k=LETTERS)).capitalize() + " B.V."

    def _errand(self) -> tuple[str, ...]:
        words = self.chance.choices([one for _, one in WORK], [weight for weight, _ in WORK])[0]
        return (*words, "--koppeling", self.chance.choice(self.office.koppelingen).id, "--json")

    def _start(self, words: tuple[str, ...]) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*PROGRAM, *words], cwd=ROOT, env=self.office.environment, text=True, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, preexec_fn=self.disk.begin,  # noqa: PLW1509 - there is one thread here
        )  # fmt: skip

    def _reap(self) -> None:
        for one in [one for one in self._killable if one.poll() is not None]:
            self._killable.remove(one)
            self._end(one)
        if self._staying is not None and self._staying.poll() is not None:
            self._end(self._staying)
            self._staying = None
            self._restarts += 1
            self.memory.clear()

    def _end(self, process: "subprocess.Popen[str]", *, told: bool = False) -> None:
        _, words = process.communicate(timeout=120)
        self._codes[process.returncode] += 1
        if process.returncode > 0 and words.strip():
            self._why[f"{process.returncode}: {_reason(words)}"] += 1
        asked = " ".join(process.args[3:]) if isinstance(process.args, list) else ""
        expected = EXPECTED | ({-signal.SIGTERM} if told else frozenset())
        if process.returncode not in expected or "Traceback" in words or "crash-" in words:
            self.problems.append(f"{asked} ended with {process.returncode}: {words.strip()[-500:]}")


def _reason(words: str) -> str:
    """The last thing said, without the file it was about."""
    last = words.strip().splitlines()[-1]
    try:
        told = json.loads(last)
        last = f"{told['title']} {told['detail']}"
    except (ValueError, KeyError, TypeError):
        pass
    return re.sub(r"/\S+/", "", last)[:140]


def _resident(pid: int) -> float:
    """Megabytes in memory; 0 for a process that is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * 4096 / 1e6
    except (OSError, IndexError):
        return 0.0
