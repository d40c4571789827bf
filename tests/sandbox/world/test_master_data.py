"""What stands around the klanten: artikelen, omzetgroepen, btw, landen, sjablonen."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from core.sandbox.snelstart.state import Administratie
from core.sandbox.world import build_world
from core.sandbox.world.landen import LANDEN


@pytest.fixture(scope="module")
def administratie() -> Administratie:
    world = build_world(1, 140, date(2026, 11, 24), lambda: datetime(2026, 11, 24, tzinfo=UTC))
    return world.snelstart.administraties[0]


def test_forty_artikelen_lie_in_all_eight_omzetgroepen(administratie: Administratie) -> None:
    artikelen, groepen = administratie.tables["artikelen"], administratie.tables["artikelomzetgroepen"]
    assert len(artikelen) == 40
    assert {groep["nummer"] for groep in groepen.values()} == set(range(1, 9))
    assert {artikel["artikelOmzetgroep"]["id"] for artikel in artikelen.values()} == set(groepen)


def test_every_omzetgroep_has_a_grootboek_of_its_own_btw(administratie: Administratie) -> None:
    grootboeken = administratie.tables["grootboeken"]
    for groep in administratie.tables["artikelomzetgroepen"].values():
        grootboek = grootboeken[groep["verkoopGrootboekNederlandIdentifier"]["id"]]
        assert grootboek["btwSoort"] == [groep["verkoopNederlandBtwSoort"]]


@pytest.mark.parametrize(
    ("soort", "day", "percentage"),
    [
        ("Hoog", "2012-09-30", "19.00"),
        ("Hoog", "2012-10-01", "21.00"),
        ("Laag", "2018-12-31", "6.00"),
        ("Laag", "2019-01-01", "9.00"),
        ("Hoog", "2399-01-01", "21.00"),
        ("Geen", "1950-01-01", "0.00"),
    ],
)
def test_one_btwtarief_holds_on_every_day(administratie: Administratie, soort: str, day: str, percentage: str) -> None:
    valid = [
        tarief["btwPercentage"]
        for tarief in administratie.tables["btwtarieven"].values()
        if tarief["btwSoort"] == soort and tarief["datumVanaf"][:10] <= day <= tarief["datumTotEnMet"][:10]
    ]
    assert valid == [Decimal(percentage)]


def test_there_are_some_250_landen_and_each_code_once() -> None:
    assert 245 <= len(LANDEN) <= 252
    assert len({land[0] for land in LANDEN}) == len({land[1] for land in LANDEN}) == len(LANDEN)
    assert ("NL", "NLD", "Nederland") in LANDEN


def test_ids_of_landen_differ_per_administratie() -> None:
    world = build_world(1, 140, date(2026, 11, 24), lambda: datetime(2026, 11, 24, tzinfo=UTC))
    first, second, _ = (set(each.tables["landen"]) for each in world.snelstart.administraties)
    assert not first & second


def test_a_uri_is_relative_and_names_the_record(administratie: Administratie) -> None:
    for name in ("relaties", "artikelen", "artikelomzetgroepen", "grootboeken", "landen", "verkoopordersjablonen"):
        for key, record in administratie.tables[name].items():
            assert record["uri"] == f"/{name}/{key}"
