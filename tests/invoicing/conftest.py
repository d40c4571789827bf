from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.invoicing.fakes import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "koppeling.db")
    yield made
    made.close()
