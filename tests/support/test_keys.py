"""Which keys are there, never what they are."""

import os

from core.config import find_paths
from core.credentials import Credentials
from core.support.check import CheckState
from core.support.keys import keys


def look(home, **given: str):
    credentials = Credentials(find_paths(os.environ), given, memory_only=True)
    return {check.name: check for check in keys(credentials)}


def test_without_keys_each_is_a_warning_that_names_its_variable(home) -> None:
    found = look(home)
    assert {found[name].state for name in ("subscription_key", "koppelsleutel", "timeon_key")} == {CheckState.WARN}
    assert "KOPPELBORD_TIMEON_KEY" in str(found["timeon_key"].advice)


def test_keys_are_counted_and_their_source_is_named(home) -> None:
    found = look(
        home, KOPPELBORD_SNELSTART_KOPPELSLEUTEL="sleutel-een\nsleutel-twee", KOPPELBORD_TIMEON_KEY="sleutel-drie"
    )
    assert found["koppelsleutel"].state is CheckState.OK
    assert "2" in str(found["koppelsleutel"].detail)
    assert "omgeving" in str(found["credentials"].detail)
    assert "sleutel-" not in " ".join(f"{one.detail} {one.advice}" for one in found.values())


def test_a_key_file_that_is_not_there_is_named(home) -> None:
    found = look(home, KOPPELBORD_TIMEON_KEY_FILE=str(home / "nergens"))
    assert found["timeon_key"].state is not CheckState.OK
    assert "nergens" in str(found["timeon_key"].detail)
