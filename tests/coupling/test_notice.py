"""What SnelStart posts is read in both spellings; anything else is refused without being quoted."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.coupling.notice import LONGEST_REFERENCE, MOST_BYTES, Notice, NoticeError, read_notice
from core.domain.activation import Told

GOOD = {"KoppelSleutel": "a2V5OnNlY3JldA==", "ActionType": "Create", "ReferenceKey": "ref-1"}


def body(**changes: object) -> bytes:
    return json.dumps(GOOD | changes).encode()


def test_both_spellings_say_the_same() -> None:
    camel = {name[0].lower() + name[1:]: value for name, value in GOOD.items()}
    assert read_notice(body()) == read_notice(json.dumps(camel).encode())
    assert read_notice(body()) == Notice(Told.CREATE, "ref-1", "a2V5OnNlY3JldA==")


def test_members_that_are_not_known_are_passed_over() -> None:
    assert read_notice(body(Anders={"diep": [1]})).told is Told.CREATE


@pytest.mark.parametrize("key", ["", None])
def test_a_delete_needs_no_key(key) -> None:
    assert read_notice(body(ActionType="Delete", KoppelSleutel=key)).koppelsleutel == ""


@pytest.mark.parametrize(
    "wrong",
    [
        body(ActionType="Verwijder"),
        body(ActionType=["Create"]),
        body(ReferenceKey=""),
        body(ReferenceKey="r" * (LONGEST_REFERENCE + 1)),
        body(KoppelSleutel=""),
        body(KoppelSleutel="twee\nregels"),
        body(KoppelSleutel="sleutél"),
        body(KoppelSleutel="k" * 9000),
        body(koppelsleutel="een-andere"),
        body() + b" " * MOST_BYTES,
        b"",
        b"[]",
        b'"Create"',
        b"\xff\xfe",
        b'{"a":' * 6000,
        b"[" * 30_000,
    ],
)
def test_what_can_not_be_a_message_is_refused_and_not_quoted(wrong) -> None:
    with pytest.raises(NoticeError) as refused:
        read_notice(wrong)
    assert len(str(refused.value)) < 40
    assert refused.value.__cause__ is None


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_refused(content) -> None:
    try:
        read_notice(content)
    except NoticeError:
        return


def test_a_message_does_not_show_its_key() -> None:
    notice = read_notice(body())
    assert notice.koppelsleutel not in repr(notice)
    assert notice.reference not in repr(notice)
