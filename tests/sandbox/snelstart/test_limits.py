import asyncio

import pytest

from core.sandbox.snelstart.answers import Refusal
from core.sandbox.snelstart.limits import PRODUCTS, Counts, Meter


class Ticks:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def ticks(state):
    state.ticks = Ticks()
    return state.ticks


async def statuses(client, count):
    return [(await client.get("/v2/companyInfo")).status_code for _ in range(count)]


async def test_a_test_subscription_takes_100_calls_a_minute(client, administratie, ticks):
    administratie.product = "test"
    assert await statuses(client, 101) == [200] * 100 + [429]
    refused = await client.get("/v2/companyInfo")
    assert refused.headers["Retry-After"] == "60"
    assert refused.json() == {"statusCode": 429, "message": "Rate limit is exceeded. Try again in 60 seconds."}
    ticks.now += 60
    assert await statuses(client, 1) == [200]


async def test_a_productie_subscription_takes_500(client, ticks):
    assert await statuses(client, 501) == [200] * 500 + [429]


def test_the_hour_has_a_window_of_its_own():
    ticks = Ticks()
    meter = Meter(PRODUCTS["test"], ticks, Counts())
    for _ in range(1000):
        with meter.slot():
            ticks.now += 1
    with pytest.raises(Refusal) as refused, meter.slot():
        pass
    assert refused.value.headers["Retry-After"] == "2600"
    ticks.now += 2600
    assert meter.wait() == 0


async def test_calls_at_once_are_bounded_without_a_retry_after(client, administratie, ticks):
    administratie.product = "test"
    answers = await asyncio.gather(*(client.get("/v2/companyInfo") for _ in range(8)))
    refused = [each for each in answers if each.status_code == 429]
    assert len(refused) == 3
    assert all("Retry-After" not in each.headers for each in refused)
    assert await statuses(client, 1) == [200]


async def test_what_was_let_through_and_refused_is_counted(client, administratie, ticks):
    administratie.product = "test"
    await asyncio.gather(*(client.get("/v2/companyInfo") for _ in range(8)))
    await statuses(client, 96)
    assert administratie.counts == Counts(let_through=100, refused=4, most_at_once=5)


async def test_tokens_and_another_administratie_count_apart(client, administratie, ticks, bare, koppelsleutel):
    administratie.product = "test"
    await statuses(client, 101)
    answer = await bare.post("/b2b/token", data={"grant_type": "clientkey", "clientkey": koppelsleutel})
    assert answer.status_code == 200


async def test_limits_can_be_off(client, state, administratie):
    state.limits = False
    administratie.product = "test"
    assert set(await statuses(client, 120)) == {200}
