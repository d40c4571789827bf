import pytest

from tests.sandbox.snelstart.ground import KLANT


@pytest.mark.parametrize("path", ["landen", "dagboeken", "artikelomzetgroepen", "btwtarieven", "verkoopordersjablonen"])
async def test_lists_without_odata_ignore_the_query(client, path):
    whole = await client.get(f"/v2/{path}")
    asked = await client.get(f"/v2/{path}", params={"$filter": "onzin (", "$top": "0"})
    assert whole.status_code == asked.status_code == 200
    assert whole.content == asked.content


async def test_pages_follow_one_another_and_end_empty(client):
    pages = [(await client.get("/v2/relaties", params={"$top": 2, "$skip": skip})).json() for skip in (0, 2, 4, 6)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert (await client.get("/v2/relaties", params={"$skip": 2_147_483_647})).json() == []


async def test_a_changed_record_is_shown_changed(client, administratie):
    await client.get("/v2/relaties")
    administratie.tables["relaties"][KLANT] = {**administratie.tables["relaties"][KLANT], "naam": "Vers"}
    assert "Vers" in (await client.get("/v2/relaties")).text


async def test_a_bad_filter_is_the_query_layers_400(client):
    for text in ("naam eq 'x'", "(", "x" * 10_000):
        answer = await client.get("/v2/relaties", params={"$filter": text})
        assert answer.status_code == 400
        assert list(answer.json()) == ["Message"]


async def test_select_is_for_relaties(client):
    rows = (await client.get("/v2/relaties", params={"$select": "Id,Naam", "$top": 1})).json()
    assert [set(row) for row in rows] == [{"id", "naam"}]
    assert (await client.get("/v2/verkooporders", params={"$select": "Id"})).status_code == 400


async def test_an_id_that_is_no_guid_is_refused(client):
    answer = await client.get("/v2/relaties/123")
    assert (answer.status_code, answer.json()[0]["errorCode"]) == (400, "ALG-0103")


async def test_btwtarieven_keep_their_history(client):
    rows = (await client.get("/v2/btwtarieven")).json()
    assert [(row["btwSoort"], row["btwPercentage"]) for row in rows] == [("Laag", 6), ("Laag", 9), ("Hoog", 21)]


async def test_company_info_takes_one_member_only(client):
    answer = await client.put("/v2/companyInfo", json={"factureerBuitenlandsBtw": True, "bedrijfsnaam": "Anders"})
    assert answer.status_code == 200
    assert (answer.json()["factureerBuitenlandsBtw"], answer.json()["bedrijfsnaam"]) == (True, None)


async def test_echo_gives_back_what_it_got(client):
    assert (await client.get("/v2/echo/hallo")).json() == "hallo"
    assert (await client.get("/echo/resource", params={"param1": "sample"})).json() == {"param1": "sample"}
