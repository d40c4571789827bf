"""Garbage is collected again when the last that held it off is done, whichever that is; what lives on is left out for good."""

import gc

from core.collecting import living_on, no_collecting


def test_blocks_that_overlap_hold_off_until_the_last_one_ends() -> None:
    first, second = no_collecting(), no_collecting()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert not gc.isenabled()
    second.__exit__(None, None, None)
    assert gc.isenabled()


def test_where_it_was_off_it_stays_off() -> None:
    gc.disable()
    try:
        with no_collecting(), no_collecting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_lives_on_is_not_looked_at_again() -> None:
    try:
        with living_on():
            made = [[] for _ in range(1_000)]
        assert gc.get_freeze_count() >= len(made)
    finally:
        gc.unfreeze()
