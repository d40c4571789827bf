from collections.abc import AsyncIterator, Iterator
from datetime import date
from pathlib import Path

import pytest

from core.sandbox import RunningSandbox, Sandbox
from tests.invoicing.fakes import Office
from tests.invoicing.town import Town, fill, open_town

TODAY = date(2026, 11, 24)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "koppeling.db")
    yield made
    made.close()


@pytest.fixture
async def town(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Town]:
    """On the `sandbox` of the module that asks, with October and November read, and whose administration it is."""
    async with RunningSandbox(sandbox) as facts:
        opened = await open_town(facts, tmp_path / "k.db")
        await fill(opened, date(2026, 10, 1), TODAY)
        await opened.declaraties.know_company()
        yield opened
        await opened.close()
