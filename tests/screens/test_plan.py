import pytest

from core.domain.koppeling import KoppelingState
from core.domain.match import Mode
from core.sandbox.faults.rule import Rule
from screens.widgets.table import Table
from tests.screens.pilot import press, settle, shown
from tui.app import Koppelbord


@pytest.fixture
async def app(world):
    """The program on a koppeling whose unambiguous rows were accepted."""
    koppelen = world.service.koppelen()
    koppeling = await koppelen.begin()
    await koppelen.login(koppeling, world.administratie_id)
    koppeling = await koppelen.choose(koppeling, world.administratie_id)
    koppeling, _ = await koppelen.confirm(koppeling)
    koppeling = await koppelen.read(koppeling)
    await world.service.opened(koppeling).reviewing.accept(Mode.SAFE)
    return Koppelbord(world.service)


async def to_plan(pilot):
    await settle(pilot)
    await press(pilot, "r", "p")
    assert pilot.app.screen.SCREEN == "plan"
    return pilot.app.screen


def relaties(world):
    return len(world.sandbox.snelstart.administratie(world.administratie_id).records["relaties"])


async def test_every_write_is_a_line_field_by_field_before_anything_is_written(app):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await to_plan(pilot)
        text = "\n".join(shown(app))
        assert len(screen.plan.lines) > 5
        assert "+ relatie" in text
        assert "alleen in Time On" in text
        assert "─ POST /relaties" in text
        assert "naam  " in text
        assert f"{len(screen.plan.lines)} wijzigingen; S schrijft ze." in shown(app)[-2]


async def test_a_write_that_can_not_be_made_is_a_row_with_its_reason(app):
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await to_plan(pilot)
        assert [row for row in screen.rows if row.line is None]
        assert "▲ kan niet" in "\n".join(shown(app))


async def test_what_is_skipped_is_not_written_and_stays_to_do(app):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await to_plan(pilot)
        every = len(screen.plan.lines)
        await press(pilot, "space", "space", "x")
        assert "overgeslagen 2" in shown(app)[1]
        assert f"{every - 2} wijzigingen, verzegeld" in shown(app)[0]
        assert f"{every - 2} wijzigingen; S schrijft ze." in shown(app)[-2]
        await press(pilot, "S")
        assert screen.report.writes == every - 2
        assert "Nog 2 te doen." in shown(app)[-2]
        assert "● geschreven" in "\n".join(shown(app))
        assert [reason for _, reason in screen.report.skipped].count("in het plan overgeslagen") == 2
        assert not screen.report.ok


async def test_a_plan_that_broke_off_says_per_line_how_far_it_came_and_is_not_started_again(app, world):
    world.sandbox.faults.replace([Rule("429", operation="POST /v2/relaties", nth=(3,), seconds=60)])
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await to_plan(pilot)
        every = len(screen.plan.lines)
        await press(pilot, "space", "x", "S", "escape")
        assert f"▲ geschreven 2 · nog niet geschreven {every - 3}" in shown(app)[1]
        text = "\n".join(shown(app))
        assert "– overgeslagen" in text
        assert "● geschreven" in text
        assert "– nog niet geschreven" in text
        await press(pilot, "S")
        assert "deels geschreven; o maakt een nieuw plan van de rest." in shown(app)[-2]
        await press(pilot, "o")
        assert len(screen.plan.lines) == every - 2
        assert f"alles {every - 2}" in shown(app)[1]


async def test_enter_writes_nothing(app):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await to_plan(pilot)
        await press(pilot, "enter", "enter")
        assert screen.report is None


async def test_a_plan_is_written_once(app):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await to_plan(pilot)
        await press(pilot, "S")
        run = screen.report.run
        await press(pilot, "S")
        assert screen.report.run == run
        assert "Dit plan is geschreven" in shown(app)[-2]


async def test_afronden_comes_after_starten(app, world):
    async with app.run_test(size=(80, 24)) as pilot:
        await to_plan(pilot)
        await press(pilot, "f")
        assert "Eerst Starten met synchronisatie: S." in shown(app)[-2]
        await press(pilot, "S", "f")
        assert app.screen.SCREEN == "afronden"
        await press(pilot, "down", "space", "f")
        assert "● Koppeling is nu gereed" in shown(app)[-2]
        active = (await world.service.koppelingen())[0].koppeling
        assert active.state is KoppelingState.ACTIEF
        assert active.permissions == ("klant:create:snelstart",)


async def test_a_second_run_says_there_is_nothing_to_do_and_is_recorded(app, world):
    async with app.run_test(size=(80, 24)) as pilot:
        await to_plan(pilot)
        await press(pilot, "S", "f", "f", "b", "s")
        assert app.screen.SCREEN == "sync"
        assert "● Niets te doen." in shown(app)[-2]
        await press(pilot, "S")
        assert "Niets te doen." in shown(app)[-2]
        await press(pilot, "b")
        assert "niets te doen" in "\n".join(shown(app))
        assert (await world.service.koppelingen())[0].last_run_writes == 0


async def test_a_refused_line_shows_why_and_the_rest_goes_on(app, world, monkeypatch):
    from core.domain.plan import LineOutcome, LineResult, RunReport

    async with app.run_test(size=(80, 24)) as pilot:
        screen = await to_plan(pilot)
        lines = screen.plan.lines
        results = (
            LineResult(lines[0], LineOutcome.WRITTEN, "1"),
            LineResult(lines[1], LineOutcome.REFUSED, reason="De relatiecode is in gebruik.", codes=("REL-0008",)),
        )
        report = RunReport("r", False, 3, 0, 0, 1, 0, 1, 0.1, results)
        left = await screen.opened.plan()
        screen.post_message(screen.Done(report, left))
        await settle(pilot)
        text = "\n".join(shown(app))
        assert "✖ geweigerd: De relatiecode" in text
        assert "(REL-0008)" in text
        assert screen.query_one(Table).key == lines[1].key
        assert "1 niet" in shown(app)[-2]


async def test_leaving_while_it_writes_asks_first(app, monkeypatch):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await to_plan(pilot)
        screen.writing = True
        await press(pilot, "b")
        assert "Er wordt nog geschreven." in "\n".join(shown(app))
        await press(pilot, "n")
        assert app.screen is screen
        await press(pilot, "q", "j")
    assert app.return_value == 0


async def test_a_ceiling_is_passed_only_by_a_person(app, monkeypatch):
    from core.errors import GuardError

    async with app.run_test(size=(80, 24)) as pilot:
        await to_plan(pilot)
        await press(pilot, "S", "f", "f", "b", "s")
        screen, asked = app.screen, []

        async def guarded(progress, *, released=False):
            asked.append(released)
            if not released:
                raise GuardError("64 van 131 klanten zouden verdwijnen.")

        monkeypatch.setattr(screen.opened, "read", guarded)
        await press(pilot, "o")
        assert "64 van 131 klanten" in "\n".join(shown(app))
        await press(pilot, "n", "b")
        assert not screen.at_work
        assert "breek af" not in shown(app)[-1]
        await press(pilot, "o", "v")
        assert asked == [False, False, True]
