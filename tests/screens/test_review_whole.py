"""Why a row is as it is, at full height: everything that the small pane has no room for, while rows are walked."""

import pytest

from core.domain.match import MatchState
from core.matching.explain import explain
from tests.screens.pilot import press, shown
from tests.screens.test_review import app, opened_review, to_state

__all__ = ["app"]


async def test_v_shows_the_values_side_by_side_and_what_would_have_to_change(app):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        row = to_state(screen, MatchState.SPELLING)
        await press(pilot, "v")
        text = "\n".join(shown(app))
        found = explain(row)
        for value in found.values:
            if value.name in ("postcode", "plaats"):
                continue
            assert any(line.split()[:1] == value.label.split()[:1] for line in shown(app)), value.label
        assert "≠" in text
        assert "Past vanzelf als de naam in SnelStart precies" in text
        assert "Of als de naam in Time On precies" in text
        assert f"{row.left.postcode} {row.left.plaats}" in text
        await press(pilot, "down")
        assert screen.table.key != row.key
        await press(pilot, "v")
        assert screen.table.size.height > 5


@pytest.mark.parametrize("size", [(120, 40), (160, 50)])
async def test_beside_the_rows_there_is_room_for_it_without_a_key(app, size):
    async with app.run_test(size=size) as pilot:
        screen = await opened_review(pilot)
        to_state(screen, MatchState.CANDIDATES)
        await pilot.pause()
        assert "≠" in screen.details.text
        await press(pilot, "v")
        assert "Alles staat er al naast elkaar." in shown(app)[-2]
