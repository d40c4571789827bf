"""Words for the codes of artikelen (ART), boekingen (BOE) and verkooporders (VOR): meaning and next step."""

from core.snelstart.codes_relaties import Words
from core.text import mark

_ARTIKEL = mark("Verbeter het artikel in SnelStart en lees opnieuw.")
_CHOOSE = mark("Kies in koppelbord een ander artikel voor deze regels.")
_ADDRESS = mark("Kort het adres in SnelStart bij de relatie in.")
_BUNDLE = mark("Dit ligt aan koppelbord: maak een bundel met 'koppelbord support bundle' en meld het.")
_KLANT = mark("Geef de relatie in SnelStart de soort klant.")
_ACCOUNTANT = mark("Kies een datum in een open periode, of vraag de accountant de periode te openen.")
_SEARCH = mark("Zoek de order in SnelStart; koppelbord stuurt hem niet ongevraagd opnieuw.")
_MACHTIGING = mark("Controleer de incassomachtiging van de klant in SnelStart.")

_ARTIKELEN: Words = {
    "ART-0001": (mark("Dit artikel bestaat niet in SnelStart."), _CHOOSE),
    "ART-0002": (mark("De artikelcode is leeg."), _ARTIKEL),
    "ART-0003": (mark("De artikelcode moet in deze administratie een getal zijn."), _ARTIKEL),
    "ART-0004": (mark("De artikelcode is te lang voor deze administratie."), _ARTIKEL),
    "ART-0005": (
        mark("Deze artikelcode bestaat al in SnelStart."),
        mark("Vergelijk eerst: het kan hetzelfde artikel zijn."),
    ),
    "ART-0006": (mark("De omschrijving van het artikel is leeg."), _ARTIKEL),
    "ART-0007": (mark("De omschrijving van het artikel is te lang."), _ARTIKEL),
    "ART-0008": (mark("Het artikel heeft geen artikelomzetgroep."), _ARTIKEL),
    "ART-0009": (mark("De artikelomzetgroep van het artikel bestaat niet."), _ARTIKEL),
    "ART-0011": (
        mark("Het artikel staat nog op een openstaande order of factuur."),
        mark("Handel die eerst af in SnelStart."),
    ),
    "ART-0018": (
        mark("De relatie van het artikel staat op nonactief."),
        mark("Zet de relatie in SnelStart weer actief."),
    ),
}

_BOEKINGEN: Words = {
    "BOE-0021": (
        mark("Dit factuurnummer bestaat al in SnelStart."),
        mark("Vergelijk eerst: het kan dezelfde factuur zijn."),
    ),
    "BOE-0033": (mark("De boekdatum ligt te ver in het verleden."), _ACCOUNTANT),
    "BOE-0042": (mark("De boekdatum ligt in een geblokkeerde periode."), _ACCOUNTANT),
    "BOE-0051": (mark("De accountant heeft deze periode geblokkeerd of gecontroleerd."), _ACCOUNTANT),
    "BOE-0054": (
        mark("De relatie staat op nonactief."),
        mark("Zet de relatie in SnelStart weer actief."),
    ),
    "BOE-0060": (mark("De relatie is geen klant."), _KLANT),
}

_VERKOOPORDERS: Words = {
    "VOR-0001": (mark("Deze verkooporder bestaat niet meer in SnelStart."), _SEARCH),
    "VOR-0002": (mark("De relatie van de order is geen klant."), _KLANT),
    "VOR-0003": (
        mark("De factuurrelatie van de klant is geen klant."),
        mark("Kies in SnelStart bij de relatie een andere factuurrelatie."),
    ),
    "VOR-0004": (mark("De incassomachtiging hoort bij een andere klant."), _MACHTIGING),
    "VOR-0005": (mark("Een nieuwe order mag nog geen ordernummer hebben."), _BUNDLE),
    "VOR-0006": (mark("De straat is langer dan 50 tekens."), _ADDRESS),
    "VOR-0007": (mark("De postcode is langer dan 25 tekens."), _ADDRESS),
    "VOR-0008": (mark("De plaats is langer dan 50 tekens."), _ADDRESS),
    "VOR-0009": (mark("De contactpersoon is langer dan 50 tekens."), _ADDRESS),
    "VOR-0010": (
        mark("Het land van het adres bestaat niet in SnelStart."),
        mark("Kies in SnelStart bij de relatie een land uit de lijst."),
    ),
    "VOR-0011": (
        mark("De orderreferentie is langer dan 50 tekens."),
        mark("Kort in Time On het inkoopnummer van de klant in."),
    ),
    "VOR-0013": (mark("De incassomachtiging bestaat niet."), _MACHTIGING),
    "VOR-0014": (
        mark("Aan de order hangen nog inkooporders."),
        mark("Maak die eerst los in SnelStart."),
    ),
    "VOR-0015": (
        mark("Dit is een order en geen offerte; zo is hij niet te wijzigen."),
        mark("Wijzig de order in SnelStart."),
    ),
}

ORDERS: Words = {**_ARTIKELEN, **_BOEKINGEN, **_VERKOOPORDERS}
