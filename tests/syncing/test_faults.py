"""Every fault at every operation of a sync, over real sockets: it ends as without the fault, or it says why."""

import copy
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import stamina

from core.errors import AppError
from core.sandbox import RunningSandbox, Sandbox
from core.sandbox.faults import Rule
from core.service import Service, bootstrap
from core.store import pauses
from tests.conftest import FixedClock
from tests.syncing.test_crash import changed_world, picture, run_to_rest

OPERATIONS = (
    "POST /v2/relaties",
    "PUT /v2/relaties/*",
    "POST /api/customer",
    "GET /v2/relaties",
    "POST /api/customer/list",
)
FAULTS = (
    "drop-before", "drop-after", "reset-before", "reset-after", "twice", "401", "403-quota", "429", "500-before",
    "500-after", "502", "empty-body", "truncated-body", "invalid-json", "wrong-content-type",
)  # fmt: skip


@pytest.fixture(autouse=True)
def no_patience() -> Iterator[None]:
    stamina.set_active(False)
    yield
    stamina.set_active(True)


def service_over(facts: dict[str, Any], home: Path, clock: FixedClock) -> Service:
    environment = {
        "KOPPELBORD_HOME": str(home),
        "KOPPELBORD_SNELSTART_URL": facts["snelstart_url"],
        "KOPPELBORD_SNELSTART_AUTH_URL": facts["snelstart_auth_url"],
        "KOPPELBORD_TIMEON_URL": facts["timeon_url"],
        "KOPPELBORD_SNELSTART_SUBSCRIPTION_KEY": facts["subscription_key"],
        "KOPPELBORD_TIMEON_KEY": facts["timeon_key"],
        "KOPPELBORD_SNELSTART_KOPPELSLEUTEL": facts["administraties"][0]["koppelsleutel"],
    }
    return bootstrap(environment=environment, clock=clock, memory_only=True, flags={"timeout_seconds": 3})


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_anywhere_changes_nothing_in_the_end(fault: str, tmp_path: Path, clock: FixedClock) -> None:
    ground, _ = await changed_world(clock, tmp_path / "ground")
    began = clock.now
    expected: Any = None
    for operation in (None, *OPERATIONS):
        clock.now = began
        home = tmp_path / (operation or "whole").replace("/", "_").replace("*", "x")
        shutil.copytree(tmp_path / "ground", home)
        sandbox: Sandbox = copy.deepcopy(ground, {id(clock): clock})
        if operation is None:
            await run_to_rest(sandbox, home, clock)
            expected = picture(sandbox)
            continue
        sandbox.faults.replace([Rule(fault, operation=operation, nth=(1,), seconds=1)])
        async with RunningSandbox(sandbox) as facts, service_over(facts, home, clock) as service:
            opened = await service.open()
            try:
                report, _ = await opened.sync()
            except AppError as problem:
                kept = (await opened.events(type_="sync.uitgebleven"))[0].detail
                assert kept["error"] == type(problem).__name__
            else:
                said = [one.reason for one in report.results if one.outcome not in ("written", "adopted")]
                assert report.ok or all(said)
        sandbox.faults.replace([])
        await run_to_rest(sandbox, home, clock)
        assert picture(sandbox) == expected, operation


async def test_a_429_pauses_this_koppeling_until_the_moment_it_names(tmp_path: Path, clock: FixedClock) -> None:
    sandbox, _ = await changed_world(clock, tmp_path)
    sandbox.faults.replace([Rule("429", "snelstart", "GET /v2/relaties", nth=(1,), seconds=600)])
    async with RunningSandbox(sandbox) as facts, service_over(facts, tmp_path, clock) as service:
        opened = await service.open()
        with pytest.raises(AppError):
            await opened.sync()
        standing = (await opened.syncing.pauses())[0]
        assert timedelta(minutes=9) < standing.until - clock.now <= timedelta(minutes=10)
        calls = opened.snelstart.calls
        with pytest.raises(AppError) as paused:
            await opened.sync()
        assert "SnelStart" in paused.value.detail
        assert opened.snelstart.calls == calls
        await opened.syncing.resume()
        assert (await opened.sync())[0].ok
        assert await opened.database.read(lambda db: pauses.all_standing(db, clock.now)) == []
