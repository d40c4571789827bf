from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.syncing.schedule import is_due, next_slot, offset, slot

HALF = timedelta(minutes=30)
NOW = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)


def test_a_thousand_koppelingen_are_spread_over_the_half_hour() -> None:
    minutes = Counter(int(offset(f"koppeling-{n}", HALF).total_seconds()) // 60 for n in range(1000))
    assert len(minutes) == 30
    assert max(minutes.values()) < 70


@given(st.text(), st.datetimes(timezones=st.just(UTC)))
def test_a_slot_is_within_a_period_before_now_and_the_next_one_after_it(koppeling: str, now: datetime) -> None:
    if not timedelta(days=1) < now - datetime.min.replace(tzinfo=UTC) or now.year > 9990:
        return
    found = slot(koppeling, now, HALF)
    assert found <= now < found + HALF == next_slot(koppeling, now, HALF)


def test_it_is_due_once_a_slot_and_once_after_a_night_off() -> None:
    last = slot("k", NOW, HALF)
    assert not is_due("k", last, last + timedelta(minutes=29), HALF)
    assert is_due("k", last, last + HALF, HALF)
    assert is_due("k", last - timedelta(hours=8), NOW, HALF)
    assert not is_due("k", NOW, NOW, HALF)
    assert is_due("k", None, NOW, HALF)


def test_a_clock_that_went_back_does_not_stop_the_schedule() -> None:
    assert is_due("k", NOW + timedelta(days=3), NOW, HALF)
