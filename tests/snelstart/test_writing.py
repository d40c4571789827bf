from decimal import Decimal

import pytest
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from core.errors import (
    AppError,
    PausedError,
    RefusedError,
    ScopeError,
    SubscriptionKeyError,
    UnknownOutcomeError,
    UnreachableError,
)

BOE = [{"errorCode": "BOE-0021", "message": "Het factuurnummer bestaat al", "details": None}]
MANY = [
    {"errorCode": "REL-0008", "message": "Relatiecode reeds in gebruik", "details": "12"},
    {"errorCode": "REL-0088", "message": "Het opgegeven nummer is geen geldig btw-id", "details": ["a", "b"]},
]
MODEL = {
    "message": "The request is invalid.",
    "modelState": {"relatie.Naam": ["The field Naam is required.", "Too long"]},
}
NESTED = [{"errorCode": None, "message": "The request is invalid.", "modelState": {"order.Datum": ["Required"]}}]
INVALID_KEY = {"statusCode": 401, "message": "Access denied due to invalid subscription key."}


@pytest.mark.parametrize(
    ("answer", "codes", "words"),
    [
        (JSONResponse(BOE, 400), ("BOE-0021",), ["Het factuurnummer bestaat al"]),
        (
            JSONResponse(MANY, 400),
            ("REL-0008", "REL-0088"),
            ["Relatiecode reeds in gebruik", "12", "geen geldig", "a", "b"],
        ),
        (JSONResponse(MODEL, 400), (), ["relatie.Naam: The field Naam is required.", "Too long"]),
        (JSONResponse(NESTED, 400), (), ["order.Datum: Required"]),
        (JSONResponse({"Message": "Could not find a property"}, 400), (), ["Could not find"]),
        (
            JSONResponse({"odata.error": {"code": "", "message": {"lang": "nl", "value": "kan niet"}}}, 400),
            (),
            ["kan niet"],
        ),
        (
            JSONResponse([{"errorCode": "REL-0005", "message": "Relatie niet gevonden"}], 404),
            ("REL-0005",),
            ["niet gevonden"],
        ),
        (JSONResponse({"Message": "weg"}, 404), (), ["weg"]),
        (Response(status_code=404), (), ["404"]),
        (Response(status_code=400), (), ["400"]),
        (PlainTextResponse("VOR-0002 mag niet", 400), ("VOR-0002",), ["mag niet"]),
        (JSONResponse("alleen tekst", 400), (), ["alleen tekst"]),
        (JSONResponse(["een", {"message": "twee"}], 400), (), ["een", "twee"]),
        (JSONResponse({"statusCode": 404, "message": "Resource not found"}, 404), (), ["Resource not found"]),
    ],
)
async def test_every_shape_of_a_refusal_is_refused_with_its_codes_and_words(fake, snelstart, answer, codes, words):
    fake.answers = [answer]
    with pytest.raises(RefusedError) as caught:
        await snelstart.create("relaties", {"naam": "x"})
    assert caught.value.codes == codes
    assert caught.value.status == answer.status_code
    assert all(word in caught.value.detail for word in words)
    assert len(fake.requests) == 1


async def test_a_known_code_brings_its_next_step(fake, snelstart):
    fake.answers = [JSONResponse([{"errorCode": "XXX-0001", "message": "?"}, *MANY], 400)]
    with pytest.raises(RefusedError) as caught:
        await snelstart.create("relaties", {})
    assert "Vergelijk eerst" in caught.value.advice


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (JSONResponse(INVALID_KEY, 401), SubscriptionKeyError),
        (Response(status_code=403), ScopeError),
        (Response(status_code=429), PausedError),
        (Response(status_code=403, headers={"Retry-After": "9"}), PausedError),
        (JSONResponse({"statusCode": 403, "message": "Out of call volume quota."}, 403), PausedError),
    ],
)
async def test_what_the_gateway_stopped_was_not_executed(fake, snelstart, answer, error):
    fake.answers = [answer]
    with pytest.raises(error) as caught:
        await snelstart.create("relaties", {})
    assert not isinstance(caught.value, UnknownOutcomeError | RefusedError)
    assert len(fake.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [
        Response(status_code=500),
        Response(status_code=502),
        Response(status_code=503, headers={"Retry-After": "9"}),
        HTMLResponse("<html>504</html>", 504),
        JSONResponse(BOE, 500),
        Response(status_code=408),
        HTMLResponse("<html>403</html>", 403),
        HTMLResponse("<html>400</html>", 400),
        Response(status_code=302, headers={"Location": "/"}),
        Response(b"", status_code=201),
        Response(b'{"id": ', status_code=201),
        HTMLResponse("<html>ok</html>", 201),
        JSONResponse([], 201),
        JSONResponse({}, 201),
        JSONResponse({"id": None}, 201),
        Response(b"{}", status_code=201, headers={"Content-Length": "99"}),
    ],
)
async def test_whatever_else_comes_of_a_create_is_unknown_and_left_once(fake, snelstart, answer):
    fake.answers = [answer]
    with pytest.raises(UnknownOutcomeError):
        await snelstart.create("verkooporders", {})
    assert len(fake.requests) == 1


async def test_a_created_record_comes_back_with_exact_amounts(fake, snelstart):
    fake.answers = [Response(b'{"id":"1","totaalExclusiefBtw":109.10}', status_code=201)]
    made = await snelstart.create(
        "verkooporders", {"regels": [{"aantal": Decimal("0.10"), "stuksprijs": Decimal("87.50")}]}
    )
    assert made == {"id": "1", "totaalExclusiefBtw": Decimal("109.10")}
    method, path, _, headers, body = fake.requests[0]
    assert (method, path, headers["content-type"]) == ("POST", "/v2/verkooporders", "application/json")
    assert body == b'{"regels":[{"aantal":0.10,"stuksprijs":87.50}]}'


async def test_amounts_go_as_decimal_text_when_the_setting_says_so(fake, make):
    fake.answers = [JSONResponse({"id": "1"}, 201)]
    await make(amounts_as_text=True).create("verkooporders", {"stuksprijs": Decimal("87.10")})
    assert fake.requests[0][4] == b'{"stuksprijs":"87.10"}'


async def test_an_update_answers_the_record_or_nothing(fake, snelstart):
    fake.answers = [JSONResponse({"id": "1"}), Response(b""), Response(status_code=204)]
    assert await snelstart.update("relaties", "1", {}) == {"id": "1"}
    assert await snelstart.update("relaties", "1", {}) == {}
    assert await snelstart.update("relaties", "1", {}) == {}
    assert [request[:2] for request in fake.requests] == [("PUT", "/v2/relaties/1")] * 3


async def test_an_update_that_answers_garbage_is_unknown(fake, snelstart):
    fake.answers = [HTMLResponse("<html>")]
    with pytest.raises(UnknownOutcomeError):
        await snelstart.update("relaties", "1", {})


@pytest.mark.parametrize("answer", [JSONResponse({}, 201), Response(status_code=200), Response(status_code=204)])
async def test_a_delete_is_done_at_any_2xx(fake, snelstart, answer):
    fake.answers = [answer]
    await snelstart.delete("verkooporders", "1")
    assert fake.requests[0][0] == "DELETE"


async def test_a_write_whose_token_can_not_be_minted_did_not_leave(fake, snelstart):
    fake.token_answers = [Response(status_code=503) for _ in range(3)]
    with pytest.raises(UnreachableError) as caught:
        await snelstart.create("relaties", {})
    assert not isinstance(caught.value, UnknownOutcomeError)
    assert fake.requests == []


async def test_a_body_that_can_not_be_written_never_leaves(fake, snelstart):
    with pytest.raises(TypeError):
        await snelstart.create("verkooporders", {"stuksprijs": 87.5})
    assert fake.requests == []
    assert not issubclass(TypeError, AppError)
