"""Secrets are planted where they enter; afterwards home, log and errors are searched for them."""

import logging
import traceback
from pathlib import Path

import pytest

from core.domain.match import Mode
from core.errors import AppError
from tests.conftest import World


def planted(world: World) -> dict[str, str]:
    facts = world.facts
    keys = {f"koppelsleutel {number}": one["koppelsleutel"] for number, one in enumerate(facts["administraties"])}
    return keys | {"subscription key": facts["subscription_key"], "Time On key": facts["timeon_key"]}


def leaks(secrets: dict[str, str], where: str, text: str) -> list[str]:
    return [f"{name} in {where}" for name, secret in secrets.items() if secret in text or secret[8:40] in text]


def files_with(secrets: dict[str, str], home: Path) -> list[str]:
    found = []
    for path in home.rglob("*"):
        if path.is_file():
            found += leaks(secrets, path.name, path.read_bytes().decode("latin-1"))
    return found


async def test_the_whole_road_leaves_no_secret_at_home_or_in_the_log(
    world: World, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE, start=True)
        opened = await service.open()
        await opened.declaraties.create_month(2026, 10)
        await opened.declaraties.push_all()
        await opened.sync()
    secrets = planted(world)
    tokens = {f"token {number}": token for number, token in enumerate(service.http().secrets._forms)}
    assert tokens
    assert list((tmp_path / "home").rglob("*.db"))
    assert files_with(secrets | tokens, tmp_path / "home") == []
    assert leaks(secrets | tokens, "log", caplog.text) == []


@pytest.mark.parametrize("name", ["SNELSTART_KOPPELSLEUTEL", "SNELSTART_SUBSCRIPTION_KEY", "TIMEON_KEY"])
async def test_a_refused_secret_is_not_in_the_error(world: World, name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    marked = "PLANTED7f3a9c51e2b84d60PLANTED7f3a9c51e2b84d60"
    async with world.service(**{name: marked}) as service:
        with pytest.raises(AppError) as caught:
            await service.koppelen().walk(Mode.SAFE)
    shown = "".join(traceback.format_exception(caught.value)) + str(caught.value) + str(caught.value.to_json())
    assert leaks({name: marked}, "error", shown + caplog.text) == []
