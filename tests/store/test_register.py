"""One to one, both ways; a summary survives as it was stored."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from core.domain.koppeling import Koppeling, KoppelingState, KoppelingSummary, Step
from core.errors import AlreadyCoupledError
from core.store import register
from core.store.connection import Connection

AT = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)
BAKKER = Koppeling(
    "bakker", "7", "Bakker & Zn", "a1", "Bakker en Zoon B.V.", KoppelingState.ACTIEF, Step.KLAAR, AT, ("x",)
)


def test_a_summary_is_kept_whole(register_db: Connection) -> None:
    summary = KoppelingSummary(BAKKER, 140, 6, 40, 8, AT, True, 12, 3, 3, Decimal("4812.50"), 2, "sleutel")
    register.save_summary(register_db, summary)
    assert register.summaries(register_db) == [summary]


def test_saving_facts_leaves_the_summary(register_db: Connection) -> None:
    register.save_summary(register_db, KoppelingSummary(BAKKER, paired=140))
    register.save(register_db, replace(BAKKER, state=KoppelingState.GEPAUZEERD))
    assert register.summaries(register_db)[0].paired == 140


@pytest.mark.parametrize("clash", [{"timeon_id": "7", "snelstart_id": "b2"}, {"timeon_id": "8", "snelstart_id": "a1"}])
def test_an_administration_stands_in_one_living_koppeling(register_db: Connection, clash: dict[str, str]) -> None:
    register.save(register_db, BAKKER)
    with pytest.raises(AlreadyCoupledError, match="Bakker"):
        register.save(register_db, replace(BAKKER, id="other", **clash))


def test_after_ontkoppelen_both_administrations_are_free(register_db: Connection) -> None:
    register.save(register_db, replace(BAKKER, state=KoppelingState.ONTKOPPELD))
    register.save(register_db, replace(BAKKER, id="again"))
    assert register.find(register_db, timeon_id="7") == replace(BAKKER, id="again")


def test_two_koppelingen_without_an_administratie_do_not_clash(register_db: Connection) -> None:
    register.save(register_db, replace(BAKKER, snelstart_id=""))
    register.save(register_db, replace(BAKKER, id="other", timeon_id="8", snelstart_id=""))
    assert len(register.summaries(register_db)) == 2
