"""The kostenplaats that is chosen stands in the preview and on the order in SnelStart, and a credit takes it back with it."""

import json
from datetime import date
from typing import Any

import pytest

from core.domain.push import PushVerdict
from core.errors import NotFoundError, UsageError
from core.invoicing.preview import Preview
from core.sandbox import Sandbox, build_sandbox
from core.store import observed
from core.syncing import read_small
from tests.invoicing.town import Town

TODAY = date(2026, 11, 24)


@pytest.fixture
def sandbox() -> Sandbox:
    made = build_sandbox(seed=5, klanten=12, today=TODAY)
    table = made.snelstart.administraties[0].table("kostenplaatsen")
    first = next(iter(table.values()))
    for nummer, naam, nonactief in ((2, "Loods", False), (3, "Oud pand", True)):
        id_ = f"{nummer:08}-0000-4000-8000-000000000000"
        table[id_] = {**first, "id": id_, "nummer": nummer, "omschrijving": naam, "nonactief": nonactief}
    return made


async def read(town: Town) -> None:
    raws = await town.snelstart.page("kostenplaatsen", size=1_000_000)
    rows = [read_small.from_raw(raw) for raw in raws]
    await town.database.write(lambda db: observed.upsert_other(db, "kostenplaatsen", rows))


def orders(sandbox: Sandbox) -> list[dict[str, Any]]:
    return list(sandbox.snelstart.administraties[0].table("verkooporders").values())


def shown(preview: Preview) -> str:
    return str(next(one.value for one in preview.head if one.field == "kostenplaats"))


def nummer_of(sandbox: Sandbox, order: dict[str, Any]) -> int | None:
    link = order["kostenplaats"]
    return sandbox.snelstart.administraties[0].table("kostenplaatsen")[link["id"]]["nummer"] if link else None


async def test_without_a_choice_orders_carry_none(town: Town, sandbox: Sandbox) -> None:
    await read(town)
    made = (await town.declaraties.create_month(2026, 10)).created[0]
    assert shown(await town.declaraties.preview(made.id)) == "geen"
    await town.declaraties.push(made.id)
    assert nummer_of(sandbox, orders(sandbox)[0]) is None


async def test_that_of_a_klant_goes_before_that_of_all(town: Town, sandbox: Sandbox) -> None:
    await read(town)
    one, other, third, *_ = (await town.declaraties.create_month(2026, 10)).created
    await town.declaraties.choose_kostenplaats("", 1)
    await town.declaraties.choose_kostenplaats(other.klant_id, 2)
    await town.declaraties.choose_kostenplaats(third.klant_id, 0)
    assert shown(await town.declaraties.preview(one.id)) == "1 Kantoor"
    assert shown(await town.declaraties.preview(other.id)) == "2 Loods"
    assert shown(await town.declaraties.preview(third.id)) == "geen"
    for declaratie, nummer in ((one, 1), (other, 2), (third, None)):
        await town.declaraties.push(declaratie.id)
        assert nummer_of(sandbox, orders(sandbox)[-1]) == nummer
    await town.declaraties.choose_kostenplaats(other.klant_id, None)
    _, chosen = await town.declaraties.kostenplaatsen()
    assert chosen == {"": 1, third.klant_id: 0}


async def test_a_credit_carries_what_was_sent(town: Town, sandbox: Sandbox) -> None:
    await read(town)
    made = (await town.declaraties.create_month(2026, 10)).created[0]
    await town.declaraties.choose_kostenplaats("", 2)
    await town.declaraties.push(made.id)
    await town.declaraties.choose_kostenplaats("", 1)
    credit = await town.declaraties.credit(made.id)
    assert shown(await town.declaraties.preview(credit.id)) == "2 Loods"
    await town.declaraties.push(credit.id)
    assert [nummer_of(sandbox, one) for one in orders(sandbox)] == [2, 2]


async def test_what_can_not_be_chosen(town: Town) -> None:
    await read(town)
    with pytest.raises(NotFoundError, match="2 Loods"):
        await town.declaraties.choose_kostenplaats("", 99)
    with pytest.raises(UsageError, match="nonactief"):
        await town.declaraties.choose_kostenplaats("", 3)


async def test_one_that_went_away_refuses_its_declaratie_and_is_in_the_preview(town: Town, sandbox: Sandbox) -> None:
    await read(town)
    made = (await town.declaraties.create_month(2026, 10)).created[0]
    await town.declaraties.choose_kostenplaats("", 2)
    gone = "00000002-0000-4000-8000-000000000000"
    await town.database.write(lambda db: observed.mark_others_gone(db, "kostenplaatsen", [gone]))
    assert any("niet in SnelStart" in str(one) for one in (await town.declaraties.preview(made.id)).warnings)
    result = await town.declaraties.push(made.id)
    assert result.verdict is PushVerdict.REFUSED
    assert "Kostenplaats 2" in result.reason
    assert not orders(sandbox)
    await town.declaraties.choose_kostenplaats("", 1)
    assert (await town.declaraties.push(made.id)).verdict is PushVerdict.PUSHED


async def test_one_that_turned_nonactief_is_warned_for_and_refused_with_its_code(town: Town, sandbox: Sandbox) -> None:
    await read(town)
    made = (await town.declaraties.create_month(2026, 10)).created[0]
    await town.declaraties.choose_kostenplaats("", 2)
    table = sandbox.snelstart.administraties[0].table("kostenplaatsen")
    gone = "00000002-0000-4000-8000-000000000000"
    table[gone] = {**table[gone], "nonactief": True}
    result = await town.declaraties.push(made.id)
    assert (result.verdict, result.codes) == (PushVerdict.REFUSED, ("BOE-0026",))
    await read(town)
    assert any("nonactief" in str(one) for one in (await town.declaraties.preview(made.id)).warnings)


async def test_choosing_is_an_event(town: Town) -> None:
    await read(town)
    await town.declaraties.choose_kostenplaats("101", 2)
    query = "SELECT subject, detail FROM events WHERE type = 'kostenplaats.gekozen'"
    [(subject, detail)] = await town.database.read(lambda db: db.execute(query).fetchall())
    assert (subject, json.loads(detail)["nummer"]) == ("klant:101", 2)
