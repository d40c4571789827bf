import pytest

from tests.sandbox.snelstart.ground import (
    EIGEN,
    JSON,
    KLANT,
    LEVERANCIER,
    NEDERLAND,
    ONBEKEND,
    TWEEDE,
    codes,
    number_id,
)

FRESH = {"naam": "Nieuwe Klant", "relatiesoort": ["Klant"]}


async def test_a_list_is_a_bare_array_of_whole_records(client):
    rows = (await client.get("/v2/relaties")).json()
    assert [row["relatiecode"] for row in rows] == [1, -2, 101, 102, 201]
    assert rows[2]["uri"] == f"/relaties/{KLANT}"
    assert rows[2]["memo"] is None
    assert rows[2]["documents"] == []
    assert list(rows[2])[-2:] == ["id", "uri"]


async def test_a_new_klant_gets_an_id_a_code_and_a_stamp_without_a_zone(client):
    answer = await client.post("/v2/relaties", json=FRESH)
    assert answer.status_code == 201
    made = answer.json()
    assert made["relatiecode"] == 202
    assert made["modifiedOn"] == "2026-11-24T09:30:15.48"
    assert "fax" not in made
    assert (await client.get(f"/v2/relaties/{made['id']}")).json()["fax"] is None


async def test_a_code_of_ones_own_is_kept_and_must_be_free(client):
    assert (await client.post("/v2/relaties", json=FRESH | {"relatiecode": 500})).json()["relatiecode"] == 500
    assert codes(await client.post("/v2/relaties", json=FRESH | {"relatiecode": 500})) == ["REL-0008"]
    assert codes(await client.post("/v2/relaties", json=FRESH | {"relatiecode": -9})) == ["REL-0008"]


async def test_a_put_takes_the_place_of_the_whole_record(client, administratie):
    administratie.tables["relaties"][KLANT] |= {"memo": "let op", "fax": "010-1"}
    body = {"id": KLANT, "naam": "Bakkerij", "relatiesoort": ["Klant"], "relatiecode": 101}
    assert (await client.put(f"/v2/relaties/{KLANT}", json=body)).status_code == 200
    now = (await client.get(f"/v2/relaties/{KLANT}")).json()
    assert (now["naam"], now["memo"], now["fax"]) == ("Bakkerij", None, None)


async def test_reading_and_putting_back_keeps_everything_but_the_fax(client):
    before = (await client.get(f"/v2/relaties/{KLANT}")).json()
    await client.put(f"/v2/relaties/{KLANT}", json=before)
    after = (await client.get(f"/v2/relaties/{KLANT}")).json()
    defaults = {
        "inkoopBoekingenUri",
        "verkoopBoekingenUri",
        "bankieren",
        "ublBestandAlsBijlage",
        "aanmaningsoort",
        "incassoSoort",
        "modifiedOn",
    }
    assert {name for name in before if before[name] != after[name]} <= defaults


async def test_ids_must_agree_and_a_new_record_has_none(client):
    body = FRESH | {"id": TWEEDE}
    assert codes(await client.post("/v2/relaties", json=body)) == ["REL-0063"]
    assert codes(await client.put(f"/v2/relaties/{KLANT}", json=body)) == ["REL-0047"]


async def test_a_delete_is_soft_and_hides_the_record_by_id(client):
    assert (await client.delete(f"/v2/relaties/{TWEEDE}")).status_code == 200
    gone = await client.get(f"/v2/relaties/{TWEEDE}")
    assert gone.status_code == 404
    assert gone.json()[0]["errorCode"] == "REL-0005"
    row = next(row for row in (await client.get("/v2/relaties")).json() if row["id"] == TWEEDE)
    assert row["nonactief"] is True


async def test_open_orders_the_own_relation_and_placeholders_stay(client, order):
    await client.post("/v2/verkooporders", json=order)
    assert codes(await client.delete(f"/v2/relaties/{KLANT}")) == ["REL-0050"]
    assert codes(await client.delete(f"/v2/relaties/{EIGEN}")) == ["REL-0103"]
    assert codes(await client.delete(f"/v2/relaties/{ONBEKEND}")) == ["REL-0103"]


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"naam": ""}, "REL-0007"),
        ({"relatiesoort": []}, "REL-0001"),
        ({"relatiesoort": ["Eigen"]}, "REL-0048"),
        ({"relatiesoort": ["Leverancier"], "factuurkorting": 2}, "REL-0004"),
        ({"bankieren": True, "iban": "NL91ABNA0417164300"}, "REL-0014"),
        ({"krediettermijn": 1001}, "REL-0003"),
        ({"kvkNummer": "1234"}, "REL-0006"),
        ({"oin": "123"}, "REL-0086"),
        ({"iban": "NL00ABNA0417164300"}, "REL-0011"),
        ({"bic": "X"}, "REL-0010"),
        ({"telefoon": "0" * 26}, "REL-0013"),
        ({"websiteUrl": "geen url"}, "REL-0015"),
        ({"btwNummer": "N"}, "REL-0058"),
        ({"btwNummer": "NL-1"}, "REL-0059"),
        ({"btwNummer": "NL123456789B90"}, "REL-0088"),
        ({"email": "a@b.nl;fout"}, "REL-0084"),
        ({"factuurEmailVersturen": {"shouldSend": True}}, "REL-0032"),
        ({"vestigingsAdres": {"straat": "Dorpsstraat 1"}}, "REL-0060"),
        ({"vestigingsAdres": {"land": {"id": number_id("9", 9)}}}, "REL-0056"),
        ({"factuurRelatie": {"id": number_id("9", 9)}}, "REL-0017"),
        ({"factuurRelatie": {"id": LEVERANCIER}}, "REL-0018"),
    ],
)
async def test_each_rule_has_its_code(client, members, expected):
    assert expected in codes(await client.post("/v2/relaties", json=FRESH | members))


async def test_a_btw_nummer_must_fit_the_country_of_the_address(client):
    adres = {"straat": "A 1", "postcode": "1234 AB", "plaats": "Breda", "land": {"id": NEDERLAND}}
    good = await client.post("/v2/relaties", json=FRESH | {"vestigingsAdres": adres, "btwNummer": "NL001234567B29"})
    assert good.status_code == 201
    wrong = await client.post("/v2/relaties", json=FRESH | {"vestigingsAdres": adres, "btwNummer": "BE0123456789"})
    assert codes(wrong) == ["REL-0087"]


async def test_a_soort_can_be_added_and_not_taken_away(client):
    body = {"id": KLANT, "naam": "B", "relatiecode": 101, "relatiesoort": ["Klant", "Leverancier"]}
    assert (await client.put(f"/v2/relaties/{KLANT}", json=body)).status_code == 200
    assert codes(await client.put(f"/v2/relaties/{KLANT}", json=body | {"relatiesoort": ["Leverancier"]})) == [
        "REL-0064"
    ]


async def test_limits_of_the_model_answer_as_model_state(client):
    answer = await client.post("/v2/relaties", json=FRESH | {"naam": "x" * 51, "incassoSoort": "Soms"})
    assert answer.status_code == 400
    assert set(answer.json()["modelState"]) == {"relatie.Naam", "relatie.IncassoSoort"}


@pytest.mark.parametrize("body", [b"{", b"[]", b"1", b"\xff", b'{"naam": NaN}', b"[" * 100_000])
async def test_a_body_that_is_no_object_is_rel_0066(client, body):
    assert codes(await client.post("/v2/relaties", content=body, headers=JSON)) == ["REL-0066"]


async def test_an_empty_body_is_alg_0106(client):
    assert codes(await client.post("/v2/relaties", content=b" ", headers=JSON)) == ["ALG-0106"]


async def test_member_names_bind_in_any_case_and_unknown_ones_are_dropped(client):
    answer = await client.post("/v2/relaties", json={"NAAM": "Hoofdletters", "Relatiesoort": ["klant"], "onbekend": 1})
    assert answer.status_code == 201
    assert answer.json()["relatiesoort"] == ["Klant"]


async def test_a_body_that_does_not_say_it_is_json_is_a_415(client):
    answer = await client.post("/v2/relaties", content=b"{}")
    assert answer.status_code == 415
