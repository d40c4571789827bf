import pytest

from core.snelstart import advice, explain
from core.snelstart.explain import known_codes

ASKED = [
    *(f"REL-{number:04d}" for number in (1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13, 20, 21, 22, 23, 47, 48)),
    *(f"REL-{number:04d}" for number in (55, 56, 57, 58, 59, 60, 61, 64, 65, 66, 84, 85, 86, 87, 88)),
    *(f"ALG-{number:04d}" for number in range(100, 107)),
    *(f"ART-{number:04d}" for number in (*range(1, 10), 11, 18)),
    *(f"VOR-{number:04d}" for number in (*range(1, 12), 13, 14, 15)),
    "BOE-0021",
    "BOE-0042",
]


@pytest.mark.parametrize("code", ASKED)
def test_a_code_that_matters_has_a_meaning_and_a_next_step(code):
    assert str(explain(code)).endswith(".")
    assert str(advice(code)).endswith(".")


def test_a_code_that_is_not_known_has_none():
    assert explain("XYZ-0001") is advice("XYZ-0001") is None


def test_meanings_differ_from_each_other_within_a_family():
    meanings = [str(explain(code)) for code in known_codes() if code.startswith("REL")]
    assert len(meanings) == len(set(meanings))
