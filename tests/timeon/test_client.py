from datetime import timedelta

import pytest
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from core.errors import (
    CredentialsError,
    EdgeError,
    GarbledError,
    PausedError,
    RefusedError,
    TimeOnKeyError,
    UnknownOutcomeError,
    UnreachableError,
)

from .conftest import KEY, NOW, fine, refused

ORGANISATION = {"organisationID": 1207, "name": "Kantoor", "isActive": True}
EDGE = PlainTextResponse("error code: 1010", 403)


async def collect(pages):
    return [page async for page in pages]


async def test_the_token_call_is_an_empty_post_that_says_so(fake, timeon):
    fake.answers = [fine(ORGANISATION)]
    assert (await timeon.organisation())["organisationID"] == 1207
    query, headers, body = fake.tokens[0]
    assert query == {"grant_type": "apitoken", "token": KEY}
    assert (headers["content-length"], body) == ("0", b"")
    assert headers["user-agent"].startswith("koppelbord/")
    assert fake.requests[0][3]["authorization"] == "Bearer bearer-1-abcdef"
    assert (timeon.calls, fake.requests[0][:2]) == (2, ("GET", "/api/organisation"))


@pytest.mark.parametrize(
    "answer",
    [
        JSONResponse({"success": False, "access_token": None, "errorMessage": "Invalid api token"}),
        JSONResponse({"success": True, "access_token": ""}),
        JSONResponse({"errorMessage": "no"}, 400),
        JSONResponse({"errorMessage": "no"}, 401),
    ],
)
async def test_a_refused_key_is_named_as_such_though_it_is_a_200(fake, timeon, answer):
    fake.token_answers = [answer]
    with pytest.raises(TimeOnKeyError):
        await timeon.organisation()
    assert fake.requests == []


async def test_a_refusal_that_repeats_the_key_does_not_show_it(fake, timeon):
    fake.token_answers = [JSONResponse({"success": False, "errorMessage": f"unknown: {KEY}"})]
    with pytest.raises(TimeOnKeyError) as caught:
        await timeon.organisation()
    assert "unknown" in str(caught.value)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (EDGE, EdgeError),
        (HTMLResponse("<html>Error 1010</html>", 200), GarbledError),
        (JSONResponse([]), GarbledError),
        (JSONResponse({"success": True, "access_token": "a\tb"}), GarbledError),
        (Response(status_code=411), GarbledError),
        (Response(status_code=429), PausedError),
    ],
)
async def test_other_answers_to_a_token_call_say_nothing_about_the_key(fake, timeon, answer, error):
    fake.token_answers = [answer]
    with pytest.raises(error):
        await timeon.organisation()


async def test_a_token_is_renewed_before_its_four_hours_end(fake, make):
    now = [NOW]
    timeon = make(now=now)
    fake.answers = [fine(ORGANISATION)]
    await timeon.organisation()
    now.append(NOW + timedelta(seconds=14400 - 61))
    await timeon.organisation()
    assert len(fake.tokens) == 1
    now.append(NOW + timedelta(seconds=14400 - 60))
    await timeon.organisation()
    assert len(fake.tokens) == 2


async def test_an_expired_bearer_is_minted_again_once_for_a_read(fake, timeon):
    fake.answers = [Response(status_code=401), fine(ORGANISATION)]
    await timeon.organisation()
    assert len(fake.tokens) == 2
    fake.answers = [Response(status_code=401)]
    with pytest.raises(CredentialsError):
        await timeon.organisation()
    assert len(fake.tokens) == 3


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (refused("geen rechten"), RefusedError, "geen rechten"),
        (refused(None), RefusedError, "Time On"),
        (JSONResponse({"success": False, "exception": "NullReference"}), RefusedError, "NullReference"),
        (EDGE, EdgeError, "poort"),
        (Response(status_code=403), CredentialsError, "403"),
        (Response(status_code=500), UnreachableError, "500"),
        (Response(status_code=429, headers={"Retry-After": "5"}), PausedError, "429"),
        (Response(status_code=503, headers={"Retry-After": "5"}), PausedError, "503"),
        (HTMLResponse("<html>", 200), GarbledError, "JSON"),
        (HTMLResponse("<html>", 404), GarbledError, "404"),
        (JSONResponse({"message": "weg"}, 404), RefusedError, "weg"),
        (JSONResponse({"resultObject": {}}), GarbledError, "Time On"),
        (JSONResponse([]), GarbledError, "Time On"),
        (fine(None), GarbledError, "organisatie"),
        (fine({}), GarbledError, "organisatie"),
        (Response(status_code=302), GarbledError, "302"),
    ],
)
async def test_each_refusal_of_a_read_is_its_own_error(fake, timeon, answer, error, words):
    fake.answers = [answer]
    with pytest.raises(error) as caught:
        await timeon.organisation()
    assert type(caught.value) is error
    assert words in str(caught.value)


async def test_lists_are_tried_again_though_they_are_posts(fake, timeon):
    fake.answers = [Response(status_code=503), fine([{"userID": 1}])]
    assert await timeon.users() == [{"userID": 1}]
    assert [request[:3] for request in fake.requests] == [("POST", "/api/user/search", {})] * 2


async def test_users_come_as_a_bare_list_or_in_items(fake, timeon):
    fake.answers = [fine({"items": [{"userID": 1}]})]
    assert await timeon.users() == [{"userID": 1}]
    fake.answers = [fine("x")]
    with pytest.raises(GarbledError):
        await timeon.users()


async def test_customers_are_paged_by_the_number_of_pages(fake, make):
    def respond(asked):
        return fine({"items": [{"customerID": asked["page"]}], "nrPages": 3, "page": asked["page"]})

    fake.respond = respond
    pages = await collect(make(timeon_page=1).customers())
    assert [page[0]["customerID"] for page in pages] == [1, 2, 3]
    assert fake.requests[0][1:3] == ("/api/customer/list", {"page": 1, "pageSize": 1})


async def test_without_a_number_of_pages_a_short_page_is_the_last(fake, make):
    fake.answers = [fine({"items": [{"customerID": 1}, {"customerID": 2}]}), fine({"items": [{"customerID": 3}]})]
    assert [len(page) for page in await collect(make(timeon_page=2).customers())] == [2, 1]


async def test_a_service_that_repeats_a_page_does_not_page_for_ever(fake, make):
    fake.answers = [fine({"items": [{"customerID": 1}], "nrPages": 99})]
    with pytest.raises(GarbledError):
        await collect(make(timeon_page=1).customers())
    assert len(fake.requests) == 2


async def test_projects_ask_for_their_budget_and_leave_hidden_alone(fake, timeon):
    fake.answers = [fine({"items": [], "nrPages": 0})]
    assert await collect(timeon.projects()) == []
    assert fake.requests[0][1:3] == ("/api/project/list", {"page": 1, "pageSize": 100, "calculateBudget": True})


async def test_a_made_klant_comes_back(fake, timeon):
    fake.answers = [fine({"customerID": 7, "name": "Zilver"})]
    assert (await timeon.create_customer({"name": "Zilver é"}))["customerID"] == 7
    assert fake.requests[0][:3] == ("POST", "/api/customer", {"name": "Zilver é"})


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refused("Klantnummer bestaat al"), RefusedError),
        (JSONResponse({"message": "kan niet"}, 400), RefusedError),
        (EDGE, EdgeError),
        (Response(status_code=401), CredentialsError),
        (Response(status_code=403), CredentialsError),
        (Response(status_code=429), PausedError),
        (Response(status_code=500), UnknownOutcomeError),
        (Response(status_code=503, headers={"Retry-After": "5"}), UnknownOutcomeError),
        (Response(status_code=408), UnknownOutcomeError),
        (Response(status_code=302), UnknownOutcomeError),
        (HTMLResponse("<html>", 400), UnknownOutcomeError),
        (HTMLResponse("<html>", 200), UnknownOutcomeError),
        (JSONResponse({}), UnknownOutcomeError),
        (fine(None), UnknownOutcomeError),
        (fine({"name": "x"}), UnknownOutcomeError),
    ],
)
async def test_a_create_leaves_once_and_its_outcome_is_told_apart(fake, timeon, answer, error):
    fake.answers = [answer]
    with pytest.raises(error) as caught:
        await timeon.create_customer({"name": "x"})
    assert type(caught.value) is error
    assert len(fake.requests) == 1


async def test_data_that_looks_like_a_secret_is_left_as_it_came(fake, timeon):
    rows = [{"customerID": 1, "remark": "token: abcdef", "name": KEY}]
    fake.answers = [JSONResponse({"resultObject": {"items": rows, "nrPages": 1}, "success": True})]
    assert await collect(timeon.customers()) == [rows]


@pytest.mark.parametrize("key", ["", "a\nb", "a\u2013b"])
def test_a_key_that_can_be_none_is_refused_before_any_call(make, key):
    with pytest.raises(TimeOnKeyError):
        make(api_key=key)
