import asyncio
from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from starlette.responses import HTMLResponse, JSONResponse, Response

from core.errors import (
    CredentialsError,
    GarbledError,
    KoppelsleutelError,
    PausedError,
    SubscriptionKeyError,
    UnreachableError,
)
from core.snelstart.token import scopes_of

from .conftest import KEY, NOW, jwt

INVALID = {"error": "GrantType clientkey was found. Parameter clientkey does not contain a valid value"}


async def first(snelstart):
    return [page async for page in snelstart.pages("relaties")]


async def test_the_koppelsleutel_travels_in_the_body_escaped(fake, snelstart):
    await first(snelstart)
    assert parse_qs(fake.tokens[0]) == {"grant_type": ["clientkey"], "clientkey": [KEY]}


async def test_both_headers_go_along(fake, snelstart):
    await first(snelstart)
    headers = fake.requests[0][3]
    assert headers["authorization"].startswith("Bearer eyJ")
    assert headers["ocp-apim-subscription-key"]


async def test_one_token_serves_all_who_wait(fake, snelstart):
    await asyncio.gather(*(first(snelstart) for _ in range(5)))
    assert len(fake.tokens) == 1


async def test_a_token_is_renewed_a_minute_before_it_ends(fake, make):
    now = [NOW]
    snelstart = make(now=now)
    await first(snelstart)
    now.append(NOW + timedelta(seconds=3599 - 61))
    await first(snelstart)
    assert len(fake.tokens) == 1
    now.append(NOW + timedelta(seconds=3599 - 60))
    await first(snelstart)
    assert len(fake.tokens) == 2


async def test_a_long_run_gathers_no_tokens(fake, make):
    now = [NOW]
    snelstart = make(now=now)
    for hour in range(5):
        now.append(NOW + timedelta(hours=hour))
        await first(snelstart)
    assert len(fake.tokens) == 5
    assert repr(snelstart._http.secrets) == "Secrets(3)"


async def test_a_token_with_a_short_life_is_still_used(fake, make):
    fake.expires_in = 30
    snelstart = make()
    await first(snelstart)
    await first(snelstart)
    assert len(fake.tokens) == 1


@pytest.mark.parametrize("answer", [JSONResponse(INVALID, 400), JSONResponse(INVALID, 401), Response(status_code=400)])
async def test_a_refused_koppelsleutel_is_named_as_such(fake, snelstart, answer):
    fake.token_answers = [answer]
    with pytest.raises(KoppelsleutelError):
        await first(snelstart)
    assert fake.requests == []


async def test_a_spent_quota_at_the_token_service_is_no_refused_koppelsleutel(fake, snelstart):
    told = {"statusCode": 403, "message": "Out of call volume quota. Quota will be replenished in 00:12:34."}
    fake.token_answers = [JSONResponse(told, 403)]
    with pytest.raises(PausedError) as caught:
        await first(snelstart)
    assert timedelta(minutes=12) < caught.value.until - NOW < timedelta(minutes=13)


async def test_a_refusal_that_repeats_the_key_does_not_show_it(fake, snelstart):
    fake.token_answers = [JSONResponse({"error": f"{KEY} is wrong, and so is wachtwoord-van-deze-koppeling"}, 400)]
    with pytest.raises(KoppelsleutelError) as caught:
        await first(snelstart)
    shown = f"{caught.value} {caught.value!r} {caught.value.to_json()}"
    assert KEY not in shown
    assert "wachtwoord" not in shown


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (HTMLResponse("<html>login</html>", 200), GarbledError),
        (HTMLResponse("<html>proxy</html>", 400), GarbledError),
        (JSONResponse({}), GarbledError),
        (JSONResponse([]), GarbledError),
        (JSONResponse({"access_token": "a\nb"}), GarbledError),
        (Response(status_code=429), PausedError),
    ],
)
async def test_other_answers_to_a_mint_say_nothing_about_the_key(fake, snelstart, answer, error):
    fake.token_answers = [answer]
    with pytest.raises(error) as caught:
        await first(snelstart)
    assert not isinstance(caught.value, CredentialsError)


async def test_a_token_service_that_is_down_is_unreachable_after_its_tries(fake, snelstart):
    fake.token_answers = [Response(status_code=503) for _ in range(3)]
    with pytest.raises(UnreachableError):
        await first(snelstart)
    assert snelstart.calls == 3


async def test_a_revoked_token_is_minted_again_once_for_a_read(fake, snelstart):
    fake.answers = [Response(status_code=401), JSONResponse([])]
    await first(snelstart)
    assert len(fake.tokens) == 2
    assert fake.requests[0][3]["authorization"] != fake.requests[1][3]["authorization"]


async def test_a_read_that_stays_401_ends(fake, snelstart):
    fake.answers = [Response(status_code=401)]
    with pytest.raises(CredentialsError) as caught:
        await first(snelstart)
    assert type(caught.value) is CredentialsError
    assert len(fake.requests) == 2


async def test_a_revoked_koppelsleutel_shows_when_its_token_is_refused(fake, snelstart):
    await first(snelstart)
    fake.answers = [Response(status_code=401)]
    fake.token_answers = [JSONResponse(INVALID, 400)]
    with pytest.raises(KoppelsleutelError):
        await first(snelstart)


async def test_a_wrong_subscription_key_is_told_apart_and_mints_nothing(fake, snelstart):
    message = (
        "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription."
    )
    fake.answers = [JSONResponse({"statusCode": 401, "message": message}, 401)]
    with pytest.raises(SubscriptionKeyError):
        await first(snelstart)
    assert len(fake.tokens) == 1


async def test_a_write_answered_401_was_not_executed_and_leaves_once(fake, snelstart):
    fake.answers = [Response(status_code=401), JSONResponse({"id": "1"}, 201)]
    with pytest.raises(CredentialsError):
        await snelstart.create("relaties", {"naam": "x"})
    assert len(fake.requests) == 1
    await snelstart.create("relaties", {"naam": "x"})
    assert len(fake.tokens) == 2


@pytest.mark.parametrize("key", ["", "sleutel\n", "sleutel\u2013twee"])
def test_a_key_that_can_be_none_is_refused_before_any_call(make, key):
    with pytest.raises(KoppelsleutelError):
        make(koppelsleutel=key)
    with pytest.raises(SubscriptionKeyError):
        make(subscription_key=key)


def test_scopes_are_read_from_the_token():
    assert scopes_of(jwt("a:read b:write")) == ("a:read", "b:write")
    assert scopes_of(jwt(["a:read"])) == ("a:read",)
    for opaque in ("opaque", "a.b.c", "a.!!!.c", jwt(None), ""):
        assert scopes_of(opaque) == ()
