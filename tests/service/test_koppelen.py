"""Koppelen from an empty home to an active koppeling; left at any step and resumed by another process."""

import pytest

from core.domain.koppeling import KoppelingState, Step
from core.domain.match import Mode
from core.errors import (
    AlreadyCoupledError,
    KoppelsleutelError,
    MissingError,
    NotFoundError,
    SubscriptionKeyError,
    TimeOnKeyError,
)
from core.store import koppeling as koppelingen
from tests.conftest import World
from tests.kill import KilledError


async def test_the_whole_walk_ends_active_and_counts_what_it_made(world: World) -> None:
    async with world.service() as service:
        added = await service.koppelen().walk(Mode.SAFE, start=True)
        summaries = await service.koppelingen()
    assert added.koppeling.state is KoppelingState.ACTIEF
    assert added.created == added.report.writes > 0
    assert [summary.koppeling for summary in summaries] == [added.koppeling]
    assert summaries[0].paired == added.paired + added.created


async def test_walking_again_says_it_is_complete_and_writes_nothing(world: World) -> None:
    async with world.service() as service:
        first = await service.koppelen().walk(Mode.SAFE, start=True)
    async with world.service() as service:
        again = await service.koppelen().walk(Mode.SAFE, start=True)
    assert again.to_json() == first.to_json()
    assert again.report is None


async def test_without_start_nothing_is_written_and_a_later_start_goes_on(world: World) -> None:
    table = world.sandbox.snelstart.administraties[0].tables["relaties"]
    before = len(table)
    async with world.service() as service:
        paused = await service.koppelen().walk(Mode.SAFE)
    assert (paused.koppeling.state, paused.created, len(table)) == (KoppelingState.REVIEW, 0, before)
    async with world.service() as service:
        done = await service.koppelen().walk(Mode.SAFE, start=True)
    assert done.koppeling.state is KoppelingState.ACTIEF
    assert done.paired == paused.paired
    assert len(table) > before


async def test_every_step_can_be_taken_by_a_process_of_its_own(world: World) -> None:
    async with world.service() as service:
        koppelen = service.koppelen()
        begun = await koppelen.begin()
        assert begun.step is Step.LOGIN
        await koppelen.from_chain()
        chosen = await koppelen.choose(begun, world.administratie)
        confirmed, _kept = await koppelen.confirm(chosen)
        assert confirmed.step is Step.LEZEN
    async with world.service() as service:
        koppelen = service.koppelen()
        resumed = await koppelen.begin()
        assert resumed == confirmed
        read = await koppelen.read(resumed)
    async with world.service() as service:
        koppelen = service.koppelen()
        resumed = await koppelen.begin()
        assert resumed.step is Step.REVIEW
        started, report = await koppelen.start(read)
        assert (started.step, report.writes) == (Step.AFRONDEN, 0)
    async with world.service() as service:
        koppelen = service.koppelen()
        assert (await koppelen.finish(await koppelen.begin())).state is KoppelingState.ACTIEF


async def test_the_login_of_the_sandbox_hands_out_a_key_that_works(world: World) -> None:
    async with world.service(SNELSTART_LOGIN_URL="https://control.demo", SNELSTART_KOPPELSLEUTEL="") as service:
        koppelen = service.koppelen()
        begun = await koppelen.begin()
        offered = await koppelen.login_administraties()
        assert len(offered) == 3
        opened = await koppelen.login(begun, world.administratie)
        assert [administratie.id for administratie in opened] == [world.administratie]
        confirmed, kept = await koppelen.confirm(await koppelen.choose(begun, world.administratie))
        assert kept
        assert (await koppelen.read(confirmed)).step is Step.REVIEW


async def test_an_administratie_of_another_koppeling_is_refused_by_name(world: World) -> None:
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE, start=True)
        koppelen = service.koppelen()
        other = world.facts["administraties"][1]
        with pytest.raises(AlreadyCoupledError, match="Kantoor Lindekade"):
            await koppelen.walk(Mode.SAFE, administratie_id=other["id"])
        [administratie] = await koppelen.from_chain()
        assert administratie.coupled_to


async def test_after_ontkoppelen_the_same_pair_can_be_coupled_again(world: World) -> None:
    async with world.service() as service:
        koppelen = service.koppelen()
        first = await koppelen.walk(Mode.SAFE, start=True)
        await koppelen.disconnect(first.koppeling)
        again = await service.koppelen().walk(Mode.SAFE, start=True)
    assert again.koppeling.id != first.koppeling.id
    assert again.koppeling.state is KoppelingState.ACTIEF
    assert again.created == 0


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"SNELSTART_KOPPELSLEUTEL": "bm9ib2R5OmhlcmU="}, KoppelsleutelError),
        ({"SNELSTART_SUBSCRIPTION_KEY": "0" * 32}, SubscriptionKeyError),
        ({"TIMEON_KEY": "wrong"}, TimeOnKeyError),
        ({"SNELSTART_KOPPELSLEUTEL": ""}, MissingError),
        ({"SNELSTART_SUBSCRIPTION_KEY": ""}, MissingError),
        ({"TIMEON_KEY": ""}, MissingError),
    ],
)
async def test_each_wrong_key_is_told_apart_and_leaves_no_koppeling(
    world: World, change: dict[str, str], error: type[Exception]
) -> None:
    async with world.service(**change) as service:
        with pytest.raises(error):
            await service.koppelen().walk(Mode.SAFE)
        assert await service.koppelingen() == []


async def test_several_keys_ask_which_administratie(world: World) -> None:
    keys = "\n".join(administratie["koppelsleutel"] for administratie in world.facts["administraties"])
    async with world.service(SNELSTART_KOPPELSLEUTEL=keys) as service:
        with pytest.raises(NotFoundError, match="Stichting Buurthuis"):
            await service.koppelen().walk(Mode.SAFE)
        added = await service.koppelen().walk(Mode.SAFE, administratie_id=world.administratie)
    assert added.koppeling.snelstart_id == world.administratie


@pytest.mark.parametrize(
    "event", ["koppeling.gekoppeld", "koppeling.gelezen", "koppeling.gestart", "koppeling.afgerond"]
)
async def test_a_kill_between_register_and_file_loses_only_that_step(
    world: World, event: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = koppelingen.save

    def save(db, koppeling, at, happened) -> None:
        if happened == event:
            raise KilledError
        whole(db, koppeling, at, happened)

    monkeypatch.setattr(koppelingen, "save", save)
    async with world.service() as service:
        with pytest.raises(KilledError):
            await service.koppelen().walk(Mode.SAFE, start=True)
    monkeypatch.setattr(koppelingen, "save", whole)
    async with world.service() as service:
        await service.repair()
        added = await service.koppelen().walk(Mode.SAFE, start=True)
        [summary] = await service.koppelingen()
        opened = await service.open()
        assert await opened.database.read(koppelingen.read) == summary.koppeling
        report, _ = await opened.sync()
    assert added.koppeling.state is KoppelingState.ACTIEF
    assert added.created > 0
    assert report.writes == 0


def pairs(folder, clock, number: int) -> World:
    """A world of several Time On administrations, each with a key of its own."""
    from core.sandbox import build_sandbox

    world = World(folder, clock)
    world.sandbox = build_sandbox(today=clock.now.date(), now=clock, klanten=3, pairs=number)
    world.facts = world.sandbox.facts(*world.ORIGINS)
    world.apps = {origin: world.sandbox.apps()[name] for origin, name in world.ORIGINS.items()}
    coupled = [one for one in world.facts["administraties"] if one["timeon_key"]]
    world.environment |= {
        "KOPPELBORD_SNELSTART_KOPPELSLEUTEL": "\n".join(one["koppelsleutel"] for one in coupled),
        "KOPPELBORD_TIMEON_KEY": "\n".join(one["timeon_key"] for one in coupled),
    }
    return world


async def test_several_time_on_administrations_are_coupled_one_after_another(tmp_path, clock) -> None:
    world = pairs(tmp_path / "home", clock, 3)
    ids = [one["id"] for one in world.facts["administraties"] if one["timeon_key"]]
    async with world.service() as service:
        added = [await service.koppelen().walk(Mode.SAFE, administratie_id=id_, start=True) for id_ in ids]
        assert len({one.koppeling.timeon_id for one in added}) == 3
    async with world.service() as service:
        for one in added:
            opened = await service.open(one.koppeling.id)
            assert str((await opened.timeon.organisation())["organisationID"]) == one.koppeling.timeon_id
            assert (await opened.sync())[0].refused == 0


async def test_a_pasted_time_on_key_serves_its_own_administration(tmp_path, clock) -> None:
    world = pairs(tmp_path / "home", clock, 2)
    first, second = world.environment["KOPPELBORD_TIMEON_KEY"].splitlines()
    async with world.service(TIMEON_KEY=first) as service:
        one = await service.koppelen().begin()
        other = await service.koppelen().begin(second)
        assert one.timeon_id != other.timeon_id
        assert service.credentials.timeon_key(other.timeon_id) == second
        assert service.credentials.timeon_key(one.timeon_id) == first


async def test_a_refused_time_on_key_among_good_ones_is_passed_over(tmp_path, clock) -> None:
    world = pairs(tmp_path / "home", clock, 2)
    async with world.service(TIMEON_KEY=f"verlopen\n{world.facts['timeon_key']}") as service:
        begun = await service.koppelen().begin()
        assert str((await service.opened(begun).timeon.organisation())["organisationID"]) == begun.timeon_id


async def test_a_start_that_the_ceiling_stops_can_be_let_go(world: World) -> None:
    seen = []
    async with world.service() as service:
        koppelen = service.koppelen()
        added = await koppelen.walk(Mode.SAFE)
        opened = service.opened(added.koppeling)

        async def apply(plan, progress, *, seal, released, beside):
            seen.append(released)

        koppelen._open = lambda _koppeling: opened
        opened.apply = apply
        await koppelen.start(added.koppeling, planned=await opened.plan(), released=True)
    assert seen == [True]
