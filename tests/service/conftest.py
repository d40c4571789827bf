"""The flows of the service, on a home's files and on an office's PostgreSQL: `world` is both, one after the other."""

from pathlib import Path

import pytest

from tests.conftest import FixedClock, World


@pytest.fixture(params=["sqlite", "postgres"])
def world(request: pytest.FixtureRequest, tmp_path: Path, clock: FixedClock) -> World:
    made = World(tmp_path / "home", clock)
    if request.param == "postgres":
        made.environment["KOPPELBORD_DATABASE"] = request.getfixturevalue("office")
    return made
