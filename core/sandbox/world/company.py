"""The three administraties behind the login, and what companyInfo says about each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.sandbox.world import numbers
from core.sandbox.world.catalogue import PRODUCTEN, Product

INSTALLATEUR: tuple[Product, ...] = (
    ("A100", "Storings- en servicemonteur", 5, "90.00", "uur"),
    ("A110", "Installatiemonteur", 5, "85.00", "uur"),
    ("A120", "F-gassenmonteur", 5, "95.00", "uur"),
    ("V100", "Voorrijkosten", 5, "47.50", "rit"),
    ("T100", "Toeslag avond en zaterdag", 5, "135.00", "uur"),
    ("T110", "Toeslag zondag", 5, "180.00", "uur"),
    ("M100", "Cv-ketel HR 24 kW", 1, "1495.00", "stuk"),
    ("M110", "Thermostaatkraan", 1, "21.95", "stuk"),
)
BUURTHUIS: tuple[Product, ...] = (
    ("1", "Zaalhuur dagdeel (vrijgesteld)", 8, "65.00", "dagdeel"),
    ("2", "Koffie en thee", 2, "1.85", "stuk"),
    ("3", "Beamerhuur", 5, "15.00", "dag"),
)


@dataclass(frozen=True, slots=True)
class Company:
    """One administratie as it is known before any record is in it."""

    naam: str
    rechtsvorm: str
    contactpersoon: str
    straat: str
    postcode: str
    plaats: str
    domein: str
    producten: tuple[Product, ...]
    eigen: str
    """The naam of the own relation: a fresh administratie still shows the text to be replaced."""
    alfanumeriek: bool = False


COMPANIES: tuple[Company, ...] = (
    Company(
        naam="Kantoor Lindekade B.V.",
        rechtsvorm="Bv",
        contactpersoon="Marieke Bronkhorst",
        straat="Zuiderkade 14",
        postcode="7201 CK",
        plaats="Zutphen",
        domein="kantoorlindekade.example",
        producten=PRODUCTEN,
        eigen="Kantoor Lindekade B.V.",
    ),
    Company(
        naam="Installatiebedrijf Waterlelie V.O.F.",
        rechtsvorm="Vof",
        contactpersoon="Sjoerd Terpstra",
        straat="Techniekweg 9",
        postcode="7411 EM",
        plaats="Deventer",
        domein="waterlelie.example",
        producten=INSTALLATEUR,
        eigen="Installatiebedrijf Waterlelie V.O.F.",
        alfanumeriek=True,
    ),
    Company(
        naam="Stichting Buurthuis De Hoeksteen",
        rechtsvorm="Overige",
        contactpersoon="Truus Visser",
        straat="Schoolstraat 3",
        postcode="7241 AB",
        plaats="Lochem",
        domein="buurthuisdehoeksteen.example",
        producten=BUURTHUIS,
        eigen="<Vul hier uw bedrijfsnaam in>",
    ),
)


def company_info(company: Company, index: int, administratie_id: str, boekjaar: int) -> dict[str, Any]:
    """CompanyInfoModel with every key; numbers for orders and facturen start at a year's hundred."""
    return {
        "administratieIdentifier": administratie_id,
        "administratieNaam": company.naam,
        "bedrijfsnaam": company.naam,
        "contactpersoon": company.contactpersoon,
        "adres": company.straat,
        "postcode": company.postcode,
        "plaats": company.plaats,
        "telefoon": numbers.telefoon(990_000 + index),
        "mobieleTelefoon": None,
        "fax": None,
        "bankrekeningnummer": None,
        "iban": numbers.iban(990_000 + index),
        "bic": None,
        "rechtsvorm": company.rechtsvorm,
        "btwNummer": numbers.btw_id(990_000 + index)[2:],
        "btwIdentificatieNummer": numbers.btw_id(990_000 + index),
        "kvKNummer": numbers.kvk(890_000 + index),
        "email": f"info@{company.domein}",
        "website": f"https://www.{company.domein}",
        "vrijeTekst1": None,
        "vrijeTekst2": None,
        "vrijeTekst3": None,
        "vrijeTekst4": None,
        "huidigBoekjaar": boekjaar,
        "beginmaandFiscaleBoekjaar": 1,
        "btwAangiftePeriodeSoort": "Kwartaal",
        "icpAangiftePeriodeSoort": "Kwartaal",
        "btwNummerFiscaleEenheid": None,
        "tussentijdseSuppletiesBerekenen": False,
        "mapUBLBestanden": None,
        "btwPercentageAangifteKredietbeperking": Decimal(0),
        "markeergedragInlezenBankafschriften": "AlleenBelangrijkste",
        "voorkeurenTijdensBoeken": True,
        "aantalVoorloopnullenGrootboekrekeningen": 4,
        "kleineOndernemersregeling": {
            "isKleineOndernemersRegelingActief": False,
            "maximaalBedragVolledigeVerrekening": Decimal(0),
            "maximaalBedragKleineOndernemersRegeling": Decimal(0),
        },
        "volgendFactuurnummer": boekjaar * 10_000 + 201,
        "volgendVerkoopordernummer": boekjaar % 100 * 10_000 + 301,
        "volgendContantbonnummer": None,
        "volgendInkoopordernummer": 101,
        "voorraadcontroleOrderinvoer": False,
        "abonnementOvernemen": False,
        "kolomGeleverdAutomatischVullen": None,
        "voorraadkolommenTonenInInkoop": None,
        "backorderGebruiken": False,
        "deelleveringOrdersDefaultAan": False,
        "factuurAlsBijlageVerkoopboeking": False,
        "tekstregelsOvernemenNaarBackorder": None,
        "regelkortingVerkooporder": "BerekenenOverRegelBedrag",
        "drempelbedragVerkooporderbeheer": Decimal(0),
        "drempelbedragVerkooporderbeheerMaxDagenUitstel": 0,
        "verkoopprijsArtikelbestandExclusiefBtw": True,
        "inkoopprijsArtikelbestandExclusiefBtw": True,
        "artikelcodeSoort": "Alfanumeriek" if company.alfanumeriek else "Numeriek",
        "artikelcodeMaxLengte": 8,
        "begindatumVoorraadtelling": None,
        "voorraadTonenInZoekvenster": False,
        "aantalDecimalenArtikelprijzen": 2,
        "aantalDecimalenArtikelaantallen": 2,
        "verkooporderVoorraadVanafNiveau": "Alle",
        "voorraadSysteem": None,
        "momentVoorraadBijwerken": None,
        "rekeningTeOntvangenInkoopfacturen": None,
        "dagboekVoorraadverschillen": None,
        "buitenlandseBtwGrootboek": None,
        "factureerBuitenlandsBtw": False,
        "factureerBuitenlandsBtwRanges": [],
    }
