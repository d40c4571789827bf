"""A leak is told from a library that was loaded late."""

import random

import pytest

from tests.soak.memory import GROWTH, growth

MINUTE = range(45)


def noisy(held: list[float]) -> list[float]:
    chance = random.Random(1)
    return [one + chance.uniform(-0.5, 0.5) for one in held]


@pytest.mark.parametrize("at", [0, 5, 22, 23, 30, 38, 44])
def test_a_library_that_is_loaded_once_is_no_leak_whenever_it_comes(at: int) -> None:
    assert growth(noisy([72.0 if second >= at else 52.0 for second in MINUTE])) < GROWTH


def test_nor_are_two() -> None:
    held = [52.0 + 20 * (second >= 26) + 6 * (second >= 38) for second in MINUTE]
    assert growth(noisy(held)) < GROWTH


@pytest.mark.parametrize("a_second", [0.5, 1.0, 5.0])
def test_what_grows_all_the_time_is_a_leak_also_beside_a_library(a_second: float) -> None:
    held = [50.0 + a_second * second + 20 * (second >= 30) for second in MINUTE]
    assert growth(noisy(held)) > GROWTH


def test_a_leak_that_shows_in_blocks_is_one_too() -> None:
    blocks = [float(100 + 4 * (second // 60)) for second in range(1200)]
    assert growth(noisy(blocks)) > GROWTH


def test_a_process_that_has_hardly_lived_tells_nothing() -> None:
    assert [growth([50.0] * n) for n in range(3)] == [0.0] * 3
