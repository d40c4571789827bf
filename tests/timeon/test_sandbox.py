"""The client against the sandbox: the same facts, written down twice."""

from datetime import date

import pytest

from core.clock import system_clock
from core.config import Settings
from core.domain.partij import Partij, Side
from core.errors import EdgeError, TimeOnKeyError
from core.http import Http
from core.sandbox import build_sandbox
from core.timeon import TimeOn
from core.timeon.wire import customer_to_partij, registraties, to_customer

BASE = "https://timeon.test"
TODAY = date(2026, 10, 20)


def client(sandbox, *, key=None, **settings):
    facts = sandbox.facts(BASE, BASE, BASE)
    chosen = Settings(timeon_url=BASE, timeout_seconds=10, **settings)
    http = Http(chosen, apps={BASE: sandbox.apps()["timeon"]})
    return TimeOn(http, chosen, system_clock, api_key=key or facts["timeon_key"])


@pytest.fixture(scope="module")
def sandbox():
    return build_sandbox(today=TODAY)


async def customers(timeon):
    return [row async for page in timeon.customers() for row in page]


async def test_everything_can_be_read(sandbox):
    timeon = client(sandbox, timeon_page=33)
    assert (await timeon.organisation())["organisationID"]
    assert await timeon.users()
    klanten = [customer_to_partij(row) for row in await customers(timeon)]
    assert len({klant.id for klant in klanten}) == len(klanten) >= 140
    assert any(klant.is_person for klant in klanten)
    projecten = [row async for page in timeon.projects() for row in page]
    assert {str(row["customerID"]) for row in projecten} <= {klant.id for klant in klanten}


async def test_every_hour_row_becomes_registraties(sandbox):
    timeon = client(sandbox)
    rows = await timeon.hours(date(2026, 9, 1), TODAY)
    parts = [part for row in rows for part in registraties(row)]
    assert {part.soort for part in parts} == {"uren", "kilometers", "onkosten"}
    assert len({part.id for part in parts}) == len(parts) >= len(rows)
    assert all(date(2026, 9, 1) <= part.datum <= TODAY for part in parts)
    some = [str(row["hourID"]) for row in rows[:3]]
    assert [str(row["hourID"]) for row in await timeon.hours_by_id([*some, "1"])] == some


async def test_a_made_klant_is_in_the_list():
    timeon = client(build_sandbox(today=TODAY))
    partij = Partij(
        Side.SNELSTART, "x", "Nieuwe klant", "88001", email="a@b.example", straat="Kade 1", postcode="1", plaats="Ede"
    )
    made = await timeon.create_customer(to_customer(partij, country_id=(await customers(timeon))[0]["countryID"]))
    found = next(row for row in await customers(timeon) if row["customerID"] == made["customerID"])
    assert (customer_to_partij(found).naam, customer_to_partij(found).nummer) == ("Nieuwe klant", "88001")


async def test_a_wrong_key_and_an_unwelcome_program_are_told_apart(sandbox):
    with pytest.raises(TimeOnKeyError):
        await client(sandbox, key="verkeerd").organisation()
    with pytest.raises(EdgeError):
        await client(sandbox, user_agent="python-httpx/0.28.1").organisation()
