"""Several processes of the program, begun by one that has read all of it already: many cost little more than one.

A process of its own: `python -m tests.kantoor.crowd FOLDER MANY WORDS…`. Each of the many gets the words, with its number
where they say {n}, and says what it says in a file of that number. Told to stop, all are told. All go by the clock that the
test keeps in the folder, and leave a file there when they wait for it.
"""

import asyncio
import os
import signal
import sys
from datetime import datetime
from importlib import import_module
from pathlib import Path

_READ = ("core.kantoor.office", "core.kantoor.worker", "core.service.office", "core.service.syncing", "core.snelstart",
         "core.timeon", "httpx", "keyring.core", "tomllib", "tui.cli.worker")  # fmt: skip
"""What a worker would read at its first job."""


CLOCK, WAITS = "clock", "waits"


def clock_in(folder: Path) -> datetime:
    """The moment that the test put there."""
    return datetime.fromisoformat((folder / CLOCK).read_text("ascii"))


def set_clock(folder: Path, moment: datetime) -> None:
    """At once for all who look."""
    fresh = folder / f"{CLOCK}.new"
    fresh.write_text(moment.isoformat(), "ascii")
    fresh.replace(folder / CLOCK)


def go_by(folder: Path) -> None:
    """The program asks this clock for the time, and a wait of a second or more ends when it is there.

    They look for work often, and are given up on late, as a busy machine may hold one for long.
    """
    from core.kantoor import office
    from core.service import bootstrap
    from core.snelstart.limits import Limits

    async def sleep(seconds: float) -> None:
        until = clock_in(folder).timestamp() + seconds
        if seconds >= 1:
            (folder / WAITS).touch()
        else:
            await asyncio.sleep(seconds)
        while seconds >= 1 and clock_in(folder).timestamp() < until:  # noqa: ASYNC110 - the clock is another process's
            await asyncio.sleep(0.05)

    office._BEATS = 60
    bootstrap.__kwdefaults__["clock"] = lambda: clock_in(folder)
    Limits.__init__.__kwdefaults__["sleep"] = sleep


def begin(folder: Path, number: int, words: list[str]) -> int:
    """One of them; answers its pid."""
    from tui.cli import main

    pid = os.fork()
    if pid:
        return pid
    for end, name in ((1, "out"), (2, "err")):
        file = os.open(folder / f"{number}.{name}", os.O_CREAT | os.O_WRONLY, 0o600)
        os.dup2(file, end)
    code = main([word.replace("{n}", str(number)) for word in words])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code or 0)


def stay(pids: list[int]) -> int:
    """Until all have ended; answers the worst of their codes."""

    def stop(number: int, _frame: object) -> None:
        for pid in pids:
            os.kill(pid, number)

    signal.signal(signal.SIGTERM, stop)
    return max(abs(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])) for pid in pids)


if __name__ == "__main__":
    for name in _READ:
        import_module(name)
    go_by(Path(sys.argv[1]))
    sys.exit(stay([begin(Path(sys.argv[1]), number, sys.argv[3:]) for number in range(int(sys.argv[2]))]))
