from datetime import date, timedelta

import pytest

from core.syncing import cursor

FIVE = timedelta(minutes=5)


def test_a_later_read_begins_an_overlap_before_the_last_change_seen() -> None:
    assert cursor.since("2026-06-29T21:44:48.51", FIVE) == "2026-06-29T21:39:48.510000"


@pytest.mark.parametrize("stamp", ["2026-10-24T23:10:00", "2026-10-25T02:59:59.99", "2026-10-26T09:00:00"])
def test_around_the_night_with_two_equal_hours_the_overlap_is_an_hour_more(stamp: str) -> None:
    begins = cursor.since(stamp, FIVE)
    assert begins <= cursor.since(stamp.replace("2026-10", "2026-05"), FIVE).replace("2026-05", "2026-10")
    assert begins < stamp[:11] + "99"
    late_in_the_second_hour = "2026-10-25T02:00:01"
    if stamp.startswith("2026-10-25T02:59"):
        assert begins < late_in_the_second_hour


@pytest.mark.parametrize(("year", "day"), [(2024, 27), (2025, 26), (2026, 25), (2027, 31)])
def test_the_last_sunday_of_october(year: int, day: int) -> None:
    assert cursor.last_sunday_of_october(year) == date(year, 10, day)


@pytest.mark.parametrize("stamp", ["", "gisteren"])
def test_without_a_readable_watermark_everything_is_asked_for(stamp: str) -> None:
    assert cursor.since(stamp, FIVE) == ""


def test_the_filter_is_repeated_here_and_keeps_what_has_no_time() -> None:
    assert not cursor.after(b'{"modifiedOn":"2026-01-01T10:00:00"}', "2026-01-01T10:00:00")
    assert cursor.after(b'{"modifiedOn":"2026-01-01T10:00:00.01"}', "2026-01-01T10:00:00")
    assert cursor.after(b'{"naam":"zonder"}', "2026-01-01T10:00:00")


def test_what_cant_be_read_has_no_time_and_no_id() -> None:
    assert cursor.modified_on(b"[1]") == cursor.id_of(b"[1]") == ""
