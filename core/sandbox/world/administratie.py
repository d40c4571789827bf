"""An administratie of SnelStart around its relaties: company info, master data, sjablonen, artikelen, house relaties.

Promises what a new administratie has by itself: the own relation, the two placeholders, the eight omzetgroepen,
the standard sjablonen and six dagboeken.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.sandbox.world import numbers
from core.sandbox.world.chance import guid, stamp, stream
from core.sandbox.world.klant import Klant, relatie
from core.sandbox.world.ledgers import btwtarieven_table, dagboeken_table, grootboeken_table, omzetgroepen_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from random import Random

    from core.sandbox.world.catalogue import Product

Table = dict[str, dict[str, Any]]

STANDARD_SJABLONEN: tuple[tuple[str, bool], ...] = (("Standaard", True), ("Standaard inclusief btw", False))
"""(omschrijving, prijsIngaveExclusiefBtw): what a new administratie starts with, by assumption."""

LEVERANCIERS: tuple[str, ...] = (
    "Papiergroothandel Vellekoop B.V.",
    "Energie Achterhoek N.V.",
    "Softwarehuis Binair B.V.",
    "Verhuurder Kantoor Zuiderkade",
    "Koffiebranderij Zwart Goud",
    "Telecom Oost B.V.",
)


def house_relaties(random: Random, naam: str, land_id: str, modified_on: str) -> Table:
    """The own relation and the placeholders -1 and -2, which no klant may be paired with."""
    nobody = Klant(0, "", "", "", None, None, None, None)
    table: Table = {}
    for code, text, soort in (
        (0, naam, "Eigen"),
        (-1, "Leverancier onbekend", "Leverancier"),
        (-2, "Klant onbekend", "Klant"),
    ):
        key = guid(random)
        record = relatie(nobody, key, land_id, modified_on, naam=text, code=code, soort=soort)
        empty = {"contactpersoon": None, "straat": None, "postcode": None, "plaats": None, "land": None}
        table[key] = {**record, "vestigingsAdres": empty, "correspondentieAdres": empty}
    return table


def leveranciers(random: Random, land_id: str, modified_on: str) -> Table:
    """A handful of suppliers with codes from 30001, one of them nonactief."""
    table: Table = {}
    for index, naam in enumerate(LEVERANCIERS):
        key = guid(random)
        slug = "".join(character for character in naam.lower() if character.isalnum())
        klant = Klant(
            serial=index,
            straat=f"Handelsweg {index + 1}",
            postcode=f"7202 A{chr(65 + index)}",
            plaats="Zutphen",
            email=f"verkoop@{slug}.example",
            telefoon=numbers.telefoon(900_000 + index),
            btw=numbers.btw_id(900_000 + index),
            kvk=numbers.kvk(800_000 + index),
        )
        record = relatie(klant, key, land_id, modified_on, naam=naam, code=30_001 + index, soort="Leverancier")
        table[key] = {**record, "iban": numbers.iban(index, "DEMO"), "nonactief": index == len(LEVERANCIERS) - 1}
    return table


def artikelen_table(random: Random, producten: Sequence[Product], groepen: Table, moment: datetime) -> Table:
    """ArtikelModel as the list answers it, by id, each in its omzetgroep."""
    by_number = {record["nummer"]: key for key, record in groepen.items()}
    table: Table = {}
    for code, omschrijving, groep, prijs, eenheid in producten:
        key = guid(random)
        groep_id = by_number[groep]
        table[key] = {
            "isHoofdartikel": False,
            "subartikelen": [],
            "artikelcode": code,
            "omschrijving": omschrijving,
            "artikelOmzetgroep": {"id": groep_id, "uri": f"/artikelomzetgroepen/{groep_id}"},
            "verkoopprijs": Decimal(prijs),
            "inkoopprijs": Decimal("0.00"),
            "eenheid": eenheid,
            "modifiedOn": stamp(moment - timedelta(minutes=random.randrange(1_000, 400_000)), random),
            "relatie": None,
            "isNonActief": False,
            "voorraadControle": False,
            "technischeVoorraad": Decimal(0),
            "vrijeVoorraad": Decimal(0),
            "extraVelden": [],
            "id": key,
            "uri": f"/artikelen/{key}",
        }
    return table


def sjablonen_table(random: Random) -> Table:
    """VerkoopOrderSjabloonModel by id: the standard set."""
    table: Table = {}
    for omschrijving, exclusief in STANDARD_SJABLONEN:
        key = guid(random)
        table[key] = {
            "omschrijving": omschrijving,
            "nonactief": False,
            "prijsIngaveExclusiefBtw": exclusief,
            "nieuweOrdersBlokkeren": False,
            "extraHoofdVelden": [],
            "extraRegelVelden": [],
            "id": key,
            "uri": f"/verkoopordersjablonen/{key}",
        }
    return table


def master_data(
    seed: int, naam: str, producten: Sequence[Product], moment: datetime, landen: Table
) -> dict[str, Table]:
    """Every table of an administratie but its relaties; orders and facturen are empty."""
    random = stream(seed, f"stam:{naam}")
    grootboeken = grootboeken_table(random, stamp(moment - timedelta(days=700), random))
    groepen = omzetgroepen_table(random, grootboeken)
    kostenplaats = guid(random)
    return {
        "landen": landen,
        "grootboeken": grootboeken,
        "dagboeken": dagboeken_table(random),
        "btwtarieven": btwtarieven_table(),
        "artikelomzetgroepen": groepen,
        "artikelen": artikelen_table(random, producten, groepen, moment),
        "verkoopordersjablonen": sjablonen_table(random),
        "kostenplaatsen": {
            kostenplaats: {
                "omschrijving": "Kantoor",
                "nonactief": False,
                "nummer": 1,
                "id": kostenplaats,
                "uri": f"/kostenplaatsen/{kostenplaats}",
            }
        },
        "verkooporders": {},
        "verkoopfacturen": {},
        "verkoopboekingen": {},
    }
