"""A support bundle on the very screens, read-only, at any moment of its timeline."""

import pytest

from core.clock import from_iso
from core.service import bootstrap
from core.service.replaying import Moment
from core.support.replay import open_bundle
from screens.widgets.times import moment_text
from tests.screens.coupled import Coupled, at, text_of
from tests.screens.pilot import press, settle, shown


@pytest.fixture
async def bundled(coupled, tmp_path):
    """The koppeling of the demo after a push, as its bundle opens on another machine."""
    concept = await coupled.concept()
    await coupled.opened.declaraties.push(concept.id)
    await coupled.opened.refresh("declaraties")
    await coupled.service.support.bundle(tmp_path / "b.zip")
    found = open_bundle(tmp_path / "b.zip", tmp_path / "opened")
    clock = Moment(from_iso(found.as_of))
    async with bootstrap(environment={"KOPPELBORD_HOME": str(found.home)}, clock=clock, memory_only=True) as service:

        class World:
            """As much of a world as the helpers ask."""

        World.service = service
        yield Coupled(World, await service.open())


@pytest.mark.parametrize(
    "screen", ["klanten", "declaraties", "registraties", "review", "diagnose", "tijdlijn", "doctor", "kantoorbord"]
)
async def test_the_screens_of_the_customer_open_and_refuse_what_writes(bundled, screen):
    async with at(bundled, screen, read_only=True) as pilot:
        assert screen == pilot.app.screen.SCREEN
        for action in pilot.app.screen.ACTIONS:
            if action.writes:
                assert pilot.app.screen._reason(action.id)


async def test_a_moment_of_the_timeline_moves_every_screen(bundled):
    async with at(bundled, "tijdlijn", read_only=True) as pilot:
        screen = pilot.app.screen
        sent = next(place for place, one in enumerate(screen.timeline.events) if one.type == "push.bedoeld")
        whole = len(screen.timeline)
        screen.table.go_key(str(sent))
        await press(pilot, "M")
        assert "Alle schermen staan nu op" in shown(pilot.app)[-2]
        assert len(screen.timeline) == whole
        screen.go("declaraties", bundled.opened.koppeling.id)
        await settle(pilot)
        assert "nog te versturen" in text_of(pilot)
        await press(pilot, "b", "end", "M")
        screen.go("declaraties", bundled.opened.koppeling.id)
        await settle(pilot)
        assert "nog te factureren" in text_of(pilot)


async def test_the_timeline_of_an_earlier_moment_begins_there_and_the_top_line_says_which_it_is(bundled):
    whole = (await bundled.service.support.timeline(bundled.opened)).events
    sent = next(place for place, one in enumerate(whole) if one.type == "push.bedoeld")
    await bundled.service.support.move_to(from_iso(whole[sent].at))
    async with at(bundled, "tijdlijn", read_only=True) as pilot:
        screen = pilot.app.screen
        assert from_iso(screen.timeline.events[screen.place].at) == from_iso(whole[sent].at)
        assert f"bundel {moment_text(from_iso(whole[sent].at))}" in shown(pilot.app)[0]


async def test_the_doctor_shows_what_was_seen_there_and_asks_nobody(bundled):
    async with at(bundled, "doctor", read_only=True) as pilot:
        assert {check.name for check in pilot.app.screen.checks.values()} >= {"versions", "register", "inkaart"}
        assert "Zoals het stond bij de laatste gebeurtenis" in shown(pilot.app)[-2]
        await press(pilot, "o")
        assert "geen sleutels en geen netwerk" in shown(pilot.app)[-2]


async def test_outside_a_bundle_no_moment_can_be_shown(coupled):
    async with at(coupled, "tijdlijn") as pilot:
        await press(pilot, "M")
        assert "Alleen een geopende bundel" in shown(pilot.app)[-2]
