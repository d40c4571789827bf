"""What no service tells: always said, with whom to ask, and a test key warns before it lapses."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.clock import iso
from core.config import Settings, find_paths
from core.service import bootstrap
from core.store import journal
from core.support.check import CheckState
from core.support.person import first_use, person
from core.support.visit import HomeVisit, Visit, visit
from tests.support.worked import NOW

TEST, LIVE = Settings(calls_a_minute=100, calls_an_hour=1000), Settings()


def seen(where: Visit, settings: Settings = LIVE):
    return {check.name: check for check in person(where, settings, NOW)}


Used = Callable[[int], Awaitable[Visit]]


@pytest.fixture(params=["files", "office"])
def used_since(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Used]:
    """Makes a home, or an office, that logged in so many days ago for the first time."""
    database = request.getfixturevalue("office") if request.param == "office" else ""
    environment = {"KOPPELBORD_HOME": str(tmp_path / "home"), "KOPPELBORD_DATABASE": database}
    looks = visit(find_paths(environment), environment)

    async def use(days: int) -> Visit:
        async with bootstrap(environment=environment, memory_only=True) as service:
            at = iso(NOW - timedelta(days=days))
            await service.register.write(lambda db: journal.append(db, at, "login.gelukt", "dienst:snelstart", {}))
        return looks

    yield use
    looks.close()


def test_the_package_and_the_accountant_are_for_a_person_and_name_the_vendor(tmp_path: Path) -> None:
    found = seen(HomeVisit(find_paths({"KOPPELBORD_HOME": str(tmp_path)})))
    for name in ("inkaart", "accountant"):
        assert found[name].state is CheckState.PERSON
        assert "SnelStart" in str(found[name].advice)
    assert "inKaart" in str(found["inkaart"].detail)


@pytest.mark.parametrize(("days", "state"), [(3, CheckState.PERSON), (76, CheckState.WARN), (200, CheckState.WARN)])
async def test_a_test_key_warns_two_weeks_before_its_ninety_days(
    used_since: Used, days: int, state: CheckState
) -> None:
    found = seen(await used_since(days), TEST)["test_key"]
    assert found.state is state
    assert str(days) in str(found.detail)
    assert "90" in str(found.detail)


async def test_a_production_key_is_said_not_to_lapse(used_since: Used) -> None:
    found = seen(await used_since(400))["test_key"]
    assert (found.state, "productiesleutel niet" in str(found.detail)) == (CheckState.PERSON, True)


def test_a_home_without_or_with_a_damaged_journal_has_no_first_use(tmp_path: Path) -> None:
    paths = find_paths({"KOPPELBORD_HOME": str(tmp_path)})
    assert first_use(HomeVisit(paths)) is None
    paths.data.mkdir()
    paths.register.write_bytes(b"kapot" * 1000)
    assert first_use(HomeVisit(paths)) is None
