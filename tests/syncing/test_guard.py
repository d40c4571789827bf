import pytest

from core.config import Settings
from core.errors import GuardError
from core.syncing.guard import ceiling, check_vanished


@pytest.mark.parametrize(("known", "most"), [(0, 10), (199, 10), (200, 10), (220, 11), (10_000, 500)])
def test_the_ceiling_is_ten_or_five_in_a_hundred(known: int, most: int) -> None:
    assert ceiling(known, Settings()) == most


@pytest.mark.parametrize(("known", "gone"), [(4, 4), (50, 50), (50, 11), (10_000, 501)])
def test_more_than_the_ceiling_or_everything_is_not_believed_unless_released(known: int, gone: int) -> None:
    with pytest.raises(GuardError):
        check_vanished("klanten", known, gone, Settings(), released=False)
    check_vanished("klanten", known, gone, Settings(), released=True)


@pytest.mark.parametrize(("known", "gone"), [(3, 3), (50, 10), (10_000, 500), (0, 0)])
def test_what_is_within_it_is(known: int, gone: int) -> None:
    check_vanished("klanten", known, gone, Settings(), released=False)
