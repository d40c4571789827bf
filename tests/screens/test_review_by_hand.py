"""The review of the demo's klanten by hand, counted in keys: done within three minutes.

Counted as the keystroke-level model does it (Card, Moran and Newell): 0.28 s a key for somebody who types but is no
typist, 1.35 s to make up one's mind before each decision; and, which the model leaves open, 3 s to read the reason of
each row, each list of a knot and each question. Keys that follow from one decision are part of it. What can be decided
without a person is decided by its two keys; everything else row by row.
"""

from core.domain.match import MatchState
from core.matching.discarded import is_discarded
from screens.widgets.dialogs import AskDialog
from tests.screens.pilot import press
from tests.screens.test_review import app, opened_review, stored

__all__ = ["app"]

KEY, MIND, READ = 0.28, 1.35, 3.0
MINUTES = 3


class Hand:
    """Presses, and counts what it costs."""

    def __init__(self, pilot):
        self.pilot = pilot
        self.keys = 0
        self.decisions = 0

    @property
    def seconds(self):
        return self.keys * KEY + self.decisions * (MIND + READ)

    async def press(self, *keys):
        self.keys += len(keys)
        await press(self.pilot, *keys)

    async def decide(self, *keys):
        self.decisions += 1
        await self.press(*keys)


def keys_for(row):
    """What a careful bookkeeper presses on this row."""
    if row.state is MatchState.KNOT:
        return ("enter",) if row.timeon and row.snelstart else ("i",)
    if row.is_pair:
        return ("x",) if row.contradiction or row.state is MatchState.CANDIDATES else ("a",)
    one = row.left or row.right
    return ("i",) if is_discarded(one.naam) or row.held else ("plus",)


async def test_the_demo_is_reviewed_by_keys_within_three_minutes(app, world):
    async with app.run_test(size=(80, 24)) as pilot:
        screen, hand = await opened_review(pilot), Hand(pilot)
        klanten = len(screen.board.by_key)
        assert klanten >= 130
        await hand.decide("A", "p")
        await hand.decide("S", "j")
        await hand.press("right")
        while (row := screen.here) is not None and row.waits:
            wanted = keys_for(row)
            if row.state is MatchState.KNOT and wanted[0] == "enter":
                await hand.press("enter")
                await hand.decide(*(() if screen.chosen.get(row.key) else ("space",)), "a")
                if isinstance(app.screen, AskDialog):
                    await hand.decide("i")
            else:
                await hand.decide(*wanted)
        assert not [row for row in await stored(world) if row.waits]
        assert hand.seconds < MINUTES * 60, f"{hand.keys} keys, {hand.decisions} decisions, {hand.seconds:.0f} s"
        assert hand.keys < klanten
        print(f"{klanten} klanten, {hand.keys} keys, {hand.decisions} decisions, {hand.seconds:.0f} s")  # noqa: T201
