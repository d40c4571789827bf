"""With saving in Time On turned on: changes of SnelStart reach an existing klant there, whole."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.domain.partij import Side
from tests.conftest import FixedClock
from tests.syncing.conftest import Ground, World, service_of


@pytest.fixture
async def saving(ground: Ground, clock: FixedClock, tmp_path: Path) -> AsyncIterator[World]:
    sandbox = ground.copy(tmp_path, clock)
    async with service_of(sandbox, tmp_path, clock, timeon_save=True) as service:
        yield World(sandbox, service, clock, await service.open())


async def test_a_change_in_snelstart_reaches_time_on_and_keeps_what_the_list_leaves_out(saving: World) -> None:
    customer, relatie = await saving.pair()
    saving.edit_timeon(customer, internalRemark="alleen voor ons", poNumber="PO-7")
    saving.edit_snelstart(relatie, telefoon="020-9999999")
    before = dict(saving.customers[customer])
    report, planned = await saving.opened.sync()
    assert [(line.service, line.path) for line in planned.plan.lines] == [(Side.TIMEON, "/api/customer/save")]
    assert (report.refused, report.writes) == (0, 1)
    assert saving.customers[customer] == {**before, "phoneNumber": "020-9999999"}
    assert (await saving.opened.sync())[0].writes == 0


async def test_a_person_never_becomes_a_company(saving: World) -> None:
    persons = [row for row in await saving.couples() if row.timeon.is_person and row.snelstart.actief]
    row = next(iter(persons))
    saving.edit_snelstart(row.snelstart.id, telefoon="020-1231231")
    saving.edit_snelstart(row.snelstart.id, naam=f"{row.snelstart.naam} ")
    await saving.opened.sync()
    assert saving.customers[int(row.timeon.id)]["name"] is None


async def test_undo_goes_back_in_time_on_too(saving: World) -> None:
    customer, relatie = await saving.pair()
    before = dict(saving.customers[customer])
    saving.edit_snelstart(relatie, telefoon="020-9999999")
    report, _ = await saving.opened.sync()
    undone, found = await saving.opened.syncing.undo(report.run)
    assert (undone.writes, found.planned.skipped) == (1, ())
    assert saving.customers[customer] == before
    assert (await saving.opened.sync())[0].writes == 0
