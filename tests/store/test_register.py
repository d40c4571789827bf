"""One to one, both ways; a summary survives as it was stored."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from core.domain.koppeling import Koppeling, KoppelingState, KoppelingSummary, Step
from core.errors import AlreadyCoupledError
from core.store import register
from core.store.schema_register import REGISTER

AT = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)
BAKKER = Koppeling(
    "bakker", "7", "Bakker & Zn", "a1", "Bakker en Zoon B.V.", KoppelingState.ACTIEF, Step.KLAAR, AT, ("x",)
)


@pytest.fixture
def db() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for _name, statements in REGISTER.steps:
        for statement in statements:
            connection.execute(statement)
    return connection


def test_a_summary_is_kept_whole(db: sqlite3.Connection) -> None:
    summary = KoppelingSummary(BAKKER, 140, 6, 40, 8, AT, True, 12, 3, 3, Decimal("4812.50"), 2, "sleutel")
    register.save_summary(db, summary)
    assert register.summaries(db) == [summary]


def test_saving_facts_leaves_the_summary(db: sqlite3.Connection) -> None:
    register.save_summary(db, KoppelingSummary(BAKKER, paired=140))
    register.save(db, replace(BAKKER, state=KoppelingState.GEPAUZEERD))
    assert register.summaries(db)[0].paired == 140


@pytest.mark.parametrize("clash", [{"timeon_id": "7", "snelstart_id": "b2"}, {"timeon_id": "8", "snelstart_id": "a1"}])
def test_an_administration_stands_in_one_living_koppeling(db: sqlite3.Connection, clash: dict[str, str]) -> None:
    register.save(db, BAKKER)
    with pytest.raises(AlreadyCoupledError, match="Bakker"):
        register.save(db, replace(BAKKER, id="other", **clash))


def test_after_ontkoppelen_both_administrations_are_free(db: sqlite3.Connection) -> None:
    register.save(db, replace(BAKKER, state=KoppelingState.ONTKOPPELD))
    register.save(db, replace(BAKKER, id="again"))
    assert register.find(db, timeon_id="7") == replace(BAKKER, id="again")


def test_two_koppelingen_without_an_administratie_do_not_clash(db: sqlite3.Connection) -> None:
    register.save(db, replace(BAKKER, snelstart_id=""))
    register.save(db, replace(BAKKER, id="other", timeon_id="8", snelstart_id=""))
    assert len(register.summaries(db)) == 2
