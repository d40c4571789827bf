import pytest

from tests.sandbox.snelstart.ground import HOOG, KLANT, UUR, codes, number_id

FRESH = {"artikelcode": "KM", "omschrijving": "Kilometers", "artikelOmzetgroep": {"id": HOOG}, "verkoopprijs": "0.2300"}


async def test_a_page_holds_25_and_more_is_refused_in_the_recorded_words(client):
    for number in range(30):
        await client.post("/v2/artikelen", json=FRESH | {"artikelcode": f"A{number}"})
    assert len((await client.get("/v2/artikelen")).json()) == 25
    assert len((await client.get("/v2/artikelen", params={"$skip": 25})).json()) == 8
    refused = await client.get("/v2/artikelen", params={"$top": 500})
    assert refused.status_code == 400
    assert refused.json() == {
        "Message": "The limit of '25' for Top query has been exceeded. The value from the incoming request is '500'."
    }


async def test_an_amount_keeps_its_digits(client):
    answer = await client.post("/v2/artikelen", json=FRESH)
    assert answer.status_code == 201
    assert '"verkoopprijs":0.2300' in answer.text


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"artikelcode": ""}, "ART-0002"),
        ({"artikelcode": "x" * 21}, "ART-0004"),
        ({"artikelcode": "uur"}, "ART-0005"),
        ({"omschrijving": None}, "ART-0006"),
        ({"artikelOmzetgroep": None}, "ART-0008"),
        ({"artikelOmzetgroep": {"id": number_id("9", 9)}}, "ART-0009"),
        ({"relatie": {"id": KLANT}}, "ART-0017"),
        ({"relatie": {"id": number_id("9", 9)}}, "ART-0016"),
    ],
)
async def test_each_rule_has_its_code(client, members, expected):
    assert codes(await client.post("/v2/artikelen", json=FRESH | members)) == [expected]


async def test_a_numeric_administratie_wants_numeric_codes(client, administratie):
    administratie.company_info["artikelcodeSoort"] = "Numeriek"
    assert codes(await client.post("/v2/artikelen", json=FRESH)) == ["ART-0003"]


async def test_an_artikel_on_an_open_order_stays(client, order):
    await client.post("/v2/verkooporders", json=order)
    assert codes(await client.delete(f"/v2/artikelen/{UUR}")) == ["ART-0011"]


async def test_a_deleted_artikel_is_gone_by_id_and_no_order_takes_it(client, order):
    assert (await client.delete(f"/v2/artikelen/{UUR}")).status_code == 200
    assert (await client.get(f"/v2/artikelen/{UUR}")).status_code == 404
    assert codes(await client.post("/v2/verkooporders", json=order)) == ["ALG-0105"]
