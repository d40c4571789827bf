from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.snelstart import odata


@given(st.text())
def test_a_quoted_text_can_not_end_early(text):
    quoted = odata.quote(text)
    assert quoted[0] == quoted[-1] == "'"
    assert quoted[1:-1].replace("''", "") == text.replace("'", "")
    assert quoted[1:-1].replace("''", "'") == text


def test_a_guid_is_a_guid_or_nothing():
    assert odata.guid("294825CE-3f27-4b91-aa12-4b5d12732e08") == "guid'294825ce-3f27-4b91-aa12-4b5d12732e08'"
    with pytest.raises(ValueError, match="hexadecimal"):
        odata.guid("x' or 1 eq 1")


def test_times_carry_no_zone_and_snelstarts_own_pass_as_they_came():
    assert odata.moment(date(2026, 10, 1)) == "datetime'2026-10-01'"
    assert odata.modified_after("2023-06-29T21:44:48.51") == "ModifiedOn gt datetime'2023-06-29T21:44:48.51'"
    with pytest.raises(ValueError, match="zone"):
        odata.moment(datetime(2026, 10, 1, tzinfo=UTC))
    with pytest.raises(ValueError, match="isoformat"):
        odata.moment("' or 1 eq 1")


def test_a_prefix_is_asked_in_the_documented_form():
    assert odata.starts_with("Orderreferentie", "KB") == "startswith(Orderreferentie,'KB') eq true"
