from hypothesis import given
from hypothesis import strategies as st

from core.store.numbers import BITS, Numbers

SETS = st.frozensets(st.integers(0, 200))


def made(numbers) -> Numbers:
    words: dict[int, int] = {}
    for one in numbers:
        words[one // BITS] = words.get(one // BITS, 0) | 1 << one % BITS
    return Numbers(words.items())


def every(numbers: Numbers) -> list[int]:
    return [numbers.at(index) for index in range(len(numbers))]


@given(SETS, SETS)
def test_numbers_are_what_a_set_is_in_order(one, two) -> None:
    left, right = made(one), made(two)
    for found, wanted in ((left, one), (left & right, one & two), (left | right, one | two), (left - right, one - two)):
        assert every(found) == sorted(wanted)
        assert [found.index(number) for number in sorted(wanted)] == list(range(len(wanted)))
        assert [number for number in range(-1, 210) if number in found] == sorted(wanted)
        assert found.index(201) is None
