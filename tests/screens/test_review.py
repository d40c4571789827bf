import pytest

from core.domain.match import MatchState, Verdict
from screens.review import options, rows
from screens.widgets.dialogs import AskDialog
from screens.widgets.picker import PickDialog
from tests.screens.pilot import press, settle, shown
from tui.app import Koppelbord


@pytest.fixture
async def app(world):
    """The program on a koppeling that was read."""
    koppelen = world.service.koppelen()
    koppeling = await koppelen.begin()
    await koppelen.login(koppeling, world.administratie_id)
    koppeling = await koppelen.choose(koppeling, world.administratie_id)
    koppeling, _ = await koppelen.confirm(koppeling)
    await koppelen.read(koppeling)
    return Koppelbord(world.service)


async def opened_review(pilot):
    await settle(pilot)
    await press(pilot, "r")
    assert pilot.app.screen.SCREEN == "review"
    return pilot.app.screen


def to_state(screen, state):
    row = next(row for row in rows_of(screen) if row.state is state and row.waits)
    screen.table.go_key(row.key)
    return row


def rows_of(screen):
    return list(screen.board.by_key.values())


async def stored(world):
    return (await (await world.service.open()).reviewing.review()).rows


async def test_every_row_has_a_reason_and_the_simulation_is_told(app):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        text = "\n".join(shown(app))
        assert "─ Waarom?" in text
        assert "Wie nu start zoals Time On het doet: " in text
        assert "0 beslist" in shown(app)[0]
        for row in rows_of(screen)[:20]:
            screen.table.go_key(row.key)
            await pilot.pause()
            assert "Regel:" in screen.details.text


async def test_a_couples_and_the_cursor_is_already_on_the_next(app, world):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        row = to_state(screen, MatchState.NUMBER_AND_NAME)
        await press(pilot, "a")
        assert screen.table.key != row.key
        assert screen.here.waits
        assert "● Gekoppeld:" in shown(app)[-2]
        decided = next(one for one in await stored(world) if one.key == row.key)
        assert decided.decision.verdict is Verdict.COUPLE
        await press(pilot, "u")
        assert next(one for one in await stored(world) if one.key == row.key).waits
        await press(pilot, "U")
        assert not next(one for one in await stored(world) if one.key == row.key).waits


async def test_a_burst_of_a_decides_as_many_rows(app, world):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        screen.show_tab(rows.CLEAR)
        screen.table.go(0)
        for _ in range(5):
            await pilot.press("a")
        await settle(pilot)
        assert sum(not row.waits for row in await stored(world)) == 5


async def test_enter_never_writes_it_opens_the_choice_and_chooses(app, world):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        row = to_state(screen, MatchState.KNOT)
        before = sum(one.waits for one in await stored(world))
        await press(pilot, "a")
        assert "Kies eerst wie bij wie hoort: enter." in shown(app)[-2]
        await press(pilot, "enter")
        assert app.focused.id == "choice"
        await press(pilot, "enter")
        assert screen.chosen[row.key] == (options.options(row)[0],)
        assert sum(one.waits for one in await stored(world)) == before
        await press(pilot, "a", "w")
        chosen = options.options(row)[0]
        pairs = {(one.left.id, one.right.id) for one in await stored(world) if one.decision and one.is_pair}
        assert (chosen.timeon.id, chosen.snelstart.id) in pairs


async def test_b_leaves_the_choice_and_keeps_the_screen(app):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        to_state(screen, MatchState.KNOT)
        await press(pilot, "enter", "b")
        assert app.screen is screen
        assert app.focused is screen.table
        assert not screen.chosen


async def test_c_searches_across_and_a_couples_with_whom_was_chosen(app, world):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        row = to_state(screen, MatchState.ONLY_TIMEON)
        await press(pilot, "c")
        assert isinstance(app.screen, PickDialog)
        await press(pilot, *"bakkerij", "enter")
        (option,) = screen.chosen[row.key]
        assert "akkerij" in option.snelstart.naam
        await press(pilot, "a")
        pairs = {(one.left.id, one.right.id) for one in await stored(world) if one.decision and one.is_pair}
        assert (row.left.id, option.snelstart.id) in pairs


async def test_plus_makes_new_and_i_ignores(app, world):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        new = to_state(screen, MatchState.ONLY_TIMEON)
        await press(pilot, "plus")
        assert "Wordt nieuw in SnelStart" in shown(app)[-2]
        left_out = to_state(screen, MatchState.ONLY_SNELSTART)
        await press(pilot, "i")
        found = {row.key: row for row in await stored(world)}
        assert found[new.key].decision.verdict is Verdict.CREATE
        assert found[left_out.key].state is MatchState.IGNORED


async def test_x_parts_a_pair(app, world):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        row = to_state(screen, MatchState.NUMBER)
        await press(pilot, "x")
        assert row.key not in {one.key for one in await stored(world)}


async def test_bulk_counts_first_and_no_is_no(app, world):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        clear = sum(rows.CLEAR in rows.tabs_of(row) and not row.contradiction for row in rows_of(screen))
        await press(pilot, "A")
        assert isinstance(app.screen, AskDialog)
        assert f"{clear} paren" in "\n".join(shown(app))
        await press(pilot, "enter", "n")
        assert all(row.waits for row in await stored(world))
        await press(pilot, "A", "p")
        assert sum(not row.waits for row in await stored(world)) == clear
        await press(pilot, "u")
        assert all(row.waits for row in await stored(world))


async def test_bulk_takes_the_singles_only_when_asked(app, world):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened_review(pilot)
        await press(pilot, "A", "j")
        created = [row for row in await stored(world) if row.decision and row.decision.verdict is Verdict.CREATE]
        assert created
        assert not [row for row in await stored(world) if rows.CLEAR in rows.tabs_of(row) and not row.contradiction]


async def test_spelling_in_one_key_brings_the_doubles_down(app):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        n = sum(row.state is MatchState.SPELLING for row in rows_of(screen))
        await press(pilot, "S")
        assert f"{n} paren verschillen alleen in spelling" in "\n".join(shown(app))
        await press(pilot, "j")
        assert not [row for row in rows_of(screen) if row.state is MatchState.SPELLING]
        naive, left = _simulated(app)
        assert left < naive


async def test_states_are_tabs_with_counts(app):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened_review(pilot)
        counts = screen.board.counts()
        await press(pilot, "right", "right")
        assert screen.tab is rows.CLEAR
        assert screen.table.count == counts[rows.CLEAR]
        assert f"[eenduidig {counts[rows.CLEAR]}]" in shown(app)[1]
        await press(pilot, "left", "left")
        assert screen.table.count == len(rows_of(screen))


async def test_leaving_counts_the_list_afresh(app, world):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened_review(pilot)
        await press(pilot, "A", "p", "b")
        assert app.screen.SCREEN == "koppelingen"
        summary = (await world.service.koppelingen())[0]
        assert summary.paired > 100
        assert f"▲ {summary.waiting} review" in "\n".join(shown(app))


def _simulated(app):
    line = next(line for line in shown(app) if "Wie nu start" in line)
    return [int(word.rstrip(".")) for word in line.split() if word.rstrip(".").isdigit()]
