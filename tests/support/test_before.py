"""A record before a write beside the record now."""

import json

from hypothesis import given
from hypothesis import strategies as st

from core.support.before import fields_then

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1, max_size=5), inner, max_size=3),
    max_leaves=12,
)


def test_what_changed_stands_first_and_nested_fields_have_a_path() -> None:
    before = {"naam": "Bakker", "adres": {"postcode": "3511 AB", "plaats": None}, "soort": ["Klant"]}
    now = {"naam": "Bakker", "adres": {"postcode": "3512 CD", "plaats": None}, "soort": ["Klant"], "nieuw": 3}
    found = fields_then(json.dumps(before).encode(), json.dumps(now).encode())
    assert [(one.field, one.before, one.now) for one in found if one.changed] == [
        ("adres.postcode", "3511 AB", "3512 CD"),
        ("nieuw", "", "3"),
    ]
    assert [one.field for one in found][:2] == ["adres.postcode", "nieuw"]
    assert ("soort", '["Klant"]', '["Klant"]', False) in [tuple(one.to_json().values()) for one in found]


def test_a_record_that_is_gone_has_no_values_now() -> None:
    assert [one.now for one in fields_then(b'{"naam": "Bakker"}', None)] == [""]


def test_bytes_that_are_no_record_are_nothing() -> None:
    assert fields_then(b"", b"") == fields_then(b"{", b"[" * 5000) == []


@given(JSON)
def test_a_record_beside_itself_has_no_change(value) -> None:
    content = json.dumps(value).encode()
    assert not [one for one in fields_then(content, content) if one.changed]
