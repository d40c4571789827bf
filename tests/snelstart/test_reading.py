from datetime import timedelta

import pytest
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from core.errors import (
    CredentialsError,
    GarbledError,
    PausedError,
    RefusedError,
    ScopeError,
    UnknownOutcomeError,
    UnreachableError,
)

from .conftest import NOW

COMPANY = {
    "administratieIdentifier": "8a4e",
    "administratieNaam": "Zilver",
    "bedrijfsnaam": "Zilver B.V.",
    "huidigBoekjaar": 2026,
    "kvKNummer": "00123456",
    "btwIdentificatieNummer": "NL002224567B61",
}


async def collect(pages):
    return [page async for page in pages]


def records(*numbers):
    return JSONResponse([{"id": str(number)} for number in numbers])


async def test_an_administratie_is_what_company_info_names(fake, snelstart):
    fake.answers = [JSONResponse(COMPANY)]
    found = await snelstart.administratie()
    assert (found.id, found.naam, found.boekjaar, found.kvk) == ("8a4e", "Zilver", 2026, "00123456")
    assert found.scopes == snelstart.scopes == ("relaties:read", "n:1")
    assert fake.requests[0][1] == "/v2/companyInfo"


@pytest.mark.parametrize("body", [{}, [], "tekst", {"administratieIdentifier": None}])
async def test_a_company_info_without_an_administratie_is_garbled(fake, snelstart, body):
    fake.answers = [JSONResponse(body)]
    with pytest.raises(GarbledError):
        await snelstart.administratie()


async def test_a_short_page_ends_the_relaties(fake, make):
    fake.answers = [records(1, 2), records(3), records(9)]
    pages = await collect(make(page=2).pages("relaties", filter="Naam eq 'x'"))
    assert pages == [[b'{"id":"1"}', b'{"id":"2"}'], [b'{"id":"3"}']]
    assert [request[2] for request in fake.requests] == [
        {"$top": "2", "$skip": "0", "$filter": "Naam eq 'x'"},
        {"$top": "2", "$skip": "2", "$filter": "Naam eq 'x'"},
    ]


async def test_an_empty_page_ends_the_relaties(fake, make):
    fake.answers = [records(1, 2), records()]
    assert len(await collect(make(page=2).pages("relaties"))) == 1


async def test_only_an_empty_page_ends_the_artikelen(fake, snelstart):
    fake.answers = [records(1, 2), records(3), records()]
    assert len(await collect(snelstart.pages("artikelen"))) == 2
    assert [request[2]["$skip"] for request in fake.requests] == ["0", "2", "3"]
    assert fake.requests[0][2]["$top"] == "25"


async def test_a_page_that_is_too_large_is_asked_smaller(fake, snelstart):
    refusal = "The limit of '25' for Top query has been exceeded. The value from the incoming request is '500'."
    fake.answers = [JSONResponse({"Message": refusal}, 400), records(1), records()]
    assert len(await collect(snelstart.pages("artikelen", page=500))) == 1
    assert [request[2]["$top"] for request in fake.requests] == ["500", "25", "25"]


async def test_one_page_is_whole_though_snelstart_takes_smaller_ones_alone(fake, snelstart):
    refusal = "The limit of '2' for Top query has been exceeded. The value from the incoming request is '5'."
    fake.answers = [JSONResponse({"Message": refusal}, 400), records(1, 2), records(3, 4), records(5)]
    assert len(await snelstart.page("relaties", size=5, skip=10)) == 5
    asked = [(request[2]["$top"], request[2]["$skip"]) for request in fake.requests]
    assert asked == [("5", "10"), ("2", "10"), ("2", "12"), ("1", "14")]


async def test_one_page_ends_where_a_smaller_one_is_short(fake, snelstart):
    refusal = "The limit of '2' for Top query has been exceeded. The value from the incoming request is '5'."
    fake.answers = [JSONResponse({"Message": refusal}, 400), records(1, 2), records(3)]
    assert len(await snelstart.page("relaties", size=5)) == 3


async def test_paging_can_go_on_where_it_was(fake, make):
    fake.answers = [records(3)]
    await collect(make(page=2).pages("relaties", skip=400))
    assert fake.requests[0][2]["$skip"] == "400"


@pytest.mark.parametrize("resource", ["artikelomzetgroepen", "btwtarieven", "landen", "verkoopordersjablonen"])
async def test_a_collection_without_paging_is_asked_once_and_plainly(fake, snelstart, resource):
    fake.answers = [records(*range(600))]
    assert [len(page) for page in await collect(snelstart.pages(resource, filter="Nummer eq 1"))] == [600]
    assert [request[2] for request in fake.requests] == [{}]


async def test_a_server_that_ignores_skip_does_not_page_for_ever(fake, make):
    fake.answers = [records(1, 2)]
    with pytest.raises(GarbledError):
        await collect(make(page=2).pages("relaties"))
    assert len(fake.requests) == 2


async def test_records_keep_the_bytes_that_came(fake, snelstart):
    body = b'[ {"b": 1.10, "a": "\\u00e9"} , {"id":2}]'
    fake.answers = [Response(body)]
    assert await collect(snelstart.pages("landen")) == [[b'{"b": 1.10, "a": "\\u00e9"}', b'{"id":2}']]


@pytest.mark.parametrize("body", [b"", b"{}", b"null", b"<html>", b"[{]", b'[{"a":1}', b'"x"'])
async def test_a_page_that_is_no_list_is_garbled(fake, snelstart, body):
    fake.answers = [Response(body)]
    with pytest.raises(GarbledError):
        await collect(snelstart.pages("relaties"))


async def test_one_record_is_read_by_id(fake, snelstart):
    fake.answers = [JSONResponse({"id": "1"})]
    assert await snelstart.read("relaties", "a/../b") == b'{"id":"1"}'
    assert fake.requests[0][1] == "/v2/relaties/a/../b"


@pytest.mark.parametrize(
    "answer",
    [
        JSONResponse([{"errorCode": "REL-0005", "message": "Relatie niet gevonden", "details": None}], 404),
        JSONResponse([{"errorCode": "REL-0005", "message": "Relatie niet gevonden", "details": None}], 400),
        JSONResponse({"Message": "No HTTP resource was found"}, 404),
        Response(status_code=404),
    ],
)
async def test_a_record_that_is_gone_is_none_in_every_way_of_saying_so(fake, snelstart, answer):
    fake.answers = [answer]
    assert await snelstart.read("relaties", "1") is None


async def test_a_404_page_of_something_in_between_is_not_a_record_that_is_gone(fake, snelstart):
    fake.answers = [HTMLResponse("<html>404</html>", 404)]
    with pytest.raises(GarbledError):
        await snelstart.read("relaties", "1")


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (JSONResponse({"Message": "Could not find a property named 'X'"}, 400), RefusedError, "property named"),
        (JSONResponse([{"errorCode": "ALG-0104", "message": "Ongeldig OData filter"}], 400), RefusedError, "ALG-0104"),
        (Response(status_code=403), ScopeError, "403"),
        (JSONResponse({"message": "scope"}, 403), ScopeError, "scope"),
        (PlainTextResponse("Het ingelogde account heeft geen toegang", 400), ScopeError, "ingelogde account"),
        (HTMLResponse("<html>", 403), GarbledError, "webpagina"),
        (HTMLResponse("<html>", 200), GarbledError, "lijst"),
        (Response(status_code=302, headers={"Location": "https://x.test"}), GarbledError, "302"),
        (Response(status_code=500), UnreachableError, "500"),
        (HTMLResponse("<html>", 502), UnreachableError, "502"),
        (Response(status_code=408), UnreachableError, "408"),
    ],
)
async def test_each_refusal_of_a_read_is_its_own_error(fake, snelstart, answer, error, words):
    fake.answers = [answer]
    with pytest.raises(error) as caught:
        await collect(snelstart.pages("relaties"))
    assert type(caught.value) is error
    assert words in str(caught.value)
    assert not isinstance(caught.value, UnknownOutcomeError)


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (Response(status_code=429, headers={"Retry-After": "17"}), 17),
        (JSONResponse({"statusCode": 429, "message": "Rate limit is exceeded. Try again in 9 seconds."}, 429), 9),
        (Response(status_code=429), 60),
        (Response(status_code=429, headers={"Retry-After": "Tue, 20 Oct 2026 12:05:00 GMT"}), 300),
        (Response(status_code=429, headers={"Retry-After": "Tue, 20 Oct 2026 11:00:00 GMT"}), 1),
        (Response(status_code=429, headers={"Retry-After": "gauw"}), 60),
        (Response(status_code=429, headers={"Retry-After": "9" * 30}), 86400),
        (Response(status_code=403, headers={"Retry-After": "5"}), 5),
        (Response(status_code=503, headers={"Retry-After": "5"}), 5),
        (
            JSONResponse(
                {"statusCode": 403, "message": "Out of call volume quota. Quota will be replenished in 00:12:34."}, 403
            ),
            754,
        ),
    ],
)
async def test_a_service_that_asks_to_wait_says_until_when(fake, snelstart, answer, seconds):
    fake.answers = [answer]
    with pytest.raises(PausedError) as caught:
        await collect(snelstart.pages("relaties"))
    assert caught.value.until == NOW + timedelta(seconds=seconds)
    assert len(fake.requests) == 1


async def test_the_clock_of_the_other_side_is_compared(fake, snelstart):
    assert snelstart.clock_skew() is None
    fake.answers = [JSONResponse([], headers={"Date": "Tue, 20 Oct 2026 12:01:30 GMT"})]
    await collect(snelstart.pages("relaties"))
    assert snelstart.clock_skew() == timedelta(seconds=90)
    fake.answers = [JSONResponse([], headers={"Date": "morgen"})]
    await collect(snelstart.pages("relaties"))
    assert snelstart.clock_skew() == timedelta(seconds=90)


async def test_calls_count_tokens_and_retries(fake, snelstart):
    fake.answers = [Response(status_code=503), JSONResponse([])]
    await collect(snelstart.pages("relaties"))
    assert snelstart.calls == 3


async def test_klanten_are_counted_by_what_takes_part_also_when_the_filter_is_ignored(fake, snelstart):
    rows = [
        {"id": "1", "relatiesoort": ["Klant"], "relatiecode": 1},
        {"id": "2", "relatiesoort": ["Leverancier"], "relatiecode": 2},
        {"id": "3", "relatiesoort": ["Klant"], "relatiecode": -2},
        {"id": "4", "relatiesoort": ["Klant"], "relatiecode": 4, "nonactief": True},
        {"id": "5", "relatiesoort": ["Eigen"], "relatiecode": 0},
    ]
    fake.answers = [JSONResponse(rows)]
    assert await snelstart.count_klanten() == 1
    assert fake.requests[0][2]["$filter"] == "Relatiesoort/any(r:r eq 'Klant')"


async def test_text_of_a_service_can_not_reach_the_terminal_as_commands(fake, snelstart):
    fake.answers = [JSONResponse({"message": "fout\x1b[2J\r\n\x07\u202egevaar " + "x" * 1000}, 400)]
    with pytest.raises(RefusedError) as caught:
        await collect(snelstart.pages("relaties"))
    assert not set("\x1b\r\n\x07\u202e") & set(caught.value.detail)
    assert len(caught.value.detail) < 600


async def test_an_error_that_repeats_a_key_does_not_show_it(fake, snelstart):
    await collect(snelstart.pages("relaties"))
    token = fake.requests[0][3]["authorization"].removeprefix("Bearer ")
    key = fake.requests[0][3]["ocp-apim-subscription-key"]
    fake.answers = [JSONResponse({"message": f"token {token} and key {key}"}, 401)]
    with pytest.raises(CredentialsError) as caught:
        await collect(snelstart.pages("relaties"))
    assert key not in str(caught.value)
    assert token not in str(caught.value)


async def test_an_answer_whose_date_means_nothing_is_an_answer(fake, snelstart):
    fake.answers = [Response(b"[]", headers={"Date": "Tue, 10 Nov 2026 10:00:00 +99999999999999"})]
    assert await snelstart.page("relaties", size=5) == []
    assert snelstart.clock_skew() is None
