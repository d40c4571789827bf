"""What no service tells: always said, with whom to ask, and a test key warns before it lapses."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.clock import iso
from core.config import Settings
from core.service import bootstrap
from core.store import journal
from core.support.check import CheckState
from core.support.person import first_use, person
from tests.support.worked import NOW

TEST, LIVE = Settings(calls_a_minute=100, calls_an_hour=1000), Settings()


def seen(register: Path, settings: Settings = LIVE):
    return {check.name: check for check in person(register, settings, NOW)}


async def used_since(home: Path, days: int) -> Path:
    async with bootstrap(environment={"KOPPELBORD_HOME": str(home)}, memory_only=True) as service:
        at = iso(NOW - timedelta(days=days))
        await service.register.write(lambda db: journal.append(db, at, "login.gelukt", "dienst:snelstart", {}))
        return service.paths.register


def test_the_package_and_the_accountant_are_for_a_person_and_name_the_vendor(tmp_path: Path) -> None:
    found = seen(tmp_path / "register.db")
    for name in ("inkaart", "accountant"):
        assert found[name].state is CheckState.PERSON
        assert "SnelStart" in str(found[name].advice)
    assert "inKaart" in str(found["inkaart"].detail)


@pytest.mark.parametrize(("days", "state"), [(3, CheckState.PERSON), (76, CheckState.WARN), (200, CheckState.WARN)])
async def test_a_test_key_warns_two_weeks_before_its_ninety_days(tmp_path: Path, days: int, state: CheckState) -> None:
    register = await used_since(tmp_path / "home", days)
    found = seen(register, TEST)["test_key"]
    assert found.state is state
    assert str(days) in str(found.detail)
    assert "90" in str(found.detail)


async def test_a_production_key_is_said_not_to_lapse(tmp_path: Path) -> None:
    found = seen(await used_since(tmp_path / "home", 400))["test_key"]
    assert (found.state, "productiesleutel niet" in str(found.detail)) == (CheckState.PERSON, True)


def test_a_home_without_or_with_a_damaged_journal_has_no_first_use(tmp_path: Path) -> None:
    assert first_use(tmp_path / "none.db") is None
    (tmp_path / "bad.db").write_bytes(b"kapot" * 1000)
    assert first_use(tmp_path / "bad.db") is None
