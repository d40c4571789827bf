"""What was read is kept raw and slim, compared by digest, and marked gone when a full read no longer shows it."""

from datetime import date
from decimal import Decimal

from core.domain.partij import Partij, Side
from core.domain.product import Artikel, BtwTarief, Productgroep
from core.store import observed, records
from core.store.connection import Connection

RELATIE = Partij(
    Side.SNELSTART, "a", "Café ’t Hoekje", "204", btw="NL001234567B29", email="info@hoekje.example", telefoon="06 1",
    straat="Oude Gracht 12", postcode="3511 AB", plaats="Utrecht", soorten=frozenset({"Klant", "Leverancier"}),
)  # fmt: skip


def test_a_partij_comes_back_as_it_went_in(db: Connection) -> None:
    observed.upsert(db, "relaties", [records.partij_row(RELATIE, observed.digest(b"{}"), b"{}")])
    assert records.partijen(db, Side.SNELSTART) == [RELATIE]
    assert observed.raw(db, "relaties", "a") == b"{}"


def test_products_groups_and_tariffs_come_back_as_they_went_in(db: Connection) -> None:
    artikel = Artikel("p", "100", "Administratie", "g", Decimal("87.50"), "uur")
    groep = Productgroep("g", 5, "Hoog btw (diensten)", "Hoog")
    tarief = BtwTarief("Hoog", Decimal(21), date(2012, 10, 1), date(2400, 12, 31))
    observed.upsert(db, "artikelen", [records.artikel_row(artikel, b"1", b"{}")])
    observed.upsert(db, "productgroepen", [records.productgroep_row(groep, b"1", b"{}")])
    observed.upsert(db, "btwtarieven", [records.btw_tarief_row(tarief, b"1", b"{}")])
    assert records.artikelen(db) == [artikel]
    assert records.productgroepen(db) == [groep]
    assert records.btw_tarieven(db) == [tarief]


def test_a_record_that_is_gone_is_out_of_sight_until_it_comes_back(db: Connection) -> None:
    row = records.partij_row(RELATIE, b"1", b"{}")
    observed.upsert(db, "relaties", [row])
    observed.mark_gone(db, "relaties", ["a"])
    assert records.partijen(db, Side.SNELSTART) == []
    assert observed.raw(db, "relaties", "a") is None
    assert observed.digests(db, "relaties") == {}
    observed.upsert(db, "relaties", [row])
    assert observed.digests(db, "relaties") == {b"1": "a"}


def test_a_watermark_never_goes_back(db: Connection) -> None:
    observed.set_watermark(db, "relaties", "2026-11-24T14:00", "later")
    observed.set_watermark(db, "relaties", "2026-11-24T13:00", "latest")
    assert observed.watermark(db, "relaties") == ("2026-11-24T14:00", "latest")
