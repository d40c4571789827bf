"""A worker that is told to stop ends within its grace and a little more, whatever became of its database."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.kantoor.staffed import new_server
from tests.postgres.server import Server, children
from tests.soak.office import PROGRAM, ROOT
from tui.cli.worker import LAST

SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
GRACE = 1
_SPARE = 5.0
"""Seconds that a busy machine may need to let go of a process."""


class Workers:
    """One for each of some signals, on the database of `server`."""

    def __init__(self, server: Server, home: Path, signals: Sequence[signal.Signals]) -> None:
        home.mkdir(mode=0o700)
        self.signals = signals
        passed = {key: text for key, text in os.environ.items() if not key.startswith("KOPPELBORD_")}
        environment = passed | {
            "KOPPELBORD_HOME": str(home),
            "KOPPELBORD_DATABASE": server.url("kantoor", "kantoor"),
            "PYTHONUNBUFFERED": "1",
        }
        command = [*PROGRAM, "worker", "--grace", str(GRACE), "--jsonl"]
        self.all = [
            subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for _ in signals
        ]

    def until(self, what: str) -> None:
        """Each said it."""
        for one in self.all:
            assert one.stdout is not None
            assert any(f'"{what}"'.encode() in line for line in iter(one.stdout.readline, b""))

    def tell(self) -> None:
        for one, number in zip(self.all, self.signals, strict=True):
            one.send_signal(number)

    def ended(self) -> list[int]:
        """The exit codes of all, which end within what is promised."""
        deadline = time.monotonic() + GRACE + LAST + _SPARE
        return [one.wait(max(deadline - time.monotonic(), 0.0)) for one in self.all]

    def complaints(self) -> list[str]:
        """What each wrote to stderr."""
        return [one.communicate()[1].decode() for one in self.all]

    def remove(self) -> None:
        for one in self.all:
            one.kill()
            one.communicate()


@pytest.fixture(scope="module")
def own() -> Iterator[Server]:
    made = new_server()
    yield made
    made.remove()


@pytest.fixture
def server(own: Server) -> Server:
    """One that may be killed; up again for the next."""
    return own if own.is_up else own.start()


@pytest.fixture
def workers(server: Server, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Workers]:
    made = Workers(server, tmp_path / "home", getattr(request, "param", SIGNALS[:1]))
    yield made
    made.remove()


def test_while_the_database_is_down(server: Server, workers: Workers) -> None:
    workers.until("start")
    server.kill()
    workers.until("gone")
    workers.tell()
    assert workers.ended() == [0]
    assert "Traceback" not in "".join(workers.complaints())


@pytest.mark.parametrize("workers", [SIGNALS], indirect=True, ids=["each"])
def test_at_the_moment_that_the_database_goes(server: Server, workers: Workers) -> None:
    workers.until("start")
    server.kill()
    workers.tell()
    assert workers.ended() == [0] * len(SIGNALS)
    assert "Traceback" not in "".join(workers.complaints())


def test_while_the_database_answers_nothing(server: Server, workers: Workers) -> None:
    """It lives and holds every connection, so nothing breaks. Who has a thread that waits for it ends without a goodbye."""
    workers.until("start")
    frozen = [*children(server.pid), server.pid]
    for pid in frozen:
        os.kill(pid, signal.SIGSTOP)
    try:
        workers.tell()
        codes = workers.ended()
    finally:
        for pid in frozen:
            os.kill(pid, signal.SIGCONT)
    said = workers.complaints()
    assert "Traceback" not in "".join(said)
    assert [int("antwoordt niet" in one) for one in said] == codes


@pytest.mark.parametrize("workers", [SIGNALS], indirect=True, ids=["each"])
def test_the_second_time_it_ends_at_once(server: Server, workers: Workers) -> None:
    workers.until("start")
    for pid in (frozen := [*children(server.pid), server.pid]):
        os.kill(pid, signal.SIGSTOP)
    try:
        deadline = time.monotonic() + LAST
        while any(one.poll() is None for one in workers.all):
            assert time.monotonic() < deadline
            workers.tell()
            time.sleep(0.2)
    finally:
        for pid in frozen:
            os.kill(pid, signal.SIGCONT)
    assert [one.returncode for one in workers.all] == [-number for number in SIGNALS]
