"""A moment as a person says it, near another."""

import contextlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UsageError
from core.support.moments import moment

CET = timezone(timedelta(hours=1))
NEAR = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("09:14", "2026-11-24T09:14:00+01:00"),
        (" 9.14 ", "2026-11-24T09:14:00+01:00"),
        ("09:14:30", "2026-11-24T09:14:30+01:00"),
        ("23-11 09:14", "2026-11-23T09:14:00+01:00"),
        ("1/2 09:14", "2026-02-01T09:14:00+01:00"),
        ("23-11-2025 09:14", "2025-11-23T09:14:00+01:00"),
        ("2026-11-24T09:14", "2026-11-24T09:14:00+01:00"),
        ("2026-11-24T09:14:00+00:00", "2026-11-24T10:14:00+01:00"),
    ],
)
def test_what_is_left_out_is_taken_from_nearby(said: str, meant: str) -> None:
    assert moment(said, NEAR, CET) == datetime.fromisoformat(meant)


@pytest.mark.parametrize("said", ["", "gisteren", "25:00", "09:61", "31-2 09:14", "9", "2026-13-01T00:00", "09:14 uur"])
def test_what_is_no_moment_is_refused_with_an_example(said: str) -> None:
    with pytest.raises(UsageError) as refusal:
        moment(said, NEAR, CET)
    assert "24-11 09:14" in refusal.value.advice


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001 - said without a zone
def test_a_whole_moment_means_itself(at: datetime) -> None:
    plain = at.replace(microsecond=0)
    assert moment(f"{plain:%d-%m-%Y %H:%M:%S}", NEAR, CET) == plain.replace(tzinfo=CET)


@given(st.text(max_size=30))
def test_no_text_is_too_strange(said: str) -> None:
    with contextlib.suppress(UsageError):
        assert moment(said, NEAR, CET).tzinfo is not None
