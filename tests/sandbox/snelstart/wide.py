"""The whole administratie: every resource of the API holds something, so that every operation has a good answer."""

from decimal import Decimal

from core.sandbox.snelstart.acts import invoice_order
from core.sandbox.snelstart.book import Book
from tests.sandbox.snelstart.ground import ADMINISTRATIE, KLANT, LEVERANCIER, UUR, by_id, number_id, relatie

BANK, KAS, MEMORIAAL = (number_id("a", each) for each in range(1, 4))
VRAAGPOSTEN, DIVERSEN = (number_id("5", each) for each in (8, 9))
KOSTENPLAATS = number_id("b", 1)
AANGIFTE = number_id("c", 1)
GEBRUIKER = number_id("d", 1)


def dagboek(record_id, nummer, soort):
    return {"id": record_id, "nummer": nummer, "soort": soort, "omschrijving": soort, "nonactief": False}


def grootboek(record_id, nummer, functie):
    return {
        "id": record_id,
        "nummer": nummer,
        "omschrijving": functie,
        "grootboekfunctie": functie,
        "rekeningCode": "WinstEnVerlies",
        "nonactief": False,
        "btwSoort": [],
    }


def widen(state):
    """Fills the tables of the small administratie that it leaves empty."""
    tables = state.administraties[0].tables
    tables["relaties"][number_id("2", 9)] = relatie(number_id("2", 9), -1, "Leverancier onbekend", "Leverancier")
    tables["dagboeken"] = by_id(dagboek(BANK, 1, "Bank"), dagboek(KAS, 2, "Kas"), dagboek(MEMORIAAL, 3, "Memoriaal"))
    tables["grootboeken"] |= by_id(
        grootboek(VRAAGPOSTEN, 4999, "InkopenVraagPosten"), grootboek(DIVERSEN, 4000, "Diversen")
    )
    tables["kostenplaatsen"] = by_id({"id": KOSTENPLAATS, "nummer": 1, "omschrijving": "Algemeen", "nonactief": False})
    tables["actieprijzen"] = by_id({"id": number_id("e", 1), "omschrijving": "Zomer", "status": "Gepland"})
    tables["btwaangiftes"] = by_id({"id": AANGIFTE, "btwAangifteStatus": "Verzonden", "isSuppletie": False})
    tables["gebruikers"] = by_id({"id": GEBRUIKER})
    tables["vatrates"] = {
        "NLD": {"countryCode": "NLD", "vatRates": [{"rateCode": "SR", "rate": 21, "validFrom": "2012-10-01T00:00:00"}]}
    }
    tables["vatratedefinitions"] = {"SR": {"rateCode": "SR", "shortName": "Hoog", "name": "Hoog tarief"}}
    tables["prijsafspraken"] = {
        "1": {"relatie": {"id": KLANT}, "artikel": {"id": UUR}, "aantal": 1, "verkoopprijs": Decimal("80.00")}
    }
    tables["artikelen/prijsafspraken"] = {"1": {"artikelCode": "UUR", "artikelOmschrijving": "Advies", "basisprijs": 1}}
    tables["doorlopendeincassomachtigingen"] = by_id(
        {"id": number_id("f", 1), "kenmerk": "M1", "klant": {"id": KLANT}, "afsluitDatum": "2026-01-01T00:00:00"}
    )
    tables["customfields"] = by_id(
        {"id": number_id("f", 2), "parent": "artikel", "name": "Kleur", "type": "Text", "properties": []},
        {
            "id": number_id("f", 3),
            "parent": "klant",
            "name": "Pasnummer",
            "type": "Text",
            "properties": [{"name": "MaxLength", "value": 5}],
        },
    )


def verkoopboeking(nummer="V1", bedrag="100.00", btw="21.00", totaal="121.00"):
    from tests.sandbox.snelstart.ground import OMZET_HOOG

    return {
        "factuurnummer": nummer,
        "klant": {"id": KLANT},
        "factuurdatum": "2026-11-01",
        "factuurbedrag": totaal,
        "betalingstermijn": 30,
        "boekingsregels": [
            {"grootboek": {"id": OMZET_HOOG}, "bedrag": bedrag, "btwSoort": "Hoog", "omschrijving": "x"}
        ],
        "btw": [{"btwSoort": "VerkopenHoog", "btwBedrag": btw}],
    }


def inkoopboeking(nummer="I1"):
    return {
        "factuurnummer": nummer,
        "leverancier": {"id": LEVERANCIER},
        "factuurdatum": "2026-11-01",
        "factuurbedrag": "50.00",
        "boekingsregels": [{"grootboek": {"id": DIVERSEN}, "bedrag": "50.00", "btwSoort": "Geen"}],
        "btw": [],
    }


def dagboeking(dagboek_id, **lines):
    received = lines.pop("received", "10.00")
    return {
        "datum": "2026-11-02",
        "dagboek": {"id": dagboek_id},
        "bedragUitgegeven": 0,
        "bedragOntvangen": received,
        **(
            lines
            or {"grootboekBoekingsRegels": [{"omschrijving": "r", "grootboek": {"id": DIVERSEN}, "credit": received}]}
        ),
    }


def memoriaalboeking():
    def line(**side):
        return {"omschrijving": "m", "grootboek": {"id": DIVERSEN}, **side}

    return {
        "datum": "2026-11-02",
        "dagboek": {"id": MEMORIAAL},
        "memoriaalBoekingsRegels": [line(debet="5.00"), line(credit="5.00")],
    }


def invoice(state, order_id):
    return invoice_order(state, ADMINISTRATIE, order_id)


def book(state):
    return Book(state, state.administraties[0])
