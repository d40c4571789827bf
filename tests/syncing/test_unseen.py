"""What a run leaves behind for whoever asks later: reasons of runs that did not happen, lines, and calls by kind."""

import pytest

from core.clock import from_iso
from core.domain.plan import LineOutcome
from core.errors import AppError, NotFoundError, PausedError, TimeOnKeyError
from core.sandbox.faults import Rule
from core.sandbox.timeon import acts as user
from core.support.health import row
from core.support.words import words
from tests.syncing.conftest import World


async def test_a_run_that_did_not_happen_is_an_event_and_shows_in_the_list(world: World) -> None:
    await world.opened.sync()
    user.revoke_key(world.sandbox.timeon)
    with pytest.raises(AppError):
        await world.opened.sync()
    event = (await world.opened.events(type_="sync.uitgebleven"))[0]
    assert event.detail["error"] == TimeOnKeyError.__name__
    assert event.detail["title"]
    assert (await world.service.koppelingen())[0].problem == "credentials"


async def test_a_spent_quota_at_the_token_service_is_a_pause_of_snelstart_and_said_as_one(world: World) -> None:
    world.sandbox.faults.replace([Rule("403-quota", "snelstart", "POST /b2b/token", seconds=600)])
    with pytest.raises(PausedError):
        await world.opened.sync()
    (asked,) = await world.opened.events(type_="sync.pauze")
    assert asked.subject == "dienst:snelstart"
    until = from_iso(str(asked.detail["until"])).astimezone()
    with pytest.raises(PausedError) as waits:
        await world.opened.sync()
    assert waits.value.detail.count("SnelStart") == 1
    assert f"{until:%d-%m %H:%M}" in waits.value.advice
    assert f"tot {until:%d-%m %H:%M:%S}: " in str(words("sync.pauze", asked.detail))
    summary = (await world.service.koppelingen())[0]
    assert summary.problem == "paused"
    assert str(row(summary, world.clock(), 30).why) == "de andere kant vraagt te wachten"


async def test_the_lines_of_a_run_say_what_was_where_and_why(world: World) -> None:
    customer, relatie = await world.pair()
    before = world.relaties[relatie]["telefoon"]
    world.edit_timeon(customer, phoneNumber="010-1234567")
    report, _ = await world.opened.sync()
    (line,) = await world.opened.syncing.run_lines(report.run)
    shown = line.to_json()
    assert (shown["verb"], shown["path"], shown["outcome"]) == ("PUT", f"/relaties/{relatie}", LineOutcome.WRITTEN)
    assert shown["changes"] == [{"field": "telefoon", "old": before, "new": "010-1234567"}]
    assert shown["why"]
    assert before.encode() in line.before


async def test_the_lines_of_no_run_are_not_found(world: World) -> None:
    with pytest.raises(NotFoundError):
        await world.opened.syncing.run_lines("gisteren")


async def test_a_refusal_of_snelstart_is_a_row_with_its_code(world: World) -> None:
    customer, relatie = await world.pair()
    world.edit_timeon(customer, vatNumber="NL000000000B00")
    report, planned = await world.opened.sync()
    refused = [one for one in report.results if one.outcome == LineOutcome.REFUSED]
    assert refused or planned.skipped
    assert all(one.reason for one in refused)
    assert world.relaties[relatie]["btwNummer"] != "NL000000000B00"


async def test_a_project_that_an_hour_names_is_read_though_it_is_not_its_day(world: World) -> None:
    await world.opened.sync()
    report, _ = await world.opened.sync()
    assert "projects" not in report.by_kind
    hour_id, hour = next(iter(world.sandbox.timeon.hours.items()))
    new = max(world.sandbox.timeon.projects) + 1
    old = world.sandbox.timeon.projects[hour["projectID"]]
    world.sandbox.timeon.projects[new] = {**old, "projectID": new, "name": "Nieuw project"}
    recent = max(world.sandbox.timeon.hours.values(), key=lambda row: row["date"])
    user.edit_hour(world.sandbox.timeon, recent["hourID"], {"projectID": new})
    report, _ = await world.opened.sync()
    assert report.by_kind["projects"]["calls"] >= 1
    world.clock.tick(hours=25)
    report, _ = await world.opened.sync()
    assert {"projects", "users", "landen", "btwtarieven"} <= set(report.by_kind)
    assert hour_id


async def test_a_week_later_everything_is_read_whole(world: World) -> None:
    await world.opened.sync()
    world.clock.tick(days=8)
    report, _ = await world.opened.sync()
    assert report.by_kind["relaties"]["read"] >= len(world.relaties)
