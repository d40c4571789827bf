import pytest

from core.sandbox.snelstart.acts import invoice_order, totals
from tests.sandbox.snelstart.ground import (
    ADMINISTRATIE,
    BOEK,
    GEEN,
    JSON,
    KLANT,
    LEVERANCIER,
    TWEEDE,
    UUR,
    codes,
    number_id,
)


def line(artikel, aantal, stuksprijs, **members):
    return {"artikel": {"id": artikel}, "aantal": aantal, "stuksprijs": stuksprijs, **members}


async def test_an_order_gets_its_number_from_the_administratie(client, order):
    numbers = [(await client.post("/v2/verkooporders", json=order)).json()["nummer"] for _ in range(2)]
    assert numbers == [1001, 1002]
    assert (await client.get("/v2/companyInfo")).json()["volgendVerkoopordernummer"] == 1003


async def test_defaults_are_those_of_klant_artikel_and_service(client, order, administratie):
    administratie.tables["relaties"][KLANT] |= {"krediettermijn": 30}
    made = (await client.post("/v2/verkooporders", json=order)).json()
    assert made["procesStatus"] == "Order"
    assert made["verkooporderBtwIngaveModel"] == "Exclusief"
    assert made["verkoopOrderStatus"] == "InBehandeling"
    assert made["krediettermijn"] == 30
    assert made["regels"][0]["omschrijving"] == "Advies per uur"
    assert made["datum"] == "2026-11-24T00:00:00"


async def test_totals_are_computed_and_those_in_the_body_ignored(client, order):
    body = order | {"totaalExclusiefBtw": "1.00", "totaalInclusiefBtw": 1}
    text = (await client.post("/v2/verkooporders", json=body)).text
    assert '"totaalExclusiefBtw":175.00' in text
    assert '"totaalInclusiefBtw":211.75' in text


async def test_btw_is_rounded_once_a_soort(client, order):
    body = order | {"regels": [line(UUR, "0.25", "87.50"), line(UUR, "0.75", "87.50"), line(UUR, "0.25", "87.50")]}
    text = (await client.post("/v2/verkooporders", json=body)).text
    assert '"totaalExclusiefBtw":109.39' in text
    assert '"totaalInclusiefBtw":132.36' in text


async def test_mixed_rates_and_a_date_before_2019(client, order):
    body = order | {"datum": "2018-12-31", "regels": [line(BOEK, 1, "25.00"), line(UUR, 1, "100"), line(GEEN, 1, "10")]}
    made = (await client.post("/v2/verkooporders", json=body)).json()
    assert made["totaalInclusiefBtw"] == 26.50 + 121 + 10


async def test_an_order_inclusive_of_btw_takes_the_btw_out(client, order):
    body = order | {"verkooporderBtwIngaveModel": "Inclusief", "regels": [line(UUR, 1, "121.00")]}
    made = (await client.post("/v2/verkooporders", json=body)).json()
    assert (made["totaalExclusiefBtw"], made["totaalInclusiefBtw"]) == (100, 121)


async def test_the_setting_of_the_administratie_rounds_a_line(client, order, administratie):
    body = order | {"regels": [line(UUR, "3", "0.3333", kortingsPercentage="10")]}
    made = (await client.post("/v2/verkooporders", json=body)).json()
    administratie.company_info |= {"regelkortingVerkooporder": "BerekenenOverStukprijs"}
    other = (await client.post("/v2/verkooporders", json=body)).json()
    assert (made["regels"][0]["totaal"], other["regels"][0]["totaal"]) == (0.90, 0.90)
    body = order | {"regels": [line(UUR, "100", "0.333")]}
    assert (await client.post("/v2/verkooporders", json=body)).json()["regels"][0]["totaal"] == 33
    administratie.company_info |= {"regelkortingVerkooporder": "BerekenenOverRegelBedrag"}
    assert (await client.post("/v2/verkooporders", json=body)).json()["regels"][0]["totaal"] == 33.3


async def test_the_factuurkorting_comes_off_before_btw(client, order):
    made = (await client.post("/v2/verkooporders", json=order | {"factuurkorting": 10})).json()
    assert (made["totaalExclusiefBtw"], made["totaalInclusiefBtw"]) == (157.5, 190.58)


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"relatie": {"id": LEVERANCIER}}, ["VOR-0002"]),
        ({"relatie": {"id": number_id("9", 9)}}, ["REL-0005"]),
        ({"nummer": 5}, ["VOR-0005"]),
        ({"orderreferentie": "x" * 51}, ["VOR-0011"]),
        ({"regels": [line(number_id("9", 9), 1, 1)]}, ["ART-0001"]),
        ({"regels": [{"omschrijving": "alleen tekst"}]}, ["ART-0001"]),
        ({"afleveradres": {"straat": "x" * 51}}, ["VOR-0006"]),
        ({"id": number_id("9", 9)}, ["ALG-0100"]),
        ({"regels": [line(UUR, "9999999999", "9999999999")]}, ["ALG-0102"]),
    ],
)
async def test_each_rule_has_its_code(client, order, members, expected):
    assert codes(await client.post("/v2/verkooporders", json=order | members)) == expected
    assert (await client.get("/v2/verkooporders")).json() == []


@pytest.mark.parametrize(
    ("members", "path"),
    [
        ({"relatie": None}, "verkooporder.Relatie"),
        ({"datum": None}, "verkooporder.Datum"),
        ({"datum": "2026-02-30"}, "verkooporder.Datum"),
        ({"krediettermijn": 101}, "verkooporder.Krediettermijn"),
        ({"procesStatus": "Factuur"}, "verkooporder.ProcesStatus"),
        ({"relatie": {"id": "geen guid"}}, "verkooporder.Relatie.Id"),
        ({"regels": {}}, "verkooporder.Regels"),
        ({"regels": [None]}, "verkooporder.Regels[0]"),
        ({"regels": [line(UUR, "veel", 1)]}, "verkooporder.Regels[0].Aantal"),
        ({"regels": [line(UUR, 1, 1e300)]}, "verkooporder.Regels[0].Stuksprijs"),
        ({"regels": [line(UUR, 1, 1, omschrijving="x" * 251)]}, "verkooporder.Regels[0].Omschrijving"),
        ({"memo": "a\0b"}, "verkooporder.Memo"),
    ],
)
async def test_what_does_not_bind_is_model_state(client, order, members, path):
    answer = await client.post("/v2/verkooporders", json=order | members)
    assert answer.status_code == 400
    assert list(answer.json()["modelState"]) == [path]


async def test_half_a_surrogate_pair_is_refused(client):
    answer = await client.post("/v2/verkooporders", content=b'{"memo": "\\ud800"}', headers=JSON)
    assert "verkooporder.Memo" in answer.json()["modelState"]


async def test_an_order_is_changed_whole_and_keeps_its_number(client, order):
    made = (await client.post("/v2/verkooporders", json=order | {"memo": "oud"})).json()
    changed = await client.put(
        f"/v2/verkooporders/{made['id']}", json=order | {"id": made["id"], "relatie": {"id": TWEEDE}}
    )
    assert changed.status_code == 200
    assert (changed.json()["nummer"], changed.json()["memo"], changed.json()["relatie"]["id"]) == (1001, None, TWEEDE)


async def test_a_delete_answers_201_and_is_for_good(client, order):
    made = (await client.post("/v2/verkooporders", json=order)).json()
    assert (await client.delete(f"/v2/verkooporders/{made['id']}")).status_code == 201
    assert (await client.get(f"/v2/verkooporders/{made['id']}")).status_code == 404


async def test_the_proces_status_moves_but_never_to_the_programs_own(client, order):
    made = (await client.post("/v2/verkooporders", json=order)).json()
    path = f"/v2/verkooporders/{made['id']}/ProcesStatus"
    assert (await client.put(path, json={"id": made["id"], "procesStatus": "Pakbon"})).status_code == 200
    assert (await client.get(f"/v2/verkooporders/{made['id']}")).json()["procesStatus"] == "Pakbon"
    assert (await client.put(path, json={"id": made["id"], "procesStatus": "Factuur"})).status_code == 400
    assert codes(await client.put(path, json={"id": KLANT, "procesStatus": "Order"})) == ["ALG-0101"]


async def test_an_invoiced_order_is_closed_to_the_api(client, order, state, administratie):
    made = (await client.post("/v2/verkooporders", json=order)).json()
    invoice_order(state, ADMINISTRATIE, made["id"])
    body = order | {"id": made["id"]}
    assert codes(await client.put(f"/v2/verkooporders/{made['id']}", json=body)) == ["BOE-0047"]
    assert codes(await client.delete(f"/v2/verkooporders/{made['id']}")) == ["BOE-0047"]
    assert totals(administratie)["orders"]["count"] == 1


async def test_an_order_is_found_by_its_reference(client, order):
    await client.post("/v2/verkooporders", json=order | {"orderreferentie": "KB0123 · O'Brien"})
    await client.post("/v2/verkooporders", json=order | {"orderreferentie": "anders"})
    found = await client.get("/v2/verkooporders", params={"$filter": "Orderreferentie eq 'KB0123 · O''Brien'"})
    assert [row["nummer"] for row in found.json()] == [1001]
    found = await client.get("/v2/verkooporders", params={"$filter": "startswith(Orderreferentie,'KB') eq true"})
    assert len(found.json()) == 1


FIELDS = [
    ("Tekst", "x" * 11, "VOR-0035"),
    ("GeheelGetal", "1.5", "VOR-0034"),
    ("Bedrag", "veel", "VOR-0021"),
    ("Datum", "morgen", "VOR-0016"),
    ("Klant", "x", "VOR-0028"),
    ("Klant", "201", "VOR-0029"),
    ("Leverancier", "101", "VOR-0031"),
    ("Artikel", "ONBEKEND", "VOR-0018"),
    ("Artikelgroep", "99", "VOR-0020"),
    ("Land", "XX", "VOR-0033"),
    ("Factuur", "F1", "VOR-0025"),
    ("Grootboekrekening", "1", "VOR-0027"),
]
GOOD = {"Tekst": "kort", "GeheelGetal": "12", "Bedrag": "1.25", "Datum": "2026-11-24", "Klant": "101", "Artikel": "uur"}


def with_field(administratie, soort):
    definition = {"veldNummer": 3, "omschrijving": "Uw veld", "soortVeld": soort, "maximumTekstLengte": 10}
    for sjabloon in administratie.tables["verkoopordersjablonen"].values():
        sjabloon["extraHoofdVelden"] = [definition]


@pytest.mark.parametrize(("soort", "waarde", "expected"), FIELDS)
async def test_an_extra_field_must_be_what_its_sjabloon_says(client, order, administratie, soort, waarde, expected):
    with_field(administratie, soort)
    body = order | {"extraHoofdVelden": [{"veldNummer": 3, "waarde": waarde}]}
    assert codes(await client.post("/v2/verkooporders", json=body)) == [expected]


@pytest.mark.parametrize("soort", GOOD)
async def test_a_good_extra_field_is_kept_with_the_sjabloons_words(client, order, administratie, soort):
    with_field(administratie, soort)
    body = order | {"extraHoofdVelden": [{"veldNummer": 3, "waarde": GOOD[soort]}]}
    made = (await client.post("/v2/verkooporders", json=body)).json()
    assert made["extraHoofdVelden"] == [{"veldNummer": 3, "omschrijving": "Uw veld", "waarde": GOOD[soort]}]


async def test_a_field_the_sjabloon_does_not_have_is_refused(client, order):
    body = order | {"regels": [line(UUR, 1, 1, extraRegelVelden=[{"veldNummer": 8, "waarde": "x"}])]}
    assert codes(await client.post("/v2/verkooporders", json=body)) == ["VOR-0036"]


async def test_a_nonactieve_kostenplaats_takes_no_order(client, order, administratie):
    kostenplaats = number_id("b", 1)
    administratie.tables["kostenplaatsen"] = {
        kostenplaats: {"id": kostenplaats, "nummer": 1, "omschrijving": "Oud pand", "nonactief": True}
    }
    body = order | {"kostenplaats": {"id": kostenplaats}}
    assert codes(await client.post("/v2/verkooporders", json=body)) == ["BOE-0026"]
    administratie.tables["kostenplaatsen"][kostenplaats] |= {"nonactief": False}
    made = (await client.post("/v2/verkooporders", json=body)).json()
    assert made["kostenplaats"]["id"] == kostenplaats
    missing = order | {"kostenplaats": {"id": number_id("b", 2)}}
    assert codes(await client.post("/v2/verkooporders", json=missing)) == ["BOE-0019"]
