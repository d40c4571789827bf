"""A small administratie to call: two klanten, a leverancier, the own relation, artikelen at three rates."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from core.sandbox.snelstart.state import Administratie

ADMINISTRATIE = "a0000000-0000-4000-8000-000000000001"
SUBSCRIPTION = "abonnement-1"
JSON = {"Content-Type": "application/json"}


def number_id(prefix, number):
    return f"{prefix}0000000-0000-4000-8000-{number:012}"


NEDERLAND = number_id("1", 1)
KLANT, TWEEDE, LEVERANCIER, EIGEN, ONBEKEND = (number_id("2", each) for each in range(1, 6))
HOOG, LAAG, NUL = (number_id("3", each) for each in range(1, 4))
UUR, BOEK, GEEN = (number_id("4", each) for each in range(1, 4))
OMZET_HOOG, OMZET_LAAG, OMZET_GEEN = (number_id("5", each) for each in range(1, 4))
SJABLOON = number_id("6", 1)


class Clock:
    def __init__(self):
        self.moment = datetime(2026, 11, 24, 9, 30, 15, 480000, tzinfo=UTC)

    def __call__(self):
        return self.moment

    def forward(self, **span):
        self.moment += timedelta(**span)


def by_id(*records):
    return {record["id"]: record for record in records}


def relatie(record_id, code, naam, *soorten):
    return {
        "id": record_id,
        "relatiesoort": list(soorten),
        "relatiecode": code,
        "naam": naam,
        "nonactief": False,
        "modifiedOn": "2026-01-01T00:00:00",
    }


def groep(record_id, nummer, soort, grootboek):
    return {
        "id": record_id,
        "nummer": nummer,
        "omschrijving": f"{soort} btw (diensten)",
        "verkoopNederlandBtwSoort": soort,
        "verkoopGrootboekNederlandIdentifier": {"id": grootboek},
    }


def artikel(record_id, code, omschrijving, groep_id, prijs):
    return {
        "id": record_id,
        "artikelcode": code,
        "omschrijving": omschrijving,
        "artikelOmzetgroep": {"id": groep_id},
        "verkoopprijs": Decimal(prijs),
        "isNonActief": False,
        "modifiedOn": "2026-01-01T00:00:00",
    }


def tarief(soort, percentage, first, last):
    return {
        "btwSoort": soort,
        "btwPercentage": Decimal(percentage),
        "datumVanaf": f"{first}T00:00:00",
        "datumTotEnMet": f"{last}T00:00:00",
    }


def make_administratie():
    tarieven = [
        tarief("Laag", "6", "1900-01-01", "2018-12-31"),
        tarief("Laag", "9", "2019-01-01", "2400-12-31"),
        tarief("Hoog", "21", "2012-10-01", "2400-12-31"),
    ]
    return Administratie(
        id=ADMINISTRATIE,
        naam="Proefadministratie",
        company_info={
            "administratieIdentifier": ADMINISTRATIE,
            "administratieNaam": "Proefadministratie",
            "volgendVerkoopordernummer": 1001,
            "volgendFactuurnummer": 20260001,
            "artikelcodeSoort": "Alfanumeriek",
            "artikelcodeMaxLengte": 20,
            "regelkortingVerkooporder": "BerekenenOverRegelBedrag",
            "huidigBoekjaar": 2026,
        },
        tables={
            "landen": by_id({"id": NEDERLAND, "naam": "Nederland", "landcode": "NL", "landcodeISO": "NLD"}),
            "relaties": by_id(
                relatie(EIGEN, 1, "Proefbedrijf", "Eigen"),
                relatie(ONBEKEND, -2, "Klant onbekend", "Klant"),
                relatie(KLANT, 101, "Bakkerij O'Brien", "Klant"),
                relatie(TWEEDE, 102, "Café 't Hoekje", "Klant"),
                relatie(LEVERANCIER, 201, "Groothandel Noord", "Leverancier"),
            ),
            "artikelomzetgroepen": by_id(
                groep(HOOG, 5, "Hoog", OMZET_HOOG),
                groep(LAAG, 6, "Laag", OMZET_LAAG),
                groep(NUL, 7, "Geen", OMZET_GEEN),
            ),
            "artikelen": by_id(
                artikel(UUR, "UUR", "Advies per uur", HOOG, "87.50"),
                artikel(BOEK, "BOEK", "Handboek", LAAG, "25.00"),
                artikel(GEEN, "PORTO", "Griffierecht", NUL, "10.00"),
            ),
            "btwtarieven": {str(at): row for at, row in enumerate(tarieven)},
            "verkoopordersjablonen": by_id(
                {"id": SJABLOON, "omschrijving": "Standaard", "nieuweOrdersBlokkeren": False}
            ),
            "grootboeken": by_id(
                *(
                    {
                        "id": each,
                        "nummer": nummer,
                        "omschrijving": f"Omzet {soort}",
                        "grootboekfunctie": functie,
                        "btwSoort": [soort],
                    }
                    for each, nummer, soort, functie in (
                        (OMZET_HOOG, 8000, "Hoog", "VerkopenOmzetHoog"),
                        (OMZET_LAAG, 8001, "Laag", "VerkopenOmzetLaag"),
                        (OMZET_GEEN, 8002, "Geen", "VerkopenOmzetOnbelastVerlegd"),
                    )
                )
            ),
        },
        koppelsleutels={},
    )


def codes(answer):
    """The codes of a refusal by the business layer."""
    assert answer.status_code == 400, answer.text
    return [each["errorCode"] for each in answer.json()]
