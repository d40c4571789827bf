"""What every test may ask for: a fixed clock, an empty home, no keyring of this machine."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"


class FixedClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def tick(self, **delta: float) -> None:
        """Move it, forwards or back."""
        self.now += timedelta(**delta)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 24, 14, 2, tzinfo=UTC))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty home; no variable of the person who runs the tests is in sight."""
    for name in list(os.environ):
        if name.startswith("KOPPELBORD_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("KOPPELBORD_HOME", str(tmp_path))
    return tmp_path
