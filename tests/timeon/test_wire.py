import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.partij import Partij, Side
from core.domain.registratie import Lock, Soort
from core.errors import GarbledError
from core.timeon.wire import customer_to_partij, fingerprint, registraties, to_customer

ROW = {
    "hourID": 812,
    "userID": 3,
    "customerID": 48,
    "projectID": None,
    "categoryID": 18,
    "date": "2026-09-01T00:00:00",
    "seconds": 5400,
    "secondsBillable": 3600,
    "breakSeconds": 600,
    "billable": True,
    "remark": "Zitting voorbereid",
    "distance": Decimal("42.5"),
    "distanceCategoryID": 2,
    "expenseCategoryID": 5,
    "expenseValue": Decimal("12.50"),
    "approved": True,
    "invoiceID": None,
    "deleted": False,
}


def test_a_company_is_its_name():
    partij = customer_to_partij(
        {
            "customerID": 7,
            "name": "Zilver B.V.",
            "firstname": "Jan",
            "customerNumber": "D-0042",
            "emailAddress": "a@b.nl;c@d.nl",
            "phoneNumber": "085",
            "vatNumber": "NL1",
            "addressLine1": "Kade 1",
            "addressLine2": "1234 AB",
            "addressLine3": "Ede",
            "isActive": False,
        }
    )
    assert partij == Partij(
        Side.TIMEON,
        "7",
        "Zilver B.V.",
        "D-0042",
        btw="NL1",
        email="a@b.nl;c@d.nl",
        telefoon="085",
        straat="Kade 1",
        postcode="1234 AB",
        plaats="Ede",
        actief=False,
    )
    assert not partij.is_person


def test_a_person_is_first_and_last_name():
    partij = customer_to_partij({"customerID": 7, "name": None, "firstname": "Emine", "lastname": "Mulder"})
    assert (partij.naam, partij.voornaam, partij.achternaam, partij.is_person) == (
        "Emine Mulder",
        "Emine",
        "Mulder",
        True,
    )
    assert customer_to_partij({"customerID": 7, "name": "", "lastname": "Mulder"}).naam == "Mulder"


def test_what_is_absent_is_unknown_and_not_inactive():
    partij = customer_to_partij({"customerID": 7})
    assert (partij.naam, partij.nummer, partij.btw, partij.actief) == ("", "", "", True)
    assert customer_to_partij({"customerID": 7, "customerNumber": 12}).nummer == "12"


def test_a_row_without_an_id_is_garbled():
    with pytest.raises(GarbledError):
        customer_to_partij({"name": "x"})
    with pytest.raises(GarbledError):
        registraties({**ROW, "hourID": None})


def test_one_row_yields_hours_kilometers_and_expenses():
    uren, km, onkosten = registraties(ROW)
    assert [part.id for part in (uren, km, onkosten)] == ["812:uren", "812:kilometers", "812:onkosten"]
    assert (uren.soort, uren.seconds, uren.category_id) == (Soort.UREN, 3600, "18")
    assert (km.kilometers, km.category_id, km.seconds) == (Decimal("42.5"), "2", 0)
    assert (onkosten.bedrag, onkosten.category_id) == (Decimal("12.50"), "5")
    for part in (uren, km, onkosten):
        assert (part.hour_id, part.datum, part.klant_id) == ("812", date(2026, 9, 1), "48")
        assert (part.project_id, part.medewerker_id, part.omschrijving) == ("", "3", "Zitting voorbereid")
        assert part.goedgekeurd
        assert part.lock is Lock.NONE
        assert part.fingerprint == uren.fingerprint


def test_nothing_to_count_yields_nothing():
    assert registraties({**ROW, "seconds": 0, "secondsBillable": 0, "distance": None, "expenseValue": 0}) == ()


def only(**changes):
    (part,) = registraties({**ROW, "distance": None, "expenseValue": None, **changes})
    return part


def test_billable_seconds_go_before_worked_seconds():
    assert only(secondsBillable=1800).seconds == 1800
    assert only(secondsBillable=None).seconds == 5400
    assert only(secondsBillable=7200).seconds == 7200


def test_hours_without_billable_seconds_are_not_facturabel():
    part = only(secondsBillable=0)
    assert (part.seconds, part.facturabel, part.lock) == (0, False, Lock.NOT_BILLABLE)


@pytest.mark.parametrize("billable", [False, None, "true"])
def test_what_does_not_say_that_it_is_billable_is_not(billable):
    assert not any(part.facturabel for part in registraties({**ROW, "billable": billable}))


def test_an_invoice_of_time_on_and_a_deletion_lock():
    assert only(invoiceID=9).lock is Lock.BILLED
    assert only(invoiceID=0).lock is Lock.NONE
    assert only(deleted=True).lock is Lock.DELETED


def test_an_expense_that_was_given_back_is_kept():
    assert (
        registraties({**ROW, "seconds": 0, "secondsBillable": 0, "distance": 0, "expenseValue": Decimal(-5)})[0].bedrag
        < 0
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"date": "gisteren"},
        {"date": None},
        {"seconds": "veel"},
        {"seconds": True},
        {"seconds": Decimal("1.5")},
        {"distance": []},
    ],
)
def test_a_value_that_can_not_be_meant_is_garbled(changes):
    with pytest.raises(GarbledError):
        registraties({**ROW, **changes})


def test_a_fingerprint_sees_every_change_and_no_notation():
    assert fingerprint(ROW) == fingerprint(dict(reversed(ROW.items())))
    assert fingerprint({"a": Decimal("12.50")}) == fingerprint({"a": Decimal("12.5")})
    assert fingerprint({"a": 12}) == fingerprint({"a": Decimal("12.0")})
    assert fingerprint({"a": 1}) != fingerprint({"a": True})
    assert fingerprint({"a": "12"}) != fingerprint({"a": 12})
    for name in ROW:
        assert fingerprint({**ROW, name: "anders"}) != fingerprint(ROW)


@given(st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.integers())))
def test_a_fingerprint_survives_the_wire(row):
    assert fingerprint(json.loads(json.dumps(row))) == fingerprint(row)


def test_a_klant_of_snelstart_is_made_with_what_time_on_takes_at_birth():
    partij = Partij(
        Side.SNELSTART,
        "x",
        "Zilver",
        "12",
        btw="NL1",
        email="a@b.nl",
        straat="Kade 1",
        postcode="1234 AB",
        plaats="Ede",
    )
    assert to_customer(partij, country_id="150") == {
        "name": "Zilver",
        "customerNumber": "12",
        "emailAddress": "a@b.nl",
        "addressLine1": "Kade 1",
        "addressLine2": "1234 AB",
        "addressLine3": "Ede",
        "countryID": 150,
        "defaultBillable": True,
    }


def test_a_person_is_never_made_a_company():
    partij = Partij(Side.TIMEON, "x", "Emine Mulder", voornaam="Emine", achternaam="Mulder")
    assert to_customer(partij, country_id=None) == {"firstname": "Emine", "lastname": "Mulder", "defaultBillable": True}


def test_a_made_klant_reads_back_as_it_was():
    partij = Partij(
        Side.TIMEON, "7", "Zilver", "12", email="a@b.nl", telefoon="085", straat="Kade 1", postcode="1", plaats="E"
    )
    assert customer_to_partij({**to_customer(partij, country_id=1), "customerID": 7}) == partij
