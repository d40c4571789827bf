"""Registraties by page: the same registraties, prices and sums as all of them at once, and nothing of one that is gone."""

from dataclasses import replace
from datetime import date

import pytest

from core.domain.registratie import Lock, Soort
from core.invoicing import select
from core.invoicing.pricing import Pricer
from core.invoicing.tally import tallied
from core.service import registratie_pages
from core.service.pages import Pages
from tests.invoicing.fakes import Office, hour

DAYS = {"van": date(2026, 10, 1), "tot": date(2026, 10, 31)}


@pytest.fixture
async def filled(office: Office) -> Office:
    rows = [hour(number, customerID=1 + number % 3, date=f"2026-10-{1 + number % 28:02}") for number in range(1, 60)]
    await office.fill(*rows)
    await office.declaraties.create(["3:uren", "6:uren"])
    return office


async def at_once(office: Office):
    def work(db):
        return Pricer(db, "decimals").price(select.selectable(db, **DAYS))

    return await office.database.read(work)


async def test_pages_hold_what_all_at_once_would(filled: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registratie_pages, "_TOGETHER", 7)
    pages = await Pages(filled.database, filled.settings).registraties(**DAYS)
    every = await at_once(filled)
    assert list(pages.tallies) == list(tallied(every))
    assert {one.lock for one in pages.tallies} == {Lock.NONE, Lock.DECLARED}
    assert [pages.whole(one.id) for one in pages.tallies] == every
    for read in (pages.page, pages.through):
        texts = [(row.tally.id, row.omschrijving) for row in read(pages.tallies)]
        assert texts == [(one.registratie.id, one.registratie.omschrijving) for one in every]


async def test_what_is_asked_for_is_all_that_is_read(filled: Office) -> None:
    pages = Pages(filled.database, filled.settings)
    assert {one.klant_id for one in (await pages.registraties(klant_id="2")).tallies} == {"2"}
    assert (await pages.registraties(soort=Soort.KILOMETERS, **DAYS)).tallies == []
    assert await pages.names() == [(str(n), f"Klant {n} B.V.", "") for n in (1, 2, 3)]


async def test_of_what_is_gone_there_is_no_row(filled: Office) -> None:
    pages = await Pages(filled.database, filled.settings).registraties(**DAYS)
    gone = pages.tallies[4]
    await filled.database.write(lambda db: db.execute("DELETE FROM registraties WHERE id = ?", (gone.id,)))
    assert [row is None for row in pages.page(pages.tallies[3:6])] == [False, True, False]
    assert pages.whole(gone.id) is None


async def test_a_database_of_many_machines_is_asked_once(filled: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over a network a page a keystroke would be felt."""
    monkeypatch.setattr(type(filled.database), "shared", True)
    pages = await Pages(filled.database, filled.settings).registraties(**DAYS)
    monkeypatch.setattr(type(filled.database), "look", None)
    every = await at_once(filled)
    assert list(pages.tallies) == list(tallied(every))
    assert [pages.whole(one.id) for one in pages.tallies] == every
    assert [row.omschrijving for row in pages.page(pages.tallies)] == [one.registratie.omschrijving for one in every]
    assert pages.through(pages.tallies) == pages.page(pages.tallies)


async def test_kilometers_and_expenses_count_for_no_hours(filled: Office) -> None:
    one = (await at_once(filled))[0]
    ride = replace(one, registratie=replace(one.registratie, soort=Soort.KILOMETERS, kilometers=one.bedrag))
    told = next(tallied([ride]))
    assert (told.seconds, told.kilometers) == (0, one.bedrag)
    assert next(tallied([one])).kilometers == 0
