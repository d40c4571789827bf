"""Commands run in this process against a sandbox on loopback; each test has a home of its own."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.sandbox import RunningSandbox, build_sandbox
from tests.cli import promised
from tests.environment import addresses
from tui.cli import main


@dataclass
class Result:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The one line of JSON on stdout."""
        assert self.out.count("\n") == 1, self.out + self.err
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """The JSON object on stderr."""
        return json.loads(self.err.splitlines()[-1])


Run = Callable[..., Result]


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command line; what it answers as JSON is what its schema says."""

    def command(*words: str) -> Result:
        capsys.readouterr()
        code = main(words)
        out, err = capsys.readouterr()
        assert promised.breaches(words, out, err) == []
        return Result(code, out, err)

    return command


class Twin:
    """A running sandbox and the environment that points at it."""

    def __init__(self) -> None:
        self.today = datetime.now(UTC).date()
        self.running = RunningSandbox(build_sandbox(klanten=5, today=self.today)).start()
        self.facts = self.running.facts
        self.ids = [one["id"] for one in self.facts["administraties"]]
        self.keys = [one["koppelsleutel"] for one in self.facts["administraties"]]

    @property
    def environment(self) -> dict[str, str]:
        """As a person would set it, the first administration's key alone."""
        return {
            **addresses(self.facts),
            "KOPPELBORD_SNELSTART_KOPPELSLEUTEL": self.keys[0],
            "KOPPELBORD_TIMEON_KEY": self.facts["timeon_key"],
        }

    @property
    def last_month(self) -> str:
        """The month that is whole, as `--period` takes it."""
        return f"{self.today.replace(day=1) - timedelta(days=1):%Y-%m}"

    def orders(self) -> dict[str, Any]:
        """What SnelStart has, as the sandbox counts it."""
        return self.running.sandbox.totals(self.ids[0])["orders"]


@pytest.fixture
def fresh_twin(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Twin]:
    """A sandbox that nobody wrote to, for a test that writes."""
    twin = Twin()
    _point(monkeypatch, twin)
    yield twin
    twin.running.stop()


@pytest.fixture(scope="module")
def coupled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Twin, Path]]:
    """A sandbox and a home where `koppelingen add --review safe --start` was run."""
    home = tmp_path_factory.mktemp("coupled")
    twin = Twin()
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("KOPPELBORD_")]:
            patch.delenv(name)
        patch.setenv("KOPPELBORD_HOME", str(home))
        _point(patch, twin)
        assert main(["koppelingen", "add", "--review", "safe", "--start", "--json"]) == 3
    yield twin, home
    twin.running.stop()


@pytest.fixture
def twin(coupled_once: tuple[Twin, Path], home: Path, monkeypatch: pytest.MonkeyPatch) -> Twin:
    """That sandbox, and a copy of that home. For tests that write nothing to the sandbox."""
    twin, coupled = coupled_once
    shutil.copytree(coupled, home, dirs_exist_ok=True)
    _point(monkeypatch, twin)
    return twin


def _point(monkeypatch: pytest.MonkeyPatch, twin: Twin) -> None:
    for name, value in twin.environment.items():
        monkeypatch.setenv(name, value)
