"""What a hand on the keyboard expects of the review: repeat, marks, knots as one, the source, the other kinds, a colleague."""

import pytest

from core.coupling.looking import Looking
from core.coupling.reviewing import Reviewing
from core.domain.koppeling import Progress
from core.domain.match import MatchState, Verdict
from core.store.database import Database
from core.store.schema_koppeling import KOPPELING
from screens.review import options, rows
from screens.widgets.dialogs import AskDialog, ErrorDialog
from tests.screens.pilot import press, settle, shown
from tests.screens.test_review import app, opened_review, rows_of, stored, to_state

__all__ = ["app"]


@pytest.fixture
async def colleague(world, clock):
    """Somebody else at the same koppeling, in a process of her own."""
    mine = (await world.service.open()).database
    hers = Database(mine.path, KOPPELING)
    yield Reviewing(hers, clock)
    hers.close()


async def test_the_full_stop_does_the_last_again_for_the_row_that_is_here_now(app, world):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        await press(pilot, "full_stop")
        assert "Er is nog niets beslist om te herhalen." in shown(app)[-2]
        first = to_state(screen, MatchState.ONLY_TIMEON)
        await press(pilot, "i")
        second = to_state(screen, MatchState.ONLY_TIMEON)
        await press(pilot, "full_stop")
        found = {row.key: row.state for row in await stored(world)}
        assert (found[first.key], found[second.key]) == (MatchState.IGNORED, MatchState.IGNORED)


async def test_marked_rows_are_decided_in_one_step(app, world):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        screen.show_tab(next(tab for tab in screen.board.counts() if tab.id == "only_timeon"))
        screen.table.go(0)
        await press(pilot, "shift+down", "shift+down")
        assert "3 rijen gemarkeerd." in shown(app)[-2]
        await press(pilot, "i")
        assert not screen.table.marks
        assert sum(row.state is MatchState.IGNORED for row in await stored(world)) == 3
        await press(pilot, "u")
        assert "3 besluiten ongedaan." in shown(app)[-2]
        assert not [row for row in await stored(world) if row.state is MatchState.IGNORED]


async def test_a_key_that_fits_none_of_the_marked_rows_says_so(app, world):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        screen.show_tab(next(tab for tab in screen.board.counts() if tab.id == "only_timeon"))
        screen.table.go(0)
        await press(pilot, "space", "x")
        assert "Met geen van de gemarkeerde rijen kan dit." in shown(app)[-2]
        assert all(row.waits for row in await stored(world))


async def test_a_knot_is_resolved_in_one_step_and_asks_once_about_the_rest(app, world):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        row = next(
            one for one in rows_of(screen) if one.state is MatchState.KNOT and len(one.timeon) + len(one.snelstart) > 2
        )
        screen.table.go_key(row.key)
        await press(pilot, "enter")
        screen.choice.go(0)
        if screen.choice.key not in screen.choice.marks:
            await press(pilot, "space")
        (chosen,) = screen.chosen[row.key][:1]
        rest = len(row.timeon) + len(row.snelstart) - 2 * len(screen.chosen[row.key])
        await press(pilot, "a")
        assert isinstance(app.screen, AskDialog)
        assert "blijft over" in "\n".join(shown(app)) or "blijven over" in "\n".join(shown(app))
        await press(pilot, "i")
        found = await stored(world)
        coupled = {(one.left.id, one.right.id) for one in found if one.decision and one.is_pair}
        assert (chosen.timeon.id, chosen.snelstart.id) in coupled
        assert sum(one.state is MatchState.IGNORED for one in found) == rest
        await press(pilot, "u")
        assert next(one for one in await stored(world) if one.key == row.key).waits


async def test_in_a_knot_the_pair_marked_last_drives_out_its_rival(app):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        row = next(one for one in rows_of(screen) if one.state is MatchState.KNOT and len(one.snelstart) > 1)
        screen.table.go_key(row.key)
        await press(pilot, "enter")
        screen._keep(row, ())
        screen.choice.unmark()
        await settle(pilot)
        for at in range(2):
            screen.choice.go(at)
            await press(pilot, "space")
        first, second = options.options(row)[:2]
        kept = screen.chosen[row.key]
        assert kept == ((second,) if first.shares_with(second) else (first, second))


async def test_w_shows_what_to_mend_for_this_row_on_either_side(app):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        row = to_state(screen, MatchState.SPELLING)
        await press(pilot, "w")
        assert app.screen.SCREEN == "bron"
        assert app.screen.table.key == row.key
        assert row.left.naam in "\n".join(shown(app))
        assert "SnelStart: Relaties" in app.screen.details.text
        await press(pilot, "right")
        assert "[Time On " in shown(app)[1]
        await press(pilot, "b")
        assert app.screen is screen


async def test_k_goes_round_the_kinds_and_says_what_is_inferred(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened_review(pilot)
        await press(pilot, "k")
        assert "Producten" in shown(app)[0]
        assert "Aanname: producten passen op code" in "\n".join(shown(app))
        await press(pilot, "k")
        assert "Productgroepen" in shown(app)[0]
        text = " ".join(" ".join(shown(app)).split())
        assert "uit SnelStart gelezen" in text
        assert "Aanname: SnelStart geeft ze alleen te lezen" in text
        await press(pilot, "k")
        assert app.screen.SCREEN == "review"


async def test_a_list_of_producten_is_laid_beside_those_of_snelstart(app, tmp_path):
    async with app.run_test(size=(160, 50)) as pilot:
        await opened_review(pilot)
        await press(pilot, "k")
        one = next(iter(app.screen.rows.values())).artikelen[0]
        (tmp_path / "lijst.csv").write_text(f"code;omschrijving\n{one.code};{one.omschrijving}\n999;Bestaat niet\n")
        await press(pilot, "l", *str(tmp_path / "lijst.csv"), "enter")
        assert "2 producten uit de lijst ernaast gelegd." in shown(app)[-2]
        states = [row.state for row in app.screen.rows.values()]
        assert states.count(MatchState.NUMBER_AND_NAME) == 1
        assert states.count(MatchState.ONLY_TIMEON) == 1


async def test_what_a_colleague_decides_appears_by_itself(app, colleague):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        row = to_state(screen, MatchState.NUMBER_AND_NAME)
        await colleague.decide(row.key, Verdict.COUPLE)
        screen.look_around()
        await settle(pilot)
        assert not screen.board.by_key[row.key].waits
        assert f"Elders gewijzigd: {row.left.naam}" in shown(app)[-2]
        assert "1 beslist" in shown(app)[0]


async def test_a_bulk_step_of_ours_is_not_told_as_somebody_else_s(app, monkeypatch):
    async with app.run_test(size=(80, 24)) as pilot:
        screen, told = await opened_review(pilot), []
        laid_in, say = Looking.lay_in, type(screen).say

        async def looked_around_first(self, stored):  # what another second of waiting would bring about
            await screen.look_around().wait()
            await laid_in(self, stored)

        monkeypatch.setattr(Looking, "lay_in", looked_around_first)
        monkeypatch.setattr(type(screen), "say", lambda self, *parts: (told.append(parts), say(self, *parts))[1])
        await press(pilot, "A", "p")
        assert screen.board.counts()[rows.ALL] > screen.board.counts()[rows.WAITING]
        assert told
        assert not [parts for parts in told if "Elders" in str(parts)]


async def test_looking_around_draws_nothing_when_nothing_changed(app, monkeypatch):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        drawn = []
        monkeypatch.setattr(type(app), "_display", lambda *_: drawn.append(1))
        screen.look_around()
        await settle(pilot)
        assert not drawn


async def test_a_decision_on_what_was_decided_elsewhere_is_refused_with_both(app, colleague, world):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        row = to_state(screen, MatchState.NUMBER_AND_NAME)
        await colleague.decide(row.key, Verdict.IGNORE)
        await press(pilot, "a")
        assert isinstance(app.screen, ErrorDialog)
        text = str(app.screen.problem.detail)
        assert "Je zag: Namen gelijk" in text
        assert "buiten de koppeling" in text
        await press(pilot, "escape")
        assert screen.board.by_key[f"T{row.left.id}"].decision.verdict is Verdict.IGNORE
        assert all(one.decision is None or one.decision.verdict is Verdict.IGNORE for one in await stored(world))


async def test_a_filter_and_an_order_stay_while_rows_are_decided(app):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        await press(pilot, "slash", *"bv", "enter", "greater_than_sign")
        before = [screen.board.key(at) for at in range(screen.table.count)]
        to = next(
            at for at, key in enumerate(before) if screen.board.by_key[key].is_pair and screen.board.by_key[key].waits
        )
        screen.table.go(to)
        await press(pilot, "a")
        assert [screen.board.key(at) for at in range(screen.table.count)] == before
        names = [rows.order(screen.board.item(at), 0) for at in range(screen.table.count)]
        assert names == sorted(names)


async def test_the_doubles_are_live(app):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        row = to_state(screen, MatchState.SPELLING)
        left = screen.doubles
        assert rows.DOUBLE in rows.tabs_of(row)
        await press(pilot, "a")
        assert screen.doubles == left - 1
        assert f"Met jouw keuzes: {left - 1}." in "\n".join(shown(app))
        await press(pilot, "u")
        assert screen.doubles == left


async def test_a_look_that_lasts_is_not_begun_again_by_looking_around(app, colleague):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        row = to_state(screen, MatchState.NUMBER_AND_NAME)
        await colleague.decide(row.key, Verdict.COUPLE)
        screen._loading = 1
        screen.look_around()
        await settle(pilot)
        assert screen.board.by_key[row.key].waits
        screen._loading = 0
        screen.look_around()
        await settle(pilot)
        assert not screen.board.by_key[row.key].waits


async def test_how_far_a_long_look_is_stands_below_the_rows(app):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        screen.tell(Progress("namen vergelijken", 41_000, 200_000))
        await pilot.pause()
        assert "namen vergelijken: 41000 van 200000" in "\n".join(shown(app))
