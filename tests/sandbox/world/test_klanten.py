"""The registers of both programs: mostly plain, with the traps where they bite."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from stdnum import iban as stdnum_iban
from stdnum.nl import btw as stdnum_btw

from core.sandbox.world import World, build_world
from core.sandbox.world.numbers import btw_id, iban
from core.sandbox.world.traps import LONG_NAME


@pytest.fixture(scope="module")
def made() -> World:
    return build_world(1, 140, date(2026, 11, 24), lambda: datetime(2026, 11, 24, tzinfo=UTC))


def in_snelstart(made: World, naam: str) -> list[dict]:
    relaties = made.snelstart.administraties[0].tables["relaties"].values()
    return [relatie for relatie in relaties if relatie["naam"] == naam]


def in_timeon(made: World, name: str) -> list[dict]:
    return [customer for customer in made.timeon.customers.values() if customer["name"] == name]


def called(customer: dict) -> str:
    return customer["name"] or f"{customer['firstname']} {customer['lastname']}"


def test_most_klanten_agree_in_name_and_number(made: World) -> None:
    relaties = made.snelstart.administraties[0].tables["relaties"].values()
    pairs = {(relatie["naam"], str(relatie["relatiecode"])) for relatie in relaties if not relatie["nonactief"]}
    agreeing = [
        customer
        for customer in made.timeon.customers.values()
        if (called(customer), customer["customerNumber"]) in pairs
    ]
    assert 90 <= len(agreeing) <= 105


def test_a_plain_klant_agrees_in_every_field_that_both_programs_have(made: World) -> None:
    customer = next(c for c in made.timeon.customers.values() if c["customerNumber"] == "10002")
    relatie = next(iter(in_snelstart(made, called(customer))))
    assert relatie["relatiecode"] == 10002
    assert relatie["btwNummer"] == customer["vatNumber"]
    assert relatie["email"] == customer["emailAddress"]
    assert relatie["vestigingsAdres"]["straat"] == customer["addressLine1"]
    assert relatie["vestigingsAdres"]["postcode"] == customer["addressLine2"]
    assert relatie["vestigingsAdres"]["plaats"] == customer["addressLine3"]


@pytest.mark.parametrize(
    ("timeon", "snelstart"),
    [
        ("Bakkerij De Korenaar B.V.", "Bakkerij De Korenaar BV"),
        ("Van den Berg Installaties", "van den Berg Installaties"),
        ("Jansen BV", "Jansen Transport BV"),
        ("Stichting Het Anker", "Het Anker, Stichting"),
        ("Café 't Hoekje", "Cafe ’t Hoekje"),
        ("Müller & Zn. VOF", "Muller en Zoon V.O.F."),
        ("De Groot  Advies", "De Groot Advies"),
        ("Loonbedrijf Wildeman", "Loonbedrijf\u00a0Wildeman"),
        ("ABC Holding B.V.", "ABC Holding B.V. i.o."),
    ],
)
def test_a_name_that_breaks_an_exact_match_stands_on_both_sides(made: World, timeon: str, snelstart: str) -> None:
    assert len(in_timeon(made, timeon)) == 1
    assert len(in_snelstart(made, snelstart)) == 1
    assert not in_snelstart(made, timeon)


def test_equal_names_stand_under_two_numbers_in_both(made: World) -> None:
    name = "Maatschap Mini Camping Zeezicht"
    assert {customer["customerNumber"] for customer in in_timeon(made, name)} == {"402148", "402149"}
    assert {relatie["relatiecode"] for relatie in in_snelstart(made, name)} == {402148, 402149}


def test_a_number_points_to_one_firm_and_the_name_to_another(made: World) -> None:
    customer = in_timeon(made, "Timmerbedrijf Hofman")[0]
    assert in_snelstart(made, "Autoschade Postel")[0]["relatiecode"] == int(customer["customerNumber"])
    assert in_snelstart(made, "Timmerbedrijf Hofman")[0]["relatiecode"] != int(customer["customerNumber"])


def test_a_person_has_no_name_but_a_first_and_a_last(made: World) -> None:
    persons = [customer for customer in made.timeon.customers.values() if customer["name"] is None]
    assert len(persons) > 5
    assert all(person["firstname"] and person["lastname"] for person in persons)


def test_one_naam_is_too_long_for_snelstart_and_stands_only_in_time_on(made: World) -> None:
    assert len(LONG_NAME) == 51
    assert len(in_timeon(made, LONG_NAME)) == 1
    assert not in_snelstart(made, LONG_NAME)


def test_a_leverancier_carries_the_name_of_a_klant(made: World) -> None:
    namesakes = in_snelstart(made, "Kantoorvakhandel De Nietmachine B.V.")
    assert sorted(relatie["relatiesoort"] for relatie in namesakes) == [["Klant"], ["Leverancier"]]


def test_a_nonactieve_relatie_holds_the_number_of_a_live_klant(made: World) -> None:
    relatie = in_snelstart(made, "Boekhandel Het Leeslint")[0]
    customer = in_timeon(made, "Boekhandel Het Leeslint")[0]
    assert relatie["nonactief"]
    assert customer["isActive"]
    assert str(relatie["relatiecode"]) == customer["customerNumber"]


def test_every_administratie_has_its_own_relation_and_the_placeholders(made: World) -> None:
    for administratie in made.snelstart.administraties:
        relaties = administratie.tables["relaties"].values()
        assert sum("Eigen" in relatie["relatiesoort"] for relatie in relaties) == 1
        assert {-1, -2} <= {relatie["relatiecode"] for relatie in relaties}


def test_every_btw_id_and_iban_passes_its_check(made: World) -> None:
    for relatie in made.snelstart.administraties[0].tables["relaties"].values():
        if relatie["btwNummer"]:
            assert stdnum_btw.is_valid(relatie["btwNummer"])
        if relatie["iban"]:
            assert stdnum_iban.is_valid(relatie["iban"])


def test_the_published_examples_come_out() -> None:
    assert [btw_id(serial) for serial in range(4)] == [
        "NL001234567B29",
        "NL001234568B20",
        "NL001234569B11",
        "NL001234570B02",
    ]
    assert iban(1) == "NL16TEST0100000001"
    assert iban(1, "DEMO") == "NL96DEMO0100000001"


def test_mail_goes_nowhere(made: World) -> None:
    addresses = [customer["emailAddress"] for customer in made.timeon.customers.values() if customer["emailAddress"]]
    assert all(part.strip().endswith(".example") for address in addresses for part in address.split(";"))
