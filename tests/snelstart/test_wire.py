from datetime import date
from decimal import Decimal

import pytest

from core.domain.partij import Side
from core.errors import GarbledError
from core.snelstart import wire


def test_a_full_relatie_becomes_a_partij():
    raw = """{"relatiesoort":["Klant","Leverancier"],"relatiecode":20102,"naam":"Café ’t Hoekje","telefoon":"085 1",
        "email":"a@b.example","btwNummer":"NL001234567B29","kvkNummer":"00123456","iban":"NL91","nonactief":false,
        "vestigingsAdres":{"straat":"Kade 1","postcode":"1234 AB","plaats":"Ede","land":{"id":"x"}},
        "factuurkorting":2.5,"id":"1","nieuwVeld":{}}""".encode()
    partij = wire.relatie_to_partij(raw)
    assert (partij.side, partij.id, partij.naam, partij.nummer) == (Side.SNELSTART, "1", "Café ’t Hoekje", "20102")
    assert (partij.straat, partij.postcode, partij.plaats) == ("Kade 1", "1234 AB", "Ede")
    assert (partij.btw, partij.email, partij.telefoon) == ("NL001234567B29", "a@b.example", "085 1")
    assert (partij.kvk, partij.iban) == ("00123456", "NL91")
    assert partij.soorten == {"Klant", "Leverancier"}
    assert partij.takes_part


def test_nulls_and_missing_keys_are_empty():
    for raw in (b'{"id":"1"}', b'{"id":"1","naam":null,"relatiecode":null,"vestigingsAdres":null,"relatiesoort":null}'):
        partij = wire.relatie_to_partij(raw)
        assert (partij.naam, partij.nummer, partij.straat, partij.soorten) == ("", "", "", frozenset())
        assert not partij.takes_part


@pytest.mark.parametrize(
    "more",
    ['"nonactief":true', '"relatiecode":-2', '"relatiesoort":["Leverancier"]', '"relatiesoort":["Klant","Eigen"]'],
)
def test_who_is_no_klant_does_not_take_part(more):
    raw = '{"id":"1","relatiesoort":["Klant"],"relatiecode":5,' + more + "}"
    assert not wire.relatie_to_partij(raw.encode()).takes_part


def test_the_mobile_number_stands_in():
    assert wire.relatie_to_partij(b'{"id":"1","telefoon":"","mobieleTelefoon":"06 1"}').telefoon == "06 1"


def test_an_artikel_keeps_its_price_exactly():
    raw = b"""{"id":"1","artikelcode":"VOORBEELD","omschrijving":"Uur","artikelOmzetgroep":{"id":"g","uri":"/x"},
        "verkoopprijs":87.10,"eenheid":null,"isNonActief":true,"subartikelen":[]}"""
    artikel = wire.artikel(raw)
    assert (artikel.code, artikel.groep_id, str(artikel.prijs), artikel.eenheid, artikel.actief) == (
        "VOORBEELD",
        "g",
        "87.10",
        "",
        False,
    )
    assert wire.artikel(b'{"id":"1","verkoopprijs":null,"artikelcode":12}').prijs == Decimal(0)


def test_an_omzetgroep_and_a_btw_tarief():
    groep = wire.productgroep(b'{"id":"1","nummer":5,"omschrijving":"Hoog","verkoopNederlandBtwSoort":"Hoog"}')
    assert (groep.nummer, groep.btw_soort) == (5, "Hoog")
    tarief = wire.btw_tarief(
        b'{"btwSoort":"Laag","btwPercentage":9.0,"datumVanaf":"2019-01-01T00:00:00","datumTotEnMet":"2400-12-31T00:00:00"}'
    )
    assert (tarief.soort, tarief.percentage, tarief.van, tarief.tot) == (
        "Laag",
        Decimal("9.0"),
        date(2019, 1, 1),
        date(2400, 12, 31),
    )


@pytest.mark.parametrize(
    "read", [wire.relatie_to_partij, wire.artikel, wire.productgroep, wire.btw_tarief, wire.record]
)
@pytest.mark.parametrize("raw", [b"", b"[]", b"null", b"<html>", b'{"id":', b"\xff", b"12"])
def test_what_is_no_record_is_garbled(read, raw):
    with pytest.raises(GarbledError):
        read(raw)


@pytest.mark.parametrize(
    "raw", [b"{}", b'{"id":5}', b'{"id":"1","relatiecode":"x"}', b'{"id":"1","relatiesoort":"Klant"}']
)
def test_a_field_of_the_wrong_type_is_named(raw):
    with pytest.raises(GarbledError) as caught:
        wire.relatie_to_partij(raw)
    assert "relaties" in caught.value.detail


def test_a_date_that_is_none_is_garbled():
    with pytest.raises(GarbledError):
        wire.btw_tarief(b'{"btwSoort":"Laag","btwPercentage":9,"datumVanaf":"gisteren","datumTotEnMet":"x"}')


def test_a_record_keeps_every_field_and_exact_fractions():
    assert wire.record(b'{"factuurkorting":2.50,"fax":"1","n":null}') == {
        "factuurkorting": Decimal("2.50"),
        "fax": "1",
        "n": None,
    }
