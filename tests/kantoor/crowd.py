"""Several processes of the program, begun by one that has read all of it already: many cost little more than one.

A process of its own: `python -m tests.kantoor.crowd FOLDER MANY WORDS…`. Each of the many gets the words, with its number
where they say {n}, and says what it says in a file of that number. Told to stop, all are told.
"""

import os
import signal
import sys
from importlib import import_module
from pathlib import Path

_READ = ("core.kantoor.office", "core.kantoor.worker", "core.service.office", "core.service.syncing", "core.snelstart",
         "core.timeon", "httpx", "keyring.core", "tomllib", "tui.cli.worker")  # fmt: skip
"""What a worker would read at its first job."""


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
    sys.exit(stay([begin(Path(sys.argv[1]), number, sys.argv[3:]) for number in range(int(sys.argv[2]))]))
