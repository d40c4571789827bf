"""What hangs under every article: grootboeken, dagboeken, the eight artikelomzetgroepen and the btwtarieven.

The eight groups and their numbers are those of a new administratie; the ledgers are the part of a Dutch scheme
that a service firm touches. Btw history is the real one: 17,5 → 19 → 21 and 6 → 9.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.sandbox.world.chance import guid

if TYPE_CHECKING:
    from random import Random

Table = dict[str, dict[str, Any]]

_GROOTBOEKEN: tuple[tuple[int, str, str, str, str, str], ...] = (
    (100, "Goodwill", "Balans", "Diversen", "Immateriële vaste activa", ""),
    (200, "Gebouwen", "Balans", "Diversen", "Materiële vaste activa", ""),
    (210, "Inventaris", "Balans", "Diversen", "Materiële vaste activa", ""),
    (215, "Afschrijving inventaris", "Balans", "Diversen", "Materiële vaste activa", ""),
    (220, "Vervoermiddelen", "Balans", "Diversen", "Materiële vaste activa", ""),
    (500, "Aandelenkapitaal", "Balans", "Diversen", "Eigen vermogen", ""),
    (510, "Overige reserves", "Balans", "Diversen", "Eigen vermogen", ""),
    (599, "Resultaat boekjaar", "Balans", "Winstboeking", "Eigen vermogen", ""),
    (1000, "Kas", "Balans", "DagboekKas", "Liquide middelen", ""),
    (1010, "Bank", "Balans", "DagboekBank", "Liquide middelen", ""),
    (1020, "Spaarrekening", "Balans", "DagboekBank", "Liquide middelen", ""),
    (1090, "Kruisposten", "Balans", "Kruisposten", "Liquide middelen", ""),
    (1099, "Tussenrekening betalingen", "Balans", "TussenrekeningBetalingen", "Liquide middelen", ""),
    (1100, "Onbekende betalingen", "Balans", "OnbekendeBetalingen", "Liquide middelen", ""),
    (1300, "Debiteuren", "Balans", "DagboekVerkoop", "Vorderingen", ""),
    (1400, "Vooruitbetaalde kosten", "Balans", "Diversen", "Vorderingen", ""),
    (1410, "Nog te factureren omzet", "Balans", "Diversen", "Vorderingen", ""),
    (1500, "Af te dragen btw hoog", "Balans", "BtwAfTeDragenHoog", "Btw", "Hoog"),
    (1510, "Af te dragen btw laag", "Balans", "BtwAfteDragenLaag", "Btw", "Laag"),
    (1520, "Af te dragen btw overig", "Balans", "BtwAfTeDragenOverig", "Btw", "Overig"),
    (1525, "Af te dragen btw verlegd", "Balans", "BtwAfTeDragenVerlegdVerkopen", "Btw", "Geen"),
    (1530, "Te vorderen btw hoog", "Balans", "BtwTeVorderenHoog", "Btw", "Hoog"),
    (1540, "Te vorderen btw laag", "Balans", "BtwTeVorderenLaag", "Btw", "Laag"),
    (1550, "Te vorderen btw overig", "Balans", "BtwTeVorderenOverig", "Btw", "Overig"),
    (1560, "Betaalde btw", "Balans", "Diversen", "Btw", ""),
    (1600, "Crediteuren", "Balans", "DagboekInkoop", "Kortlopende schulden", ""),
    (1700, "Af te dragen loonheffing", "Balans", "Diversen", "Kortlopende schulden", ""),
    (1710, "Netto lonen", "Balans", "Diversen", "Kortlopende schulden", ""),
    (1800, "Derdengelden", "Balans", "Diversen", "Kortlopende schulden", ""),
    (2000, "Memoriaal", "Balans", "DagboekMemoriaal", "Tussenrekeningen", ""),
    (2010, "Beginbalans", "Balans", "DagboekBalans", "Tussenrekeningen", ""),
    (2100, "Vraagposten", "Balans", "InkopenVraagPosten", "Tussenrekeningen", ""),
    (3000, "Voorraad", "Balans", "Diversen", "Voorraden", ""),
    (4000, "Brutolonen", "WinstEnVerlies", "InkopenKostenAlleBtwTarieven", "Personeelskosten", ""),
    (4010, "Sociale lasten", "WinstEnVerlies", "InkopenKostenAlleBtwTarieven", "Personeelskosten", ""),
    (4020, "Reiskosten personeel", "WinstEnVerlies", "InkopenKostenAlleBtwTarieven", "Personeelskosten", ""),
    (4100, "Huur kantoor", "WinstEnVerlies", "InkopenKostenHoog", "Huisvestingskosten", "Hoog"),
    (4110, "Gas, water en elektra", "WinstEnVerlies", "InkopenKostenHoog", "Huisvestingskosten", "Hoog"),
    (4200, "Brandstof", "WinstEnVerlies", "InkopenKostenHoog", "Autokosten", "Hoog"),
    (4210, "Onderhoud auto's", "WinstEnVerlies", "InkopenKostenHoog", "Autokosten", "Hoog"),
    (4300, "Kantoorbenodigdheden", "WinstEnVerlies", "InkopenKostenHoog", "Kantoorkosten", "Hoog"),
    (4310, "Telefoon en internet", "WinstEnVerlies", "InkopenKostenHoog", "Kantoorkosten", "Hoog"),
    (4320, "Vakliteratuur", "WinstEnVerlies", "InkopenKostenLaag", "Kantoorkosten", "Laag"),
    (4330, "Software", "WinstEnVerlies", "InkopenKostenHoog", "Kantoorkosten", "Hoog"),
    (4400, "Representatiekosten", "WinstEnVerlies", "InkopenKostenAlleBtwTarieven", "Verkoopkosten", ""),
    (4500, "Verzekeringen", "WinstEnVerlies", "InkopenKostenAlleBtwTarieven", "Algemene kosten", ""),
    (4510, "Bankkosten", "WinstEnVerlies", "InkopenKostenAlleBtwTarieven", "Algemene kosten", ""),
    (4900, "Betalingsverschillen", "WinstEnVerlies", "Betalingskorting", "Algemene kosten", ""),
    (8000, "Omzet goederen hoog", "WinstEnVerlies", "VerkopenOmzetHoog", "Omzet", "Hoog"),
    (8010, "Omzet goederen laag", "WinstEnVerlies", "VerkopenOmzetLaag", "Omzet", "Laag"),
    (8020, "Omzet goederen geen btw", "WinstEnVerlies", "VerkopenOmzetOnbelastVerlegd", "Omzet", "Geen"),
    (8030, "Omzet goederen vrijgesteld", "WinstEnVerlies", "VerkopenBtwVrij", "Omzet", "Geen"),
    (8100, "Omzet diensten hoog", "WinstEnVerlies", "VerkopenOmzetHoog", "Omzet", "Hoog"),
    (8110, "Omzet diensten laag", "WinstEnVerlies", "VerkopenOmzetLaag", "Omzet", "Laag"),
    (8120, "Omzet diensten geen btw", "WinstEnVerlies", "VerkopenOmzetOnbelastVerlegd", "Omzet", "Geen"),
    (8130, "Omzet diensten vrijgesteld", "WinstEnVerlies", "VerkopenBtwVrij", "Omzet", "Geen"),
    (8200, "Omzet binnen EU", "WinstEnVerlies", "DienstverleningBinnenEU", "Omzet", "Geen"),
    (8210, "Omzet buiten EU", "WinstEnVerlies", "VerkopenExportBuitenEU", "Omzet", "Geen"),
    (8220, "Televerkopen binnen EU", "WinstEnVerlies", "InstallatieTeleverkoopBinnenEUgeen", "Omzet", "Geen"),
    (8900, "Oninbare vorderingen", "WinstEnVerlies", "OninbareVorderingen", "Omzet", ""),
)

_OMZETGROEPEN: tuple[tuple[int, str, int, str], ...] = (
    (1, "Hoog btw (goederen)", 8000, "Hoog"),
    (2, "Laag btw (goederen)", 8010, "Laag"),
    (3, "Geen btw (goederen)", 8020, "Geen"),
    (4, "Vrijgesteld van btw (goederen)", 8030, "Geen"),
    (5, "Hoog btw (diensten)", 8100, "Hoog"),
    (6, "Laag btw (diensten)", 8110, "Laag"),
    (7, "Geen btw (diensten)", 8120, "Geen"),
    (8, "Vrijgesteld van btw (diensten)", 8130, "Geen"),
)

_TARIEVEN: tuple[tuple[str, str, str, str], ...] = (
    ("Geen", "0.00", "1900-01-01", "2400-12-31"),
    ("Laag", "6.00", "1900-01-01", "2018-12-31"),
    ("Laag", "9.00", "2019-01-01", "2400-12-31"),
    ("Hoog", "17.50", "1900-01-01", "2000-12-31"),
    ("Hoog", "19.00", "2001-01-01", "2012-09-30"),
    ("Hoog", "21.00", "2012-10-01", "2400-12-31"),
    ("Overig", "0.00", "1900-01-01", "2400-12-31"),
)

_DAGBOEKEN: tuple[tuple[int, str, str], ...] = (
    (1000, "Kas", "Kas"),
    (1010, "Bank", "Bank"),
    (1300, "Verkoop", "Verkoop"),
    (1600, "Inkoop", "Inkoop"),
    (2000, "Memoriaal", "Memoriaal"),
    (2010, "Balans", "Balans"),
)


def grootboeken_table(random: Random, modified_on: str) -> Table:
    """GrootboekModel by id, in order of nummer."""
    table: Table = {}
    for nummer, omschrijving, rekening, functie, rubriek, soort in _GROOTBOEKEN:
        key = guid(random)
        table[key] = {
            "modifiedOn": modified_on,
            "omschrijving": omschrijving,
            "kostenplaatsVerplicht": False,
            "rekeningCode": rekening,
            "nonactief": False,
            "nummer": nummer,
            "grootboekfunctie": functie,
            "grootboekRubriek": rubriek,
            "rgsCode": [],
            "btwSoort": [soort] if soort else [],
            "vatRateCode": None,
            "id": key,
            "uri": f"/grootboeken/{key}",
        }
    return table


def omzetgroepen_table(random: Random, grootboeken: Table) -> Table:
    """ArtikelOmzetGroepModel by id, nummer 1 to 8."""
    ledgers = {record["nummer"]: key for key, record in grootboeken.items()}
    table: Table = {}
    for nummer, omschrijving, grootboek, soort in _OMZETGROEPEN:
        key = guid(random)
        ledger = ledgers[grootboek]
        table[key] = {
            "nummer": nummer,
            "omschrijving": omschrijving,
            "verkoopGrootboekNederlandIdentifier": {"id": ledger, "uri": f"/grootboeken/{ledger}"},
            "verkoopNederlandBtwSoort": soort,
            "id": key,
            "uri": f"/artikelomzetgroepen/{key}",
        }
    return table


def btwtarieven_table() -> Table:
    """BtwTariefModel, which has no id of its own, under a key that never leaves the house."""
    return {
        f"{soort}-{vanaf}": {
            "btwSoort": soort,
            "btwPercentage": Decimal(percentage),
            "datumVanaf": f"{vanaf}T00:00:00",
            "datumTotEnMet": f"{tot}T00:00:00",
        }
        for soort, percentage, vanaf, tot in _TARIEVEN
    }


def dagboeken_table(random: Random) -> Table:
    """DagboekModel by id: the six of a new administratie."""
    table: Table = {}
    for nummer, omschrijving, soort in _DAGBOEKEN:
        key = guid(random)
        table[key] = {
            "omschrijving": omschrijving,
            "soort": soort,
            "nonactief": False,
            "nummer": nummer,
            "id": key,
            "uri": f"/dagboeken/{key}",
        }
    return table
