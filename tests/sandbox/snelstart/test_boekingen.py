from datetime import date

import pytest

from core.sandbox.snelstart.acts import lock_period
from tests.sandbox.snelstart import wide
from tests.sandbox.snelstart.ground import ADMINISTRATIE, KLANT, LEVERANCIER, OMZET_HOOG, codes


@pytest.fixture(autouse=True)
def whole(state):
    wide.widen(state)


async def verkoop(client, **members):
    return await client.post("/v2/verkoopboekingen", json=wide.verkoopboeking() | members)


async def facturen(client):
    return (await client.get("/v2/verkoopfacturen")).json()


async def test_a_boeking_makes_its_factuur(client):
    made = await verkoop(client)
    assert made.status_code == 201
    assert '"factuurbedrag":121.00' in made.text
    (factuur,) = await facturen(client)
    assert (factuur["factuurnummer"], factuur["openstaandSaldo"], factuur["vervalDatum"]) == (
        "V1",
        121,
        "2026-12-01T00:00:00",
    )


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"klant": {"id": LEVERANCIER}}, "BOE-0060"),
        ({"boekingsregels": []}, "BOE-0023"),
        ({"factuurbedrag": "120.99"}, "BOE-0039"),
        ({"boekingsregels": [{"grootboek": {"id": OMZET_HOOG}, "bedrag": 0}]}, "BOE-0028"),
        ({"boekingsregels": [{"grootboek": {"id": OMZET_HOOG}, "bedrag": "100.00", "btwSoort": "Laag"}]}, "BOE-0082"),
        ({"boekingsregels": [{"grootboek": {"id": KLANT}, "bedrag": "100.00"}]}, "BOE-0037"),
        ({"btw": [{"btwSoort": "VerkopenVerlegd"}, {"btwSoort": "VerkopenHoog", "btwBedrag": "21.00"}]}, "BOE-0062"),
        ({"factuurdatum": "2015-01-01"}, "BOE-0033"),
        ({"factuurdatum": None}, "BOE-0070"),
    ],
)
async def test_each_rule_has_its_code(client, members, expected):
    assert expected in codes(await verkoop(client, **members))
    assert await facturen(client) == []


async def test_a_factuurnummer_is_used_once(client):
    await verkoop(client)
    refused = await verkoop(client)
    assert refused.json() == [{"errorCode": "BOE-0021", "message": "Het factuurnummer bestaat al", "details": None}]


async def test_a_locked_period_takes_no_boeking(client, state):
    lock_period(state, ADMINISTRATIE, date(2026, 11, 30))
    assert "BOE-0042" in codes(await verkoop(client))


async def test_a_bank_line_pays_a_factuur_and_its_delete_opens_it_again(client):
    boeking = (await verkoop(client)).json()["id"]
    lines = {"verkoopboekingBoekingsRegels": [{"boekingId": {"id": boeking}, "credit": "100.00"}]}
    body = wide.dagboeking(wide.BANK, received="100.00", **lines)
    bank = (await client.post("/v2/bankboekingen", json=body)).json()["id"]
    assert (await facturen(client))[0]["openstaandSaldo"] == 21
    assert codes(await client.delete(f"/v2/verkoopboekingen/{boeking}")) == ["BOE-0083"]
    changed = body | {"id": bank, "bedragOntvangen": "50.00"}
    changed["verkoopboekingBoekingsRegels"] = [{"boekingId": {"id": boeking}, "credit": "50.00"}]
    assert (await client.put(f"/v2/bankboekingen/{bank}", json=changed)).status_code == 200
    assert (await facturen(client))[0]["openstaandSaldo"] == 71
    assert (await client.delete(f"/v2/bankboekingen/{bank}")).status_code == 200
    assert (await facturen(client))[0]["openstaandSaldo"] == 121
    assert (await client.delete(f"/v2/verkoopboekingen/{boeking}")).status_code == 200
    assert await facturen(client) == []


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("bankboekingen", wide.dagboeking(wide.KAS), "BOE-0096"),
        ("kasboekingen", wide.dagboeking(KLANT), "BOE-0096"),
        ("bankboekingen", wide.dagboeking(wide.BANK) | {"bedragUitgegeven": 1}, "BOE-0027"),
        ("bankboekingen", wide.dagboeking(wide.BANK) | {"bedragOntvangen": 9}, "BOE-0039"),
        ("bankboekingen", wide.dagboeking(wide.BANK) | {"grootboekBoekingsRegels": []}, "BOE-0023"),
        ("memoriaalboekingen", wide.memoriaalboeking() | {"dagboek": {"id": wide.BANK}}, "BOE-0095"),
        (
            "memoriaalboekingen",
            wide.memoriaalboeking()
            | {"memoriaalBoekingsRegels": [{"omschrijving": "x", "grootboek": {"id": wide.DIVERSEN}, "debet": 1}]},
            "BOE-0094",
        ),
    ],
)
async def test_each_dagboek_rule_has_its_code(client, path, body, expected):
    assert expected in codes(await client.post(f"/v2/{path}", json=body))


async def test_the_dagboek_of_a_boeking_stays(client, administratie):
    administratie.tables["dagboeken"][KLANT] = wide.dagboek(KLANT, 9, "Bank")
    made = (await client.post("/v2/bankboekingen", json=wide.dagboeking(wide.BANK))).json()["id"]
    body = wide.dagboeking(KLANT) | {"id": made}
    assert "BOE-0077" in codes(await client.put(f"/v2/bankboekingen/{made}", json=body))


async def test_an_inkoopnummer_is_unique_at_one_leverancier(client):
    assert (await client.post("/v2/inkoopboekingen", json=wide.inkoopboeking())).status_code == 201
    assert codes(await client.post("/v2/inkoopboekingen", json=wide.inkoopboeking())) == ["BOE-0021"]
    assert codes(
        await client.post("/v2/inkoopboekingen", json=wide.inkoopboeking("I2") | {"leverancier": {"id": KLANT}})
    ) == ["BOE-0003"]
    rows = (await client.get(f"/v2/relaties/{LEVERANCIER}/inkoopboekingen")).json()
    assert [row["factuurnummer"] for row in rows] == ["I1"]


async def test_mutaties_follow_a_boeking_and_add_up(client):
    await verkoop(client)
    query = {"$apply": "groupby((FactuurNummer),aggregate(Credit with sum as Totaal))"}
    assert (await client.get("/v2/grootboekmutaties", params=query)).json() == [{"FactuurNummer": "V1", "Totaal": 100}]
    span = {"start": "2026-11-01", "end": "2026-11-30"}
    (row,) = (await client.get("/v2/rapportages/periodebalans", params=span)).json()
    assert (row["credit"], row["eindSaldoPeriode"]) == (100, -100)


async def test_a_scan_becomes_a_boeking_while_one_polls(client):
    started = await client.post(
        "/v2/inkoopboekingen/CreateFromAttachment", json={"fileName": "a.pdf", "content": "eA=="}
    )
    query = {"instanceId": started.json()["instanceId"]}
    path = "/v2/inkoopboekingen/GetCreateFromAttachmentStatus"
    answers = [(await client.get(path, params=query)).json() for _ in range(3)]
    assert [each["status"] for each in answers] == ["Running", "Completed", "Completed"]
    assert (await client.get(f"/v2/inkoopboekingen/{answers[1]['inkoopboekingId']}")).status_code == 200
