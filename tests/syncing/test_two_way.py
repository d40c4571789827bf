"""Changes on either side of a coupled klant, through the sandbox: what is written, asked, left, refused."""

from dataclasses import replace
from typing import Any

import pytest

from core.domain.agreement import Choice
from core.domain.match import Verdict
from core.domain.partij import Side
from core.domain.plan import LineOutcome, Plan
from core.errors import GuardError, MovedError, NotFoundError, UsageError
from tests.syncing.conftest import World


async def test_a_second_run_writes_nothing_and_a_change_in_time_on_reaches_snelstart_once(world: World) -> None:
    report, _ = await world.opened.sync()
    assert report.writes == 0
    customer, relatie = await world.pair()
    before = dict(world.relaties[relatie])
    world.edit_timeon(customer, phoneNumber="010-7654321")
    world.clock.tick(minutes=30)
    report, planned = await world.opened.sync()
    assert [(line.service, line.verb, [c.field for c in line.changes]) for line in planned.plan.lines] == [
        (Side.SNELSTART, "PUT", ["telefoon"])
    ]
    assert (report.refused, report.writes, report.proven) == (0, 1, True)
    after = world.relaties[relatie]
    assert after["telefoon"] == "010-7654321"
    moved = {"telefoon", "modifiedOn", "fax"}
    assert {k: v for k, v in after.items() if k not in moved} == {k: v for k, v in before.items() if k not in moved}
    world.clock.tick(minutes=30)
    report, planned = await world.opened.sync()
    assert (report.writes, planned.plan.lines) == (0, ())


async def test_what_differed_when_they_were_coupled_is_left_so_and_shown(world: World) -> None:
    customer, relatie = await world.pair()
    world.edit_timeon(customer, phoneNumber="010-1111111")
    world.edit_snelstart(relatie, telefoon="010-2222222")
    await world.opened.read()
    found = await world.opened.syncing.differences(str(customer), relatie)
    assert ("telefoon", "010-1111111", "010-2222222") in [(d.field, d.timeon, d.snelstart) for d in found]


async def test_both_changed_is_asked_once_and_nothing_is_overwritten(world: World) -> None:
    customer, relatie = await world.pair()
    world.edit_timeon(customer, emailAddress="een@voorbeeld.nl")
    world.edit_snelstart(relatie, email="twee@voorbeeld.nl")
    report, planned = await world.opened.sync()
    assert (report.writes, len(planned.conflicts), report.waiting) == (0, 1, planned.plan.waiting)
    assert world.relaties[relatie]["email"] == "twee@voorbeeld.nl"
    await world.opened.sync()
    assert len(await world.opened.events(type_="conflict.gevraagd")) == 1
    conflict = (await world.opened.syncing.conflicts())[0]
    await world.opened.syncing.decide_conflicts([conflict.key], Choice.TIMEON)
    report, _ = await world.opened.sync()
    assert report.writes == 1
    assert world.relaties[relatie]["email"] == "een@voorbeeld.nl"
    assert await world.opened.syncing.conflicts() == []
    assert (await world.opened.sync())[0].writes == 0


async def test_may_differ_is_for_good_until_one_of_them_changes_again(world: World) -> None:
    customer, relatie = await world.pair()
    world.edit_timeon(customer, emailAddress="een@voorbeeld.nl")
    world.edit_snelstart(relatie, email="twee@voorbeeld.nl")
    await world.opened.sync()
    conflict = (await world.opened.syncing.conflicts())[0]
    waiting = (await world.opened.plan()).plan.waiting
    await world.opened.syncing.decide_conflicts([conflict.key], Choice.DIFFER)
    planned = await world.opened.plan()
    assert (planned.plan.lines, planned.conflicts, planned.plan.waiting) == ((), (), waiting - 1)
    world.edit_timeon(customer, emailAddress="drie@voorbeeld.nl")
    report, _ = await world.opened.sync()
    assert report.writes == 1
    assert world.relaties[relatie]["email"] == "drie@voorbeeld.nl"


async def test_an_answer_counts_only_for_the_values_it_was_given_on(world: World) -> None:
    customer, relatie = await world.pair()
    world.edit_timeon(customer, emailAddress="een@voorbeeld.nl")
    world.edit_snelstart(relatie, email="twee@voorbeeld.nl")
    await world.opened.sync()
    conflict = (await world.opened.syncing.conflicts())[0]
    await world.opened.syncing.decide_conflicts([conflict.key], Choice.TIMEON)
    world.edit_snelstart(relatie, email="ander@voorbeeld.nl")
    report, planned = await world.opened.sync()
    assert (report.writes, len(planned.conflicts)) == (0, 1)
    assert world.relaties[relatie]["email"] == "ander@voorbeeld.nl"


async def test_a_change_in_snelstart_is_shown_while_saving_in_time_on_is_off(world: World) -> None:
    customer, relatie = await world.pair()
    before = dict(world.customers[customer])
    world.edit_snelstart(relatie, telefoon="020-9999999")
    report, planned = await world.opened.sync()
    assert (report.refused, report.writes) == (0, 0)
    assert [(d.field, d.snelstart) for d in planned.differences] == [("telefoon", "020-9999999")]
    assert "timeon_save" in str(planned.differences[0].why)
    assert world.customers[customer] == before


async def test_what_was_typed_is_never_blanked(world: World) -> None:
    customer, relatie = await world.pair()
    typed = world.relaties[relatie]["telefoon"]
    world.edit_timeon(customer, phoneNumber=None)
    assert (await world.opened.sync())[0].writes == 0
    assert world.relaties[relatie]["telefoon"] == typed


async def test_an_emptied_field_in_snelstart_goes_nowhere_and_is_shown(world: World) -> None:
    _customer, relatie = await world.pair()
    world.edit_snelstart(relatie, telefoon="")
    report, planned = await world.opened.sync()
    assert (report.writes, [d.field for d in planned.differences]) == (0, ["telefoon"])


async def test_a_value_that_does_not_fit_is_refused_and_named_before_the_call(world: World) -> None:
    customer, relatie = await world.pair()
    world.edit_timeon(customer, phoneNumber="0" * 26)
    report, planned = await world.opened.sync()
    assert report.writes == 0
    assert any("telefoon" in str(reason) for one in planned.skipped for reason in one.reasons)
    assert world.relaties[relatie]["telefoon"] != "0" * 26


async def test_a_line_whose_record_moved_since_the_plan_is_refused_and_the_rest_goes_on(world: World) -> None:
    customer, relatie = await world.pair(0)
    other, across = await world.pair(1)
    world.edit_timeon(customer, phoneNumber="010-1234567")
    world.edit_timeon(other, phoneNumber="010-7654321")
    await world.opened.read()
    plan = (await world.opened.plan()).plan
    assert len(plan.lines) == 2
    world.clock.tick(seconds=1)
    world.edit_snelstart(relatie, memo="intussen getypt")
    report = await world.opened.apply(plan)
    outcomes = {result.line.record_id: result.outcome for result in report.results}
    assert outcomes == {relatie: LineOutcome.MOVED, across: LineOutcome.WRITTEN}
    assert (report.ok, report.refused) == (False, 1)
    assert world.relaties[relatie]["memo"] == "intussen getypt"


async def test_a_saved_plan_is_what_was_sealed_or_nothing(world: World) -> None:
    customer, relatie = await world.pair()
    world.edit_timeon(customer, phoneNumber="010-1234567")
    await world.opened.read()
    saved = (await world.opened.plan()).plan.to_json()
    assert (await world.opened.apply(Plan.from_json(saved))).writes == 1
    assert world.relaties[relatie]["telefoon"] == "010-1234567"
    saved["lines"][0]["body"]["telefoon"] = "0900-duur"
    with pytest.raises(MovedError):
        Plan.from_json(saved)
    for foreign in ({}, [], {"lines": [{}], "seal": ""}, None):
        with pytest.raises(UsageError):
            Plan.from_json(foreign)


async def test_a_plan_of_another_koppeling_is_refused(world: World) -> None:
    plan = (await world.opened.plan()).plan
    with pytest.raises(MovedError):
        await world.opened.apply(Plan("andere", plan.made_at, plan.lines))


async def test_undo_puts_back_what_was_there(world: World) -> None:
    customer, relatie = await world.pair()
    before = world.relaties[relatie]["telefoon"]
    world.edit_timeon(customer, phoneNumber="010-1234567")
    report, _ = await world.opened.sync()
    undone, found = await world.opened.syncing.undo(report.run)
    assert (undone.writes, undone.ok, found.planned.skipped) == (1, True, ())
    assert world.relaties[relatie]["telefoon"] == before
    assert (await world.opened.sync())[0].writes == 0, "what was taken back is not written again"


async def test_undo_leaves_alone_what_changed_since_and_says_so(world: World) -> None:
    customer, relatie = await world.pair()
    world.edit_timeon(customer, phoneNumber="010-1234567")
    report, _ = await world.opened.sync()
    world.edit_snelstart(relatie, telefoon="020-1234567")
    await world.opened.read()
    found = await world.opened.syncing.plan_undo(report.run)
    assert found.planned.plan.lines == ()
    assert [str(reason) for one in found.planned.skipped for reason in one.reasons] == ["sindsdien gewijzigd"]


async def test_undo_of_the_first_run_deactivates_what_it_made_and_names_what_it_cant(world: World) -> None:
    first = (await world.opened.syncing.runs())[-1]
    made = [line.result for line in await world.opened.syncing.run_lines(first[0]) if line.result.remote_id]
    in_snelstart = [one.remote_id for one in made if one.line.service is Side.SNELSTART]
    undone, found = await world.opened.syncing.undo(first[0])
    assert undone.writes == len(in_snelstart)
    assert all(world.relaties[id_]["nonactief"] for id_ in in_snelstart)
    assert len(found.planned.skipped) == len(made) - len(in_snelstart)
    assert (await world.opened.sync())[0].writes == 0


async def test_an_unknown_run_is_not_found(world: World) -> None:
    with pytest.raises(NotFoundError):
        await world.opened.syncing.undo("gisteren")


async def test_more_deactivations_than_the_ceiling_stop_the_run_before_it_writes(world: World) -> None:
    rows = [row for row in await world.couples() if row.timeon.actief and row.snelstart.actief]
    for row in rows[:11]:
        world.edit_timeon(int(row.timeon.id), isActive=False)
    with pytest.raises(GuardError):
        await world.opened.sync()
    assert not any(world.relaties[row.snelstart.id]["nonactief"] for row in rows)
    assert (await world.opened.events(type_="sync.uitgebleven"))[0].detail["error"] == "GuardError"
    report, _ = await world.opened.sync(released=True)
    assert report.writes == 11
    assert all(world.relaties[row.snelstart.id]["nonactief"] for row in rows[:11])


async def test_a_scheduled_run_applies_only_what_the_permission_names(world: World) -> None:
    customer, relatie = await world.pair()
    before = world.relaties[relatie]["telefoon"]
    world.edit_timeon(customer, phoneNumber="010-1234567")
    report, planned = await world.opened.scheduled()
    assert (report.writes, report.scheduled, planned.plan.lines) == (0, True, ())
    assert world.relaties[relatie]["telefoon"] == before
    assert planned.plan.waiting == (await world.opened.plan()).plan.waiting + 1
    assert (await world.opened.sync())[0].writes == 1


async def test_a_run_is_ok_only_when_nothing_stayed_behind(world: World) -> None:
    (unfit,) = (await world.opened.plan()).skipped
    assert not (await world.opened.sync())[0].ok
    world.edit_timeon(int(unfit.source_id), name="Natuurspeelplaats Wilg")
    planned = (await world.opened.read(), await world.opened.plan())[1]
    saved = await world.opened.apply(replace(planned.plan, lines=()), beside=replace(planned, skipped=(unfit,)))
    assert (saved.ok, saved.skipped[0][0]) == (False, unfit.label)
    report, _ = await world.opened.sync()
    assert (report.ok, report.writes, report.skipped) == (True, 1, ())


async def test_a_run_is_recorded_whole(world: World) -> None:
    await world.opened.sync()
    kept = (await world.opened.syncing.runs(1))[0][4]
    assert sum(kind["calls"] for kind in kept["by_kind"].values()) == kept["calls"]
    assert sum(kind["read"] for kind in kept["by_kind"].values()) == kept["read"]
    assert kept["window"] == ["2026-09-01", "2026-11-30"]
    assert all(one["reason"] for one in kept["skipped"])
    assert kept["calls"] <= 16


async def test_a_put_that_loses_a_fax_number_warns_and_never_happens_without_a_person(world: World) -> None:
    customer, relatie = await world.pair()
    world.edit_snelstart(relatie, fax="010-0000001")
    await world.opened.sync()
    world.edit_timeon(customer, phoneNumber="010-1234567")
    await world.opened.permit(["klant:update:snelstart"])
    report, _ = await world.opened.scheduled()
    assert (report.writes, world.relaties[relatie]["fax"]) == (0, "010-0000001")
    line = (await world.opened.plan()).plan.lines[0]
    assert "010-0000001" in str(line.warnings[0])
    assert (await world.opened.apply((await world.opened.plan()).plan)).writes == 1
    assert world.relaties[relatie]["telefoon"] == "010-1234567"


async def test_a_relatie_without_an_address_gets_one_with_a_country(world: World) -> None:
    customer, relatie = await world.pair()
    await world.opened.sync()
    world.edit_snelstart(relatie, vestigingsAdres={"straat": None, "postcode": None, "plaats": None, "land": None})
    report, planned = await world.opened.sync()
    assert report.writes == 0
    assert {one.field for one in planned.differences} == {"straat", "postcode", "plaats"}
    world.edit_timeon(customer, addressLine1="Kade 1", addressLine2="9999 ZZ", addressLine3="Usquert")
    await world.opened.sync()
    for conflict in await world.opened.syncing.conflicts():
        await world.opened.syncing.decide_conflicts([conflict.key], Choice.TIMEON)
    assert (await world.opened.sync())[0].writes == 1
    assert world.relaties[relatie]["vestigingsAdres"]["straat"] == "Kade 1"
    assert world.relaties[relatie]["vestigingsAdres"]["land"]["id"]


async def renamed(world: World) -> Any:
    """The couple of a klant that got another name in Time On; its numbers differ, so it may be another klant."""
    await world.opened.sync()
    rows = [row for row in await world.couples() if row.timeon.nummer != row.snelstart.nummer and row.timeon.actief]
    row = next(one for one in rows if one.snelstart.actief and not one.timeon.is_person)
    world.edit_timeon(int(row.timeon.id), name="Zilvervos Dakbedekking")
    report, planned = await world.opened.sync()
    assert (report.writes, planned.plan.lines) == (0, ())
    assert world.relaties[row.snelstart.id]["naam"] == row.snelstart.naam
    waiting = (await world.opened.reviewing.review()).waiting()
    return row, next(one for one in waiting if one.left and one.left.id == row.timeon.id)


async def test_a_rename_goes_on_when_a_person_says_it_is_the_same_klant(world: World) -> None:
    row, asked = await renamed(world)
    await world.opened.reviewing.decide(asked.key, Verdict.COUPLE)
    assert (await world.opened.sync())[0].writes == 1
    assert world.relaties[row.snelstart.id]["naam"] == "Zilvervos Dakbedekking"
    report, _ = await world.opened.sync()
    assert (report.refused, report.writes) == (0, 0)
    again = (await world.opened.reviewing.review()).waiting()
    assert row.timeon.id not in [one.left.id for one in again if one.left], "nobody is asked again"


async def test_two_that_are_not_the_same_are_let_go_and_nothing_of_them_is_overwritten(world: World) -> None:
    row, asked = await renamed(world)
    await world.opened.reviewing.decide(asked.key, Verdict.REJECT)
    await world.opened.sync()
    assert world.relaties[row.snelstart.id]["naam"] == row.snelstart.naam
    assert world.customers[int(row.timeon.id)]["name"] == "Zilvervos Dakbedekking"
