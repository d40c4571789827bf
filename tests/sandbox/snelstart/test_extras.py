"""Documents, extra fields, prices, kostenplaatsen and grootboeken."""

import pytest

from tests.sandbox.snelstart import wide
from tests.sandbox.snelstart.ground import KLANT, LEVERANCIER, TWEEDE, UUR, codes, number_id

PDF = {"content": "eA==", "fileName": "specificatie.pdf", "parentIdentifier": KLANT}


@pytest.fixture(autouse=True)
def whole(state):
    wide.widen(state)


async def test_a_document_hangs_on_its_relatie(client):
    made = await client.post("/v2/documenten/relaties", json=PDF)
    assert made.status_code == 201
    record = made.json()
    shown = (await client.get(f"/v2/relaties/{KLANT}")).json()["documents"]
    assert [each["fileName"] for each in shown] == ["specificatie.pdf"]
    assert (await client.get(record["uri"].replace("/documenten", "/v2/documenten"))).json()["content"] == "eA=="
    assert [each["verkoopBoekingId"] for each in (await client.get(f"/v2/documenten/Relaties/{KLANT}")).json()] == [
        KLANT
    ]
    assert (await client.delete(f"/v2/documenten/{record['id']}")).status_code == 200
    assert (await client.get(f"/v2/relaties/{KLANT}")).json()["documents"] == []


async def test_a_second_upload_is_a_second_copy(client):
    for _ in range(2):
        await client.post("/v2/documenten/Relaties", json=PDF)
    assert len((await client.get(f"/v2/documenten/Relaties/{KLANT}")).json()) == 2


@pytest.mark.parametrize("kind", ["Verkooporders", "Offertes", "Verkoopfacturen", "x"])
async def test_no_other_parent_takes_a_document(client, kind):
    assert (await client.post(f"/v2/documenten/{kind}", json=PDF)).status_code == 400


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"content": ""}, "BLG-0011"),
        ({"fileName": None}, "BLG-0007"),
        ({"fileName": "a/b.pdf"}, "BLG-0016"),
        ({"fileName": "x" * 256}, "BLG-0017"),
    ],
)
async def test_each_document_rule_has_its_code(client, members, expected):
    assert codes(await client.post("/v2/documenten/Relaties", json=PDF | members)) == [expected]


async def test_a_parent_nobody_has_is_a_404(client):
    answer = await client.post("/v2/documenten/Verkoopboekingen", json=PDF)
    assert answer.status_code == 404


async def test_extra_fields_are_written_apart_and_read_in_the_relatie(client):
    path = f"/v2/relaties/{KLANT}/customFields"
    good = await client.put(path, json={"klantCustomFields": [{"name": "Pasnummer", "value": "12"}]})
    assert good.json()["klantCustomFields"][0]["value"] == "12"
    assert (await client.get(f"/v2/relaties/{KLANT}")).json()["extraVeldenKlant"] == [
        {"naam": "Pasnummer", "waarde": "12"}
    ]
    query = {"$filter": "ExtraVeldenKlant/any(e:e/Naam eq 'Pasnummer' and e/Waarde eq '12')"}
    assert len((await client.get("/v2/relaties", params=query)).json()) == 1


@pytest.mark.parametrize(
    ("relatie", "body", "expected"),
    [
        (KLANT, {"klantCustomFields": [{"name": "Onbekend", "value": "1"}]}, "REF-0002"),
        (KLANT, {"klantCustomFields": [{"name": "Pasnummer", "value": "1"}] * 2}, "REF-0003"),
        (KLANT, {"klantCustomFields": [{"name": "Pasnummer", "value": "123456"}]}, "REF-0004"),
        (KLANT, {"klantCustomFields": [{"name": "Pasnummer", "value": 1}]}, "REF-0014"),
        (LEVERANCIER, {"klantCustomFields": [{"name": "Pasnummer", "value": "1"}]}, "REF-0006"),
    ],
)
async def test_each_extra_field_rule_has_its_code(client, relatie, body, expected):
    assert codes(await client.put(f"/v2/relaties/{relatie}/customFields", json=body)) == [expected]


TYPED = [
    ("Integer", 2**31, "REF-0007"),
    ("DateTime", "2026-11-24", "REF-0008"),
    ("DateTime", "2401-01-02T00:00:00", "REF-0015"),
    ("Boolean", "ja", "REF-0009"),
    ("Money", "geld", "REF-0010"),
    ("Money", "100000000001", "REF-0012"),
    ("Money", "0.00001", "REF-0013"),
    ("Float", "x", "REF-0011"),
    ("Enum", "x", "REF-0005"),
    ("ByteArray", "%", "REF-0016"),
]


@pytest.mark.parametrize(("kind", "value", "expected"), TYPED)
async def test_a_value_must_be_of_its_type(client, administratie, kind, value, expected):
    field = {"id": number_id("f", 9), "parent": "artikel", "name": "V", "type": kind, "properties": []}
    administratie.tables["customfields"][field["id"]] = field
    assert codes(await client.put(f"/v2/artikelen/{UUR}/customFields", json=[{"name": "V", "value": value}])) == [
        expected
    ]


async def test_an_afspraak_changes_the_price_of_an_artikel(client):
    path = f"/v2/artikelen/{UUR}"
    assert (await client.get(path)).json()["verkoopprijs"] == 87.5
    assert (await client.get(path, params={"relatieId": KLANT, "aantal": 2})).json()["verkoopprijs"] == 80
    assert (await client.get(path, params={"relatieId": TWEEDE})).json()["verkoopprijs"] == 87.5
    assert (await client.get(path, params={"relatieId": number_id("9", 9)})).status_code == 404


async def test_prijsafspraken_want_an_artikel(client):
    refused = await client.get("/v2/prijsafspraken")
    assert (refused.status_code, refused.json()) == (400, {"Message": "Artikel/Id is verplicht"})
    query = {"$filter": f"Artikel/Id eq guid'{UUR}' and Relatie/Id eq guid'{TWEEDE}'"}
    (row,) = (await client.get("/v2/prijsafspraken", params=query)).json()
    assert (row["prijsBepalingSoort"], row["verkoopprijs"]) == ("NormaleVerkoopprijs", 87.5)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"nummer": 5}, "KPL-0004"),
        ({"nummer": 5, "omschrijving": "x" * 51}, "KPL-0005"),
        ({"omschrijving": "x"}, "KPL-0006"),
        ({"nummer": 0, "omschrijving": "x"}, "KPL-0007"),
        ({"nummer": 1, "omschrijving": "x"}, "KPL-0008"),
        ({"nummer": 5, "omschrijving": "x", "nonactief": True}, "KPL-0009"),
    ],
)
async def test_each_kostenplaats_rule_has_its_code(client, body, expected):
    assert codes(await client.post("/v2/kostenplaatsen", json=body)) == [expected]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"nummer": 5, "grootboekfunctie": "Diversen"}, "BOE-0084"),
        ({"nummer": 5, "omschrijving": "x"}, "BOE-0085"),
        ({"nummer": 4000, "omschrijving": "x", "grootboekfunctie": "Diversen"}, "BOE-0086"),
        ({"nummer": 5, "omschrijving": "x" * 51, "grootboekfunctie": "Diversen"}, "BOE-0088"),
    ],
)
async def test_each_grootboek_rule_has_its_code(client, body, expected):
    assert codes(await client.post("/v2/grootboeken", json=body)) == [expected]


async def test_an_order_can_not_be_changed_by_way_of_offertes(client, order):
    made = (await client.post("/v2/verkooporders", json=order)).json()["id"]
    assert codes(await client.put(f"/v2/offertes/{made}", json=order | {"id": made})) == ["VOR-0015"]
    offerte = (await client.post("/v2/offertes", json=order)).json()
    assert (offerte["procesStatus"], offerte["isOfferte"], offerte["nummer"]) == ("Offerte", True, 1002)


async def test_an_aangifte_is_filed_elsewhere_once(client, administratie):
    administratie.koppelsleutels[next(iter(administratie.koppelsleutels))].scopes += ("btwaangiftes:write",)
    key = next(iter(administratie.koppelsleutels))
    token = (await client.post("/b2b/token", data={"grant_type": "clientkey", "clientkey": key})).json()["access_token"]
    client.headers["Authorization"] = f"Bearer {token}"
    path = f"/v2/btwaangiftes/{wide.AANGIFTE}/externAangeven"
    assert codes(await client.put(path, json={})) == ["BTW-0002"]
    assert (await client.put(path, json={"isExternAangegeven": True})).status_code == 204
    assert codes(await client.put(path, json={"isExternAangegeven": True})) == ["BTW-0001"]
