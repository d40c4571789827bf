"""The doctor on screen: what is wrong first, with how to mend it; online only when asked."""

from core.support.check import CheckState
from screens.widgets.details import Details
from tests.screens.coupled import at, text_of
from tests.screens.pilot import press, shown


async def test_what_is_wrong_comes_first_with_what_to_do(coupled):
    coupled.service.paths.register.chmod(0o644)
    async with at(coupled, "doctor") as pilot:
        screen = pilot.app.screen
        states = [screen.checks[screen.table.source.key(place)].state for place in range(screen.table.count)]
        worst = [CheckState.FAIL, CheckState.WARN, CheckState.PERSON, CheckState.UNKNOWN, CheckState.OK]
        assert states == sorted(states, key=worst.index)
        files = next(key for key, check in screen.checks.items() if check.name == "files")
        screen.table.go_key(files)
        await pilot.pause()
        assert "chmod 600" in screen.query_one(Details).text
        assert "inKaart" in text_of(pilot) or "inKaart" in " ".join(str(one.detail) for one in screen.checks.values())


async def test_nothing_is_asked_of_a_service_until_that_is_wanted(coupled):
    before = len(await coupled.opened.events(type_="aanroep"))
    async with at(coupled, "doctor") as pilot:
        names = {check.name for check in pilot.app.screen.checks.values()}
        assert not names & {"timeon", "scopes", "coupled"}
        assert len(await coupled.opened.events(type_="aanroep")) == before
        await press(pilot, "o")
        found = {check.name: check.state for check in pilot.app.screen.checks.values()}
        assert (found["timeon"], found["coupled"], found["scopes"]) == (CheckState.OK,) * 3
        assert "clock" in found
        assert "Nagekeken, ook bij SnelStart en Time On." in shown(pilot.app)[-2]
        await press(pilot, "r")
        assert "coupled" not in {check.name for check in pilot.app.screen.checks.values()}
        assert "Nagekeken." in shown(pilot.app)[-2]
