from collections import defaultdict
from datetime import date

import pytest

from core.errors import GarbledError
from core.timeon.hours import months

from .conftest import fine

VAN, TOT = date(2026, 9, 15), date(2026, 11, 3)


def answer(rows, total=None):
    groups = defaultdict(list)
    for row in rows:
        groups[row["date"]].append(row)
    listed = [{"shortTitle": day, "hourList": found} for day, found in groups.items()]
    return fine({"groups": listed, "summary": {"totalItems": len(rows) if total is None else total}, "nrPages": 1})


def row(number, day):
    return {"hourID": number, "date": f"{day.isoformat()}T00:00:00"}


ROWS = [row(day.toordinal(), day) for day in (date.fromordinal(VAN.toordinal() + n) for n in range(50))]


def serve(asked, limit=10**6):
    chosen = asked["filter"]
    if "hourIDs" in chosen:
        return answer([found for found in ROWS if found["hourID"] in chosen["hourIDs"]])
    rows = [found for found in ROWS if chosen["from"] <= found["date"][:10] <= chosen["to"]]
    return answer(rows[:limit], total=len(rows))


def test_a_window_is_cut_into_calendar_months():
    assert list(months(VAN, TOT)) == [
        (date(2026, 9, 15), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 10, 31)),
        (date(2026, 11, 1), date(2026, 11, 3)),
    ]
    assert list(months(date(2024, 2, 1), date(2024, 2, 29))) == [(date(2024, 2, 1), date(2024, 2, 29))]
    assert list(months(date(2026, 12, 31), date(2027, 1, 1)))[1] == (date(2027, 1, 1), date(2027, 1, 1))
    assert list(months(TOT, VAN)) == []


async def test_hours_are_asked_month_by_month(fake, timeon):
    fake.respond = serve
    assert await timeon.hours(VAN, TOT) == ROWS
    assert [request[2]["filter"] for request in fake.requests] == [
        {"from": "2026-09-15", "to": "2026-09-30"},
        {"from": "2026-10-01", "to": "2026-10-31"},
        {"from": "2026-11-01", "to": "2026-11-03"},
    ]


async def test_a_window_that_comes_short_is_asked_again_in_halves(fake, timeon):
    fake.respond = lambda asked: serve(asked, limit=10)
    assert sorted(found["hourID"] for found in await timeon.hours(VAN, TOT)) == [found["hourID"] for found in ROWS]


async def test_a_day_that_stays_short_is_told_with_both_counts(fake, timeon):
    fake.answers = [answer([row(1, VAN)], total=2)]
    with pytest.raises(GarbledError) as caught:
        await timeon.hours(VAN, VAN)
    assert "telt 2 registraties maar gaf er 1" in caught.value.detail


async def test_a_row_that_comes_twice_counts_once(fake, timeon):
    fake.answers = [answer([row(1, VAN), row(1, VAN)], total=2)]
    with pytest.raises(GarbledError):
        await timeon.hours(VAN, VAN)


@pytest.mark.parametrize(
    "result",
    [None, [], {}, {"groups": []}, {"groups": [], "summary": {"totalItems": "1"}}, {"summary": {"totalItems": 1}}],
)
async def test_a_list_that_can_not_be_proved_whole_is_garbled(fake, timeon, result):
    fake.answers = [fine(result)]
    with pytest.raises(GarbledError):
        await timeon.hours(VAN, VAN)


async def test_an_empty_month_is_fine(fake, timeon):
    fake.answers = [fine({"groups": None, "summary": {"totalItems": 0}})]
    assert await timeon.hours(VAN, VAN) == []


async def test_a_row_without_a_number_is_garbled(fake, timeon):
    fake.answers = [answer([{"date": "2026-09-15T00:00:00"}])]
    with pytest.raises(GarbledError):
        await timeon.hours(VAN, VAN)


async def test_rows_are_asked_by_id_in_portions_and_the_gone_are_absent(fake, timeon, monkeypatch):
    monkeypatch.setattr("core.timeon.client.IDS_A_CALL", 2)
    fake.respond = serve
    wanted = [str(ROWS[0]["hourID"]), "99", str(ROWS[1]["hourID"]), str(ROWS[0]["hourID"])]
    assert await timeon.hours_by_id(wanted) == ROWS[:2]
    assert [request[2]["filter"]["hourIDs"] for request in fake.requests] == [
        [ROWS[0]["hourID"], 99],
        [ROWS[1]["hourID"]],
    ]


async def test_rows_that_were_not_asked_for_are_dropped(fake, timeon):
    fake.answers = [answer([row(1, VAN), row(2, VAN)])]
    assert [found["hourID"] for found in await timeon.hours_by_id(["2"])] == [2]
