"""What the office sells, and how its Time On names it: 40 producten for SnelStart, categories for hours.

Time On's API knows no producten: an hour carries a categoryID, a distanceCategoryID or an expenseCategoryID. The
names behind those numbers are only on Time On's own screens, so the control API shows them.
"""

from __future__ import annotations

from dataclasses import dataclass

Product = tuple[str, str, int, str, str]

PRODUCTEN: tuple[Product, ...] = (
    ("1001", "Administratie werkzaamheden", 5, "87.50", "uur"),
    ("1002", "Administratie assistent", 5, "62.50", "uur"),
    ("1003", "Btw-aangifte", 5, "87.50", "uur"),
    ("1004", "Debiteurenbeheer", 5, "72.50", "uur"),
    ("1005", "Inrichting boekhoudpakket", 5, "95.00", "uur"),
    ("1101", "Salaris werkzaamheden", 5, "79.00", "uur"),
    ("1102", "Loonstrook per stuk", 5, "12.75", "stuk"),
    ("1103", "Salarisadvies", 5, "95.00", "uur"),
    ("1201", "Jaarrekeningen opstellen", 5, "112.50", "uur"),
    ("1202", "Samenstellingsverklaring", 5, "375.00", "stuk"),
    ("1203", "Publicatie jaarstukken KvK", 5, "95.00", "stuk"),
    ("1301", "Fiscale aangiften", 5, "105.00", "uur"),
    ("1302", "Aangifte inkomstenbelasting", 5, "195.00", "stuk"),
    ("1303", "Aangifte vennootschapsbelasting", 5, "395.00", "stuk"),
    ("1304", "Bezwaarschrift", 5, "125.00", "uur"),
    ("1401", "Advies werkzaamheden", 5, "135.00", "uur"),
    ("1402", "Bedrijfsopvolging", 5, "145.00", "uur"),
    ("1403", "Begeleiding financiering", 5, "135.00", "uur"),
    ("1404", "Overige werkzaamheden", 5, "87.50", "uur"),
    ("1501", "Honorarium advocaat", 5, "210.00", "uur"),
    ("1502", "Honorarium jurist", 5, "165.00", "uur"),
    ("1503", "Kantoorkosten", 5, "0.00", "post"),
    ("1504", "Deurwaarder (belast)", 5, "0.00", "post"),
    ("1601", "Griffierecht (onbelast)", 7, "0.00", "post"),
    ("1602", "Uittreksel KvK (onbelast)", 7, "2.85", "stuk"),
    ("1603", "Leges gemeente (onbelast)", 7, "0.00", "post"),
    ("1604", "Uittreksel kadaster (onbelast)", 7, "3.70", "stuk"),
    ("1701", "Kilometers", 5, "0.45", "km"),
    ("1702", "Kilometers buitendienst", 5, "0.52", "km"),
    ("1703", "Parkeerkosten", 5, "0.00", "post"),
    ("1704", "Treinreis", 6, "0.00", "post"),
    ("1705", "Lunch bij bespreking", 6, "0.00", "post"),
    ("1706", "Verblijfkosten", 5, "0.00", "post"),
    ("1801", "Cursus ondernemerschap (vrijgesteld)", 8, "95.00", "uur"),
    ("1802", "Bemiddeling verzekering (vrijgesteld)", 8, "95.00", "stuk"),
    ("1901", "Ordner met tabbladen", 1, "14.95", "stuk"),
    ("1902", "Kassarol, doos van 50", 1, "39.50", "doos"),
    ("1903", "Belastinggids", 2, "24.95", "stuk"),
    ("1904", "Postzegels", 3, "1.31", "stuk"),
    ("1905", "Tweedehands vakboek (vrijgesteld)", 4, "7.50", "stuk"),
)
"""(artikelcode, omschrijving, number of the omzetgroep, verkoopprijs excl. btw, eenheid)."""


@dataclass(frozen=True, slots=True)
class Soort:
    """A category of Time On: its number, its name on screen, and the artikel the office declares it with."""

    id: int
    naam: str
    artikelcode: str


UREN: tuple[Soort, ...] = (
    Soort(11, "Administratie", "1001"),
    Soort(12, "Administratie assistent", "1002"),
    Soort(13, "Btw-aangifte", "1003"),
    Soort(14, "Salaris", "1101"),
    Soort(15, "Jaarrekening", "1201"),
    Soort(16, "Fiscaal", "1301"),
    Soort(17, "Advies", "1401"),
    Soort(18, "Juridisch", "1501"),
    Soort(19, "Inrichting pakket", "1005"),
    Soort(20, "Cursus", "1801"),
    Soort(21, "Kantooroverleg", "1404"),
)
KILOMETERS: tuple[Soort, ...] = (Soort(31, "Auto", "1701"), Soort(32, "Auto buitendienst", "1702"))
ONKOSTEN: tuple[Soort, ...] = (
    Soort(41, "Parkeren", "1703"),
    Soort(42, "Trein", "1704"),
    Soort(43, "Lunch met klant", "1705"),
    Soort(44, "Griffierecht", "1601"),
    Soort(45, "Uittreksel KvK", "1602"),
    Soort(46, "Belastinggids", "1903"),
    Soort(47, "Deurwaarder", "1504"),
)
TARIEVEN: tuple[tuple[int, str, str], ...] = (
    (1, "Standaard", "87.50"),
    (2, "Specialist", "95.00"),
    (3, "Advies", "135.00"),
    (4, "Advocaat", "210.00"),
)
"""(rateID, naam, euro an hour)."""
