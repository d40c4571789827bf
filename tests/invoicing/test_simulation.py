"""Thousands of schedules of the real protocol, and the proof that each of its parts is needed.

KOPPELBORD_SCHEDULES in the environment asks for more.
"""

import os

import pytest

from tests.invoicing.simulation import Rules, simulate

COUNT = int(os.environ.get("KOPPELBORD_SCHEDULES", "2000"))


def test_no_schedule_ends_with_a_double_or_a_loss() -> None:
    figures, broken = simulate(0, COUNT, Rules())
    assert broken == [], f"seeds {broken[:20]}"
    assert figures["posts"] > figures["schedules"]


@pytest.mark.parametrize("seed", [12075, 28068, 55572, 62986, 78211, 85160, 89351])
def test_a_clock_that_jumps_back_within_a_run(seed: int) -> None:
    assert simulate(seed, 1, Rules())[1] == []


def test_without_a_stopwatch_a_pause_and_a_jump_together_make_a_double() -> None:
    assert simulate(78211, 1, Rules(stopwatch=False))[1] == [78211]


def test_a_network_that_replays_makes_doubles_that_the_sweep_heals() -> None:
    figures, broken = simulate(0, COUNT // 2, Rules(replays=True))
    assert broken == [], f"seeds {broken[:20]}"
    assert figures["double"] > 0


@pytest.mark.parametrize(
    "mutation",
    [Rules(mark_sending=False), Rules(settle=0), Rules(settle=60), Rules(unique=False), Rules(claim=False)],
    ids=["without sending", "without settle", "with a settle of a minute", "without UNIQUE", "without a claim"],
)
def test_a_protocol_that_misses_a_part_makes_doubles(mutation: Rules) -> None:
    figures, broken = simulate(0, 400, mutation)
    assert figures["double"] > 0
    assert broken
