import json
import re
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.snelstart import json_body

AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15)
PLAIN = re.compile(r"-?\d+(\.\d+)?")


@given(AMOUNTS)
def test_an_amount_leaves_exactly_as_text(amount):
    sent = json.loads(json_body({"bedrag": amount}))["bedrag"]
    assert isinstance(sent, str)
    assert PLAIN.fullmatch(sent)
    assert Decimal(sent) == amount
    assert sent == format(amount, "f")


@given(AMOUNTS)
def test_an_amount_leaves_exactly_as_a_number(amount):
    body = json_body({"regels": [{"stuksprijs": amount}]}, as_text=False)
    sent = json.loads(body, parse_float=Decimal, parse_int=Decimal)["regels"][0]["stuksprijs"]
    assert sent == amount
    assert "e" not in body.decode().removeprefix('{"regels":[{"stuksprijs":').lower()


def test_trailing_zeros_stay():
    assert json_body({"a": Decimal("121.00")}) == b'{"a":"121.00"}'
    assert json_body({"a": Decimal("121.00")}, as_text=False) == b'{"a":121.00}'
    assert json_body({"a": Decimal("1E+3")}) == b'{"a":"1000"}'


def test_other_values_pass_and_dates_carry_no_zone():
    body = {
        "naam": "Café ’t Hoekje \U0001f600",
        "code": 12,
        "actief": True,
        "leeg": None,
        "soorten": ("Klant",),
        "datum": date(2026, 10, 1),
        "moment": datetime(2026, 10, 1, 9, 30),  # noqa: DTZ001 - SnelStart's times carry no zone
    }
    assert json.loads(json_body(body)) == {
        "naam": "Café ’t Hoekje \U0001f600",
        "code": 12,
        "actief": True,
        "leeg": None,
        "soorten": ["Klant"],
        "datum": "2026-10-01T00:00:00",
        "moment": "2026-10-01T09:30:00",
    }


@pytest.mark.parametrize("value", [0.1, object(), b"bytes"])
def test_a_float_or_anything_strange_is_refused(value):
    with pytest.raises(TypeError):
        json_body({"a": [{"b": value}]})


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_finite_is_refused(text):
    with pytest.raises(ValueError, match="not finite"):
        json_body({"a": Decimal(text)})
