"""Every local change can be taken back from anywhere, the latest first, and leaves things as they were."""

from datetime import date

import pytest

from core.domain.agreement import Choice
from core.domain.match import Mode, Verdict
from core.errors import BusyError, MovedError, UnreachableError
from core.invoicing.declaraties import Edit
from core.invoicing.importing.importing import Importing
from core.service.undoing import Undoing
from core.store import journal
from core.text import say
from tests.screens.coupled import Coupled, couple
from tui.cli.demo_world import demo_world


@pytest.fixture
async def coupled(home):
    with demo_world(1, 24, "nl") as made:
        async with made.service:
            done = Coupled(made, await couple(made))
            while done.service.undoing.latest():
                done.service.undoing.drop(done.service.undoing.latest().kind)
            yield done


async def undo(coupled):
    return str(await coupled.service.undoing.undo())


def test_without_a_step_there_is_nothing_to_take_back():
    assert Undoing().latest() is None


async def test_the_latest_goes_first_and_each_only_once():
    done, undoing = [], Undoing()
    for name in ("a", "b"):

        async def back(name=name):
            done.append(name)
            undoing.did(say("terug"), back)

        undoing.did(say(name), back)
    assert [str(await undoing.undo()), str(await undoing.undo()), await undoing.undo()] == ["b", "a", None]
    assert done == ["b", "a"]


async def test_what_can_not_be_taken_back_now_can_be_later():
    undoing, problems = Undoing(), [BusyError(), UnreachableError()]

    async def back():
        if problems:
            raise problems.pop()

    undoing.did(say("iets"), back)
    for kind in (UnreachableError, BusyError):
        with pytest.raises(kind):
            await undoing.undo()
    assert str(await undoing.undo()) == "iets"
    assert undoing.latest() is None


async def test_a_review_that_could_not_be_written_takes_the_same_step_back_later(coupled, monkeypatch):
    reviewing, database = coupled.opened.reviewing, coupled.opened.database
    before, _ = await reviewing.standing()
    for row in (await reviewing.review()).waiting()[:2]:
        await reviewing.decide(row.key, Verdict.IGNORE)

    async def busy(*_args, **_more):
        raise BusyError

    with monkeypatch.context() as patch:
        patch.setattr(type(database), "write", busy)
        with pytest.raises(BusyError):
            await undo(coupled)
    await undo(coupled)
    after, _ = await reviewing.standing()
    assert len(after) == len(before) + 1
    await undo(coupled)
    assert (await reviewing.standing())[0] == before


async def test_what_can_not_be_taken_back_is_told_once():
    undoing = Undoing()

    async def back():
        raise MovedError

    undoing.did(say("iets"), back)
    with pytest.raises(MovedError):
        await undoing.undo()
    assert undoing.latest() is None


async def test_a_concept_that_was_made(coupled):
    free = await coupled.free()
    one = await coupled.concept()
    assert one.klant in str(coupled.service.undoing.latest().said)
    await undo(coupled)
    assert await coupled.opened.declaraties.list() == []
    assert await coupled.free() == free


async def test_a_whole_month_in_one_step(coupled):
    await coupled.opened.declaraties.create_month(*coupled.month)
    await undo(coupled)
    assert await coupled.opened.declaraties.list() == []


async def test_a_concept_that_was_deleted_comes_back_with_its_own_lines(coupled):
    one = await coupled.concept()
    edited = await coupled.opened.declaraties.edit(one.id, 1, Edit(omschrijving="Met de hand"))
    held = await coupled.opened.declaraties.held(one.id)
    await coupled.opened.declaraties.delete(one.id)
    await undo(coupled)
    assert await coupled.opened.declaraties.get(one.id) == edited
    assert await coupled.opened.declaraties.held(one.id) == held


async def test_lines_that_were_changed_moved_and_taken_off(coupled):
    one = await coupled.concept()
    declaraties = coupled.opened.declaraties
    changed = await declaraties.edit(one.id, 1, Edit(omschrijving="Anders"))
    moved = await declaraties.move(one.id, 1, 2)
    await declaraties.take_off(one.id, 1)
    for before in (moved, changed, one):
        await undo(coupled)
        assert await declaraties.get(one.id) == before
    assert len(await declaraties.held(one.id)) == 3


async def test_a_number_ends_it(coupled):
    one = await coupled.concept()
    await coupled.opened.declaraties.finalize(one.id)
    with pytest.raises(MovedError, match="nummer"):
        await undo(coupled)
    assert (await coupled.opened.declaraties.get(one.id)).nummer


async def test_what_is_held_elsewhere_by_now_is_not_taken(coupled):
    one = await coupled.concept()
    held = [each.id for each in await coupled.opened.declaraties.held(one.id)]
    undoing = coupled.service.undoing
    await coupled.opened.declaraties.delete(one.id)
    deleted = undoing.latest()
    other = await coupled.opened.declaraties.create(held)
    with pytest.raises(MovedError):
        await deleted.back()
    assert [each.id for each in await coupled.opened.declaraties.list()] == [other.id]


async def test_an_approval(coupled, monkeypatch):
    one = await coupled.concept()
    with monkeypatch.context() as patch:
        patch.setattr(journal, "actor", lambda: "een ander")
        await coupled.opened.declaraties.approve(one.id)
    await undo(coupled)
    assert (await coupled.opened.declaraties.get(one.id)).approved_by == ""


async def test_a_decision_from_anywhere_and_by_the_key_of_the_review(coupled):
    reviewing = coupled.opened.reviewing
    rows = [row for row in (await reviewing.review()).waiting() if not row.is_pair and not row.contradiction]
    for row in rows[:2]:
        await reviewing.decide(row.key, Verdict.IGNORE)
    await reviewing.undo()
    assert "genegeerd" in str(coupled.service.undoing.latest().said)
    await undo(coupled)
    waiting = {row.key for row in (await reviewing.review()).waiting()}
    assert {row.key for row in rows[:2]} <= waiting
    assert coupled.service.undoing.latest() is None


async def test_what_a_mode_accepted_at_once(coupled):
    before = len((await coupled.opened.reviewing.review()).waiting())
    if await coupled.opened.reviewing.accept(Mode.TIMEON):
        await undo(coupled)
    assert len((await coupled.opened.reviewing.review()).waiting()) == before


async def test_permission_and_rest(coupled):
    before = coupled.opened.koppeling
    await coupled.opened.permit(())
    await coupled.opened.set_running(on=False)
    await undo(coupled)
    await undo(coupled)
    after = coupled.opened.koppeling
    assert set(after.permissions) == set(before.permissions)
    assert after.state is before.state
    assert coupled.service.undoing.latest() is None


async def test_a_setting(coupled):
    await coupled.service.set_setting("theme", "licht")
    assert str(coupled.service.undoing.latest().said) == "thema: licht"
    await undo(coupled)
    assert coupled.service.settings.theme == "donker"
    assert 'theme = "donker"' in coupled.service.paths.settings_file.read_text("utf-8")


async def test_an_import_until_something_of_it_is_declared(coupled, tmp_path):
    before = {one.registratie.id for one in await coupled.opened.registraties()}
    paired = {row.timeon.naam for row in await coupled.opened.klanten() if row.timeon and row.snelstart}
    klant = min(paired & (await coupled.free()).keys())
    file = tmp_path / "uren.csv"
    file.write_text(f"Datum;Klant;Omschrijving;Uren;Facturabel\n5-10-2019;{klant};Bellen;1,5;ja\n", "utf-8")
    await coupled.opened.importing.run(file)
    await undo(coupled)
    assert {one.registratie.id for one in await coupled.opened.registraties()} == before
    await coupled.opened.importing.run(file)
    taken = coupled.service.undoing.latest()
    rows = await coupled.opened.registraties(van=date(2019, 10, 1), tot=date(2019, 10, 31))
    await coupled.opened.declaraties.create([one.registratie.id for one in rows])
    with pytest.raises(MovedError):
        await taken.back()
    assert len(await coupled.opened.registraties(van=date(2019, 10, 1), tot=date(2019, 10, 31))) == len(rows)


async def test_an_import_goes_back_without_what_another_imported_meanwhile(coupled, tmp_path, monkeypatch):
    own, other = tmp_path / "eigen.csv", tmp_path / "ander.csv"
    for file, day in ((own, 5), (other, 6)):
        file.write_text(f"Datum;Klant;Omschrijving;Uren;Facturabel\n{day}-10-2019;Wie dan ook;Bellen;1,5;ja\n", "utf-8")
    whole = Importing.run
    elsewhere = Importing(coupled.opened.database, coupled.service.clock)

    async def beside(self, path, **more):
        await whole(elsewhere, other)
        return await whole(self, path, **more)

    monkeypatch.setattr(Importing, "run", beside)
    await coupled.opened.importing.run(own)
    await undo(coupled)
    rows = await coupled.opened.registraties(van=date(2019, 10, 1), tot=date(2019, 10, 31))
    assert [one.registratie.datum for one in rows] == [date(2019, 10, 6)]


@pytest.mark.parametrize("choice", list(Choice))
async def test_the_answer_to_conflicts_in_one_step(coupled, choice):
    opened = coupled.opened
    pair = next(row for row in await opened.klanten() if row.timeon and row.snelstart)

    def both_changed(db):
        for table, one, telefoon in (("customers", pair.timeon, "010 1"), ("relaties", pair.snelstart, "010 2")):
            change = f"UPDATE {table} SET telefoon = ?, email = ?, digest = x'01' WHERE id = ?"
            db.execute(change, (telefoon, f"{table}@x.example", one.id))

    await opened.database.write(both_changed)
    from core.syncing import compare

    await opened.database.write(lambda db: compare.settle(db, coupled.service.clock, {}))
    asked = await opened.syncing.conflicts()
    plan = (await opened.plan()).plan.seal
    await opened.syncing.decide_conflicts([one.key for one in asked], choice)
    assert (len(asked), str(coupled.service.undoing.latest().said)) == (2, "2 conflicten beslist")
    await undo(coupled)
    assert await opened.syncing.conflicts() == asked
    assert (await opened.plan()).plan.seal == plan


async def test_concepts_that_were_deleted_together_come_back_together(coupled):
    await coupled.opened.declaraties.create_month(*coupled.month)
    made = await coupled.opened.declaraties.list()
    await coupled.opened.declaraties.delete(*[one.id for one in made[:3]])
    assert str(coupled.service.undoing.latest().said) == "3 concepten verwijderd"
    await undo(coupled)
    assert await coupled.opened.declaraties.list() == made


async def test_one_that_can_t_be_deleted_keeps_the_others(coupled):
    await coupled.opened.declaraties.create_month(*coupled.month)
    made = await coupled.opened.declaraties.list()
    await coupled.opened.declaraties.finalize(made[1].id)
    with pytest.raises(MovedError, match="heeft een nummer"):
        await coupled.opened.declaraties.delete(*[one.id for one in made[:3]])
    assert len(await coupled.opened.declaraties.list()) == len(made)


async def test_what_got_its_number_is_not_offered_to_be_taken_back(coupled):
    year, month = coupled.month
    await coupled.opened.declaraties.create_month(year, month)
    assert "concepten gemaakt" in str(coupled.service.undoing.latest().said)
    await coupled.opened.declaraties.push_all()
    assert coupled.service.undoing.latest() is None


async def test_a_concept_that_stays_one_can_still_be_taken_back(coupled):
    first, *_, last = sorted(
        (await coupled.free()).keys()
        & {row.timeon.naam for row in await coupled.opened.klanten() if row.timeon and row.snelstart}
    )
    pushed, kept = await coupled.concept(first), await coupled.concept(last)
    await coupled.opened.declaraties.push(pushed.id)
    assert await undo(coupled) == f"concept gemaakt voor {kept.klant}"
    assert coupled.service.undoing.latest() is None


async def test_of_steps_that_were_one_to_a_person_the_latest_of_each_goes_back_together():
    done, undoing = [], Undoing()
    for name in ("a", "b", "a", "c"):

        async def back(name=name):
            done.append(name)

        undoing.did(say(name), back, name)
    undoing.join(["a", "b"], say("twee"))
    assert [str(await undoing.undo()) for _ in range(3)] == ["twee", "c", "a"]
    assert sorted(done[:2]) == ["a", "b"]


async def test_one_that_can_not_go_back_holds_no_other_that_was_done_with_it():
    done, undoing = [], Undoing()

    async def refused():
        raise MovedError

    async def back():
        done.append("b")

    undoing.did(say("a"), refused, "a")
    undoing.did(say("b"), back, "b")
    undoing.join(["a", "b"], say("twee"))
    with pytest.raises(MovedError):
        await undoing.undo()
    assert (done, undoing.latest()) == (["b"], None)
