"""The world of a seed: the same every time, whole at every size, quick at the largest."""

from __future__ import annotations

from datetime import UTC, date, datetime
from time import perf_counter

import msgspec
import pytest

from core.sandbox.world import World, build_world

TODAY = date(2026, 11, 24)


def now() -> datetime:
    return datetime(2026, 11, 24, tzinfo=UTC)


def world(*, seed: int = 1, klanten: int = 140, today: date = TODAY) -> World:
    return build_world(seed, klanten, today, now)


def as_bytes(made: World) -> bytes:
    tables = [administratie.tables for administratie in made.snelstart.administraties]
    timeon = made.timeon
    return msgspec.json.encode([tables, timeon.customers, timeon.projects, timeon.hours, timeon.users])


def test_the_same_seed_and_day_make_the_same_bytes() -> None:
    assert as_bytes(world()) == as_bytes(world())


@pytest.mark.parametrize("other", [{"seed": 2}, {"today": date(2026, 11, 23)}, {"klanten": 141}])
def test_another_seed_day_or_size_makes_another_world(other: dict) -> None:
    assert as_bytes(world()) != as_bytes(world(**other))


@pytest.mark.parametrize("klanten", [140, 500])
def test_time_on_holds_as_many_klanten_as_were_asked_for(klanten: int) -> None:
    assert len(world(klanten=klanten).timeon.customers) == klanten


def test_a_small_world_still_holds_every_trap() -> None:
    small, large = world(klanten=5), world(klanten=300)
    names = {customer["name"] for customer in small.timeon.customers.values()}
    assert {"Bakkerij De Korenaar B.V.", "Jansen BV", "De Groot  Advies", "Kapsalon Amber"} <= names
    assert names & {customer["name"] for customer in large.timeon.customers.values()} >= {"Jansen BV"}


def test_the_first_administratie_fits_time_on_and_the_others_do_not() -> None:
    made = world()
    names = {customer["name"] for customer in made.timeon.customers.values() if customer["name"]}
    overlaps = [
        len(names & {relatie["naam"] for relatie in administratie.tables["relaties"].values()})
        for administratie in made.snelstart.administraties
    ]
    assert overlaps[0] > 90
    assert overlaps[1] < 5
    assert overlaps[2] < 5


def test_ids_and_relatiecodes_are_unique_in_a_large_register() -> None:
    relaties = world(klanten=50_000).snelstart.administraties[0].tables["relaties"]
    codes = [relatie["relatiecode"] for relatie in relaties.values()]
    assert len(set(codes)) == len(codes)
    assert all(key == relatie["id"] for key, relatie in relaties.items())


def test_names_stay_unique_in_a_large_register_but_for_the_traps() -> None:
    names = [
        relatie["naam"] for relatie in world(klanten=20_000).snelstart.administraties[0].tables["relaties"].values()
    ]
    assert len(names) - len(set(names)) == 3


def test_no_naam_in_snelstart_is_longer_than_it_holds() -> None:
    for administratie in world(klanten=20_000).snelstart.administraties:
        assert max(len(relatie["naam"]) for relatie in administratie.tables["relaties"].values()) <= 50


@pytest.mark.parametrize("today", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_day_beyond_the_books_is_refused(today: date) -> None:
    with pytest.raises(ValueError, match="eindigt tussen"):
        world(today=today)


def test_a_hundred_thousand_klanten_are_made_in_seconds() -> None:
    start = perf_counter()
    world(klanten=100_000)
    assert perf_counter() - start < 15
