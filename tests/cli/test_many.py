"""Thousands of koppelingen: a list reads the register and opens no koppeling's file; one that is opened is mended."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.domain.koppeling import Koppeling, KoppelingState, Step
from core.service import bootstrap
from core.store import koppeling as koppelingen
from core.store import register

AT = "2026-11-24T09:14:00+00:00"


def facts(n: int) -> Koppeling:
    return Koppeling(
        f"kantoor-{n}", f"t{n}", f"Kantoor {n}", f"s{n}", f"Kantoor {n}", KoppelingState.ACTIEF, Step.KLAAR,
        datetime(2026, 11, 1, tzinfo=UTC),
    )  # fmt: skip


@pytest.fixture
def many(home):
    """Six koppelingen, each with its own file."""

    async def fill() -> None:
        async with bootstrap() as service:
            for n in range(6):
                one = facts(n)
                await service.register.write(lambda db, one=one: register.save(db, one))
                file = service.opened(one).database
                await file.write(lambda db, one=one: koppelingen.save(db, one, AT, "koppeling.bewaard"))

    asyncio.run(fill())
    return home


@pytest.fixture
def opened_files(monkeypatch) -> list[str]:
    """The names of the databases that a command opened."""
    import core.service.files
    import core.store.database

    names: list[str] = []
    connect = core.store.database.connect

    def counted(path, *more):
        names.append(path.stem)
        return connect(path, *more)

    for module in (core.store.database, core.service.files):
        monkeypatch.setattr(module, "connect", counted)
    return names


@pytest.mark.parametrize("words", [("koppelingen", "list"), ("support", "board")])
def test_a_list_over_many_opens_no_file_of_one(run, many, opened_files, words) -> None:
    assert len(run(*words, "--json").data) == 6
    assert set(opened_files) == {"register"}


def test_a_command_about_one_opens_that_one_alone(run, many, opened_files) -> None:
    run("klanten", "list", "--koppeling", "kantoor-3", "--json")
    assert set(opened_files) == {"register", "kantoor-3"}


def move_on_in_the_file(n: int) -> None:
    """As after a kill between the file and the register."""

    async def work() -> None:
        async with bootstrap() as service:
            moved = replace(facts(n), state=KoppelingState.GEPAUZEERD)
            await service.opened(facts(n)).database.write(
                lambda db: koppelingen.save(db, moved, AT, "koppeling.gepauzeerd")
            )

    asyncio.run(work())


def states(run) -> dict[str, str]:
    return {one["koppeling"]: one["state"] for one in run("koppelingen", "list", "--json").data}


def test_opening_one_brings_its_row_after_its_file(run, many) -> None:
    move_on_in_the_file(2)
    assert states(run)["kantoor-2"] == "actief"
    assert run("koppelingen", "show", "--koppeling", "kantoor-2", "--json").data["state"] == "gepauzeerd"
    assert states(run)["kantoor-2"] == "gepauzeerd"


def test_a_full_repair_looks_into_every_file(many, opened_files) -> None:
    move_on_in_the_file(4)
    opened_files.clear()

    async def work() -> int:
        async with bootstrap() as service:
            return await service.repair()

    assert asyncio.run(work()) == 1
    assert {f"kantoor-{n}" for n in range(6)} <= set(opened_files)
