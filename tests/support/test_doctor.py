"""The doctor against both services, in-process."""

import os
from datetime import timedelta

import pytest

from core.config import Settings
from core.credentials import Credentials
from core.domain.match import Mode
from core.http import Http
from core.support.check import Check, CheckState, folded
from core.support.doctor import Doctor


@pytest.fixture
def visit(world, home):
    """A doctor on the demo world; `changes` are environment variables without KOPPELBORD_ in front."""

    async def run(clock=None, **changes: str):
        environment = world.environment | {f"KOPPELBORD_{name}": value for name, value in changes.items()}
        addresses = {
            name: environment[f"KOPPELBORD_{name.upper()}"]
            for name in ("snelstart_url", "snelstart_auth_url", "timeon_url")
        }
        http = Http(Settings(**addresses), apps=world.apps)
        from core.config import find_paths

        credentials = Credentials(find_paths(environment), environment, memory_only=True)
        doctor = Doctor(environment, clock=clock or world.clock, http=http, credentials=credentials)
        found = [check async for check in doctor.online()]
        await http.aclose()
        return found

    return run


def wrong(found):
    return [check.name for check in found if check.state is CheckState.FAIL]


async def test_all_is_well_before_there_is_a_koppeling(visit) -> None:
    found = await visit()
    assert wrong(found) == []
    assert "coupled" not in {check.name for check in found}


async def test_each_key_fails_by_its_own_name(visit) -> None:
    assert wrong(await visit(TIMEON_KEY="fout")) == ["timeon"]
    assert wrong(await visit(SNELSTART_KOPPELSLEUTEL="fout")) == ["koppelsleutel"]
    assert wrong(await visit(SNELSTART_SUBSCRIPTION_KEY="fout")) == ["subscription_key"]
    assert wrong(await visit(SNELSTART_SUBSCRIPTION_KEY="")) == ["koppelsleutel"]


async def test_one_good_key_beside_a_bad_one_is_told(visit, world) -> None:
    good = world.environment["KOPPELBORD_SNELSTART_KOPPELSLEUTEL"]
    found = await visit(SNELSTART_KOPPELSLEUTEL=f"fout\n{good}")
    assert wrong(found) == ["koppelsleutel"]
    assert [check.state for check in found if check.name == "koppelsleutel"] == [CheckState.FAIL, CheckState.OK]


async def test_a_koppeling_whose_key_opens_another_administration_fails(visit, world) -> None:
    async with world.service() as service:
        await service.koppelen().walk(Mode.ASK)
    assert wrong(await visit()) == []
    other = world.facts["administraties"][1]["koppelsleutel"]
    assert wrong(await visit(SNELSTART_KOPPELSLEUTEL=other)) == ["coupled"]


async def test_offline_needs_nothing(home) -> None:
    found = list(Doctor(dict(os.environ)).offline())
    assert wrong(found) == []
    assert all(check.to_json()["label"] for check in found)


async def test_a_service_that_is_away_is_told_once_and_no_koppeling_is_blamed(visit, world) -> None:
    async with world.service() as service:
        await service.koppelen().walk(Mode.ASK)
    key = world.environment["KOPPELBORD_SNELSTART_KOPPELSLEUTEL"]
    away = {"SNELSTART_AUTH_URL": "http://127.0.0.1:9/token", "SNELSTART_KOPPELSLEUTEL": f"{key}\n{key[::-1]}"}
    found = await visit(**away)
    assert wrong(found) == ["snelstart"]
    (coupled,) = [check for check in found if check.name == "coupled"]
    assert (coupled.state, "SnelStart" in str(coupled.detail)) == (CheckState.UNKNOWN, True)


async def test_what_is_quick_goes_before_what_grows_with_the_number_of_koppelingen(world) -> None:
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE, start=True)
    names = [check.name for check in Doctor(world.environment, clock=world.clock).offline()]
    in_turn = [
        names.index(name)
        for name in ("versions", "folder", "subscription_key", "inkaart", "runs", "limits", "register")
    ]
    assert in_turn == sorted(in_turn)


def test_what_is_said_alike_of_many_koppelingen_is_said_once() -> None:
    def of(number: int, state: CheckState = CheckState.OK, name: str = "limits") -> Check:
        return Check(name, name, state, f"nummer {number}", about=f"k{number}")

    few = [of(1), of(2, CheckState.WARN), of(3)]
    assert list(folded(few)) == few
    many = [
        of(0),
        *(of(number, name=name) for number in range(1, 9) for name in ("limits", "btw")),
        of(9, CheckState.WARN),
    ]
    said = [(one.name, one.state, str(one.detail)) for one in folded(many)]
    assert said == [
        ("limits", CheckState.OK, "bij 9 koppelingen"),
        ("btw", CheckState.OK, "bij 8 koppelingen"),
        ("limits", CheckState.WARN, "nummer 9"),
    ]


async def test_a_clock_that_is_off_fails(visit, world) -> None:
    found = await visit(clock=lambda: world.clock() + timedelta(hours=3))
    skew = [check for check in found if check.name == "clock"]
    assert [check.state for check in skew] in ([CheckState.FAIL], [CheckState.UNKNOWN])


async def test_keys_that_are_kept_for_a_koppeling_alone_are_looked_at_too(visit, world, monkeypatch) -> None:
    """A keyring gives a key by its name and lists none: without the ids there would seem to be no key."""
    async with world.service() as service:
        koppeling = (await service.koppelen().walk(Mode.SAFE, start=True)).koppeling
    kept = {
        f"timeon:{koppeling.timeon_id}": world.environment["KOPPELBORD_TIMEON_KEY"],
        f"koppelsleutel:{koppeling.snelstart_id}": world.environment["KOPPELBORD_SNELSTART_KOPPELSLEUTEL"],
    }
    whole = Credentials._all
    monkeypatch.setattr(
        Credentials, "_all", lambda self, name: iter([*whole(self, name), *filter(None, [kept.get(name)])])
    )
    found = await visit(TIMEON_KEY="", SNELSTART_KOPPELSLEUTEL="")
    assert wrong(found) == []
    assert [check.state for check in found if check.name in ("coupled", "timeon")] == [CheckState.OK, CheckState.OK]
