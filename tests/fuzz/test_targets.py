"""The targets of `make fuzz`, with what it found before and with what hypothesis thinks of."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, seeds

CASES = sorted(path for path in (Path(__file__).parent / "cases").rglob("*") if path.is_file())
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def spoilt(draw: st.DrawFn, good: list[bytes]) -> bytes:
    """Good input of which some bytes are others, gone, or there twice."""
    data = bytearray(draw(st.sampled_from(good)))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        end = draw(st.integers(at, min(len(data), at + 40)))
        data[at:end] = draw(st.binary(max_size=12) | st.just(bytes(data[at:end]) * 2))
    return bytes(data)


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}-{path.name[:24]}")
def test_what_was_found_before(case: Path) -> None:
    TARGETS[case.parent.name](case.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_good_input_and_anything_near_it(name: str) -> None:
    good = seeds(name)

    @SETTINGS
    @given(spoilt(good) | st.binary(max_size=200))
    @example(b"")
    @example(good[0])
    def each(data: bytes) -> None:
        TARGETS[name](data)

    each()
