"""How koppelingen fare: what needs a person first, and one of them in every figure."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from core.config import Settings
from core.domain.ending import Ending
from core.domain.koppeling import Koppeling, KoppelingState, KoppelingSummary, Step
from core.support.chart import RunBar, blocks, run_chart
from core.support.diagnosis import diagnose
from core.support.health import Health, board, row
from tests.support.worked import NOW, Worked, worked

__all__ = ["worked"]


def summary(
    naam: str = "Bakker", state: KoppelingState = KoppelingState.ACTIEF, minutes: int | None = 5, **more
) -> KoppelingSummary:
    koppeling = Koppeling(naam.lower(), "1", naam, "2", naam, state, Step.KLAAR, NOW)
    at = None if minutes is None else NOW - timedelta(minutes=minutes)
    return KoppelingSummary(koppeling, last_run_at=at, last_run_ok=True, **more)


@pytest.mark.parametrize(
    ("one", "health"),
    [
        (summary(), Health.FRESH),
        (summary(minutes=59), Health.FRESH),
        (summary(minutes=61), Health.LATE),
        (summary(minutes=None), Health.LATE),
        (summary(problem="credentials"), Health.FAILING),
        (summary(problem="credentials", minutes=600), Health.FAILING),
        (summary(state=KoppelingState.GEPAUZEERD, minutes=600), Health.PAUSED),
        (summary(state=KoppelingState.ONTKOPPELD, problem="refused"), Health.DISCONNECTED),
        (summary(state=KoppelingState.REVIEW), Health.NEW),
    ],
)
def test_the_health_of_a_koppeling(one: KoppelingSummary, health: Health) -> None:
    assert row(one, NOW, 30).health is health


def test_what_needs_a_person_comes_first() -> None:
    rows = board(
        [
            summary("Vers"), summary("Wacht", waiting=3), summary("Laat", minutes=500), summary("Fout", problem="refused"),
            summary("Weg", state=KoppelingState.ONTKOPPELD, waiting=9), summary("Wacht veel", waiting=30),
        ],
        NOW, 30,
    )  # fmt: skip
    assert [one.summary.koppeling.timeon_naam for one in rows] == ["Fout", "Laat", "Wacht veel", "Wacht", "Vers", "Weg"]
    assert [one.needs_person for one in rows] == [True, True, True, True, False, False]


def test_of_five_thousand_koppelingen_those_that_need_a_person_come_first() -> None:
    every = [summary(f"Kantoor {number}", waiting=number % 7) for number in range(5000)]
    rows = board(every, NOW, 30)
    assert len(rows) == 5000
    assert [row.needs_person for row in rows] == sorted((row.needs_person for row in rows), reverse=True)


async def test_a_diagnosis_of_a_koppeling_in_order(worked: Worked, tmp_path: Path) -> None:
    async with worked.service(worked.copy(tmp_path / "home")) as service:
        opened = await service.open()
        found = await service.support.diagnose(opened)
        declared = sum(one.totaal for one in await opened.declaraties.list())
        assert [one.summary.koppeling.id for one in await service.support.board()] == [opened.koppeling.id]
    assert found.row.health is Health.FRESH
    assert (found.errors, found.oldest_failure, found.pauses) == ((), "", ())
    assert found.to_invoice.quantize(Decimal("0.01")) == round(declared, 2)
    assert found.not_sent == 0
    assert (found.runs[-1].ok, found.runs[-1].ending) == (False, Ending.LEFT), "what stays behind is no failure"
    assert (0 <= found.minute < found.minute_of, 0 <= found.hour < found.hour_of) == (True, True)
    assert [call.ms for call in found.slowest] == sorted((call.ms for call in found.slowest), reverse=True)
    assert len(found.runs) >= 1
    assert set(found.to_json()) >= {"health", "backlog", "errors", "calls_left", "slowest", "runs"}


async def test_failures_are_grouped_by_code_with_words_and_a_next_step(worked: Worked, tmp_path: Path) -> None:
    async with worked.service(worked.copy(tmp_path / "home")) as service:
        opened = await service.open()
        await opened.database.write(
            lambda db: db.execute(
                "UPDATE push_intents SET state = 'refused', codes = 'VOR-0015', reason = 'nee' WHERE id IN (1, 2)"
            )
        )
        await opened.database.write(lambda db: db.execute("UPDATE push_intents SET state = 'unknown' WHERE id = 3"))
        await opened.database.write(
            lambda db: db.execute("UPDATE push_intents SET state = 'refused', codes = '' WHERE id = 4")
        )
        await opened.database.write(
            lambda db: db.execute("UPDATE declaraties SET order_state = 'refused' WHERE id = '1'")
        )
        found = await service.support.diagnose(opened)
    groups = {group.code: group for group in found.errors}
    assert list(groups) == ["VOR-0015", "onbekend", "overig"]
    assert [one.subject for one in groups["VOR-0015"].rows] == ["declaratie:1", "declaratie:2"]
    assert all(str(group.what) and str(group.advice) for group in groups.values())
    assert found.oldest_failure
    assert (found.backlog.pushes, found.not_sent > 0) == (4, True)


async def test_calls_left_are_those_of_both_windows(worked: Worked, tmp_path: Path) -> None:
    async with worked.service(worked.copy(tmp_path / "home")) as service:
        opened = await service.open()

        def booked(db):
            db.execute("DELETE FROM call_counts")
            now = int(NOW.timestamp()) // 5
            db.executemany("INSERT INTO call_counts VALUES (?, ?)", [(now, 30), (now - 100, 60)])

        await opened.database.write(booked)
        fares = row(await opened.summary(), NOW, 30)
        settings = replace(Settings(), calls_a_minute=100, calls_an_hour=80)
        found = await opened.database.read(lambda db: diagnose(db, fares, NOW, settings))
    assert (found.minute, found.hour) == (70, 0)


def bar(calls: int, ending: Ending = Ending.GOOD) -> RunBar:
    at = datetime.isoformat(NOW)
    return RunBar(f"r{calls}", at, ending is Ending.GOOD, calls, calls // 10, calls / 100, ending=ending)


def test_runs_are_a_chart_of_blocks_with_a_mark_under_what_went_wrong() -> None:
    lines = run_chart([bar(0), bar(10), bar(80, Ending.LEFT), bar(40, Ending.FAILED)])
    assert lines == ["aanroepen   ·▂█▅", "geschreven  ·▂█▅", "duur        ·▂█▅", "fout           x"]
    assert len(run_chart([bar(n) for n in range(500)], width=60)[0]) == len("aanroepen   ") + 60


@pytest.mark.parametrize(("values", "shown"), [([], ""), ([0], "·"), ([1], "█"), ([1, 1000], "▁█")])
def test_blocks(values: list[float], shown: str) -> None:
    assert blocks(values) == shown
