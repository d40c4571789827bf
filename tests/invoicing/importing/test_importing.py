"""Files into a koppeling: twice is once, equal is two, changed is shown, and what they become on a declaratie."""

from pathlib import Path

import pytest

from core.domain.declaratie import OrderState
from core.domain.push import PushVerdict
from core.domain.registratie import Lock, Registratie, Soort
from core.errors import MovedError, NotFoundError, PersonNeededError
from core.invoicing.importing.importing import Importing
from core.invoicing.importing.results import ImportResult
from core.store import registraties
from tests.invoicing.fakes import Office, hour
from tests.timeon.imports import books

HEAD = "Datum;Klant;Project;Medewerker;Omschrijving;Uren;Facturabel;Gefactureerd\n"
ROW = "2026-10-05;Klant 1 B.V.;Werkzaamheden 2026;Fatma Yılmaz;{text};{uren};{ja};{factuur}\n"


def row(text: str = "Bellen", uren: str = "1", ja: str = "ja", factuur: str = "") -> str:
    return ROW.format(text=text, uren=uren, ja=ja, factuur=factuur)


async def take(office: Office, folder: Path, text: str, **more) -> ImportResult:
    return await Importing(office.database, office.clock).run(books.write(folder, text), **more)


async def rows(office: Office) -> list[Registratie]:
    found = await office.database.read(lambda db: list(registraties.each(db)))
    return [one for one in found if not one.deleted]


def counts(result: ImportResult) -> tuple[int, int, int, int]:
    return result.new, result.same, len(result.changes), result.wrong


async def test_the_same_file_again_adds_nothing_and_equal_rows_are_two(office: Office, tmp_path: Path) -> None:
    await office.fill()
    text = HEAD + row() * 2 + row("Schrijven", "0,5")
    assert counts(await take(office, tmp_path, text)) == (3, 0, 0, 0)
    assert counts(await take(office, tmp_path, text)) == (0, 3, 0, 0)
    assert counts(await take(office, tmp_path, text + row())) == (1, 3, 0, 0)
    found = await rows(office)
    assert [one.seconds for one in found if one.omschrijving == "Bellen"] == [3600] * 3
    assert {(one.klant, one.project_id, one.medewerker_id, one.hour_id) for one in found} == {
        ("Klant 1 B.V.", "7", "301", "")
    }


async def test_the_same_rows_as_excel_are_the_same(office: Office, tmp_path: Path) -> None:
    await office.fill()
    await take(office, tmp_path, HEAD + row(uren="1,5"))
    cells = [
        HEAD.strip().split(";"),
        ["5-10-2026", "Klant 1 B.V.", "Werkzaamheden 2026", "Fatma Yılmaz", "Bellen", 1.5, "ja"],
    ]
    result = await Importing(office.database, office.clock).run(books.workbook(tmp_path, cells))
    assert counts(result) == (0, 1, 0, 0)


async def test_a_dry_run_stores_nothing(office: Office, tmp_path: Path) -> None:
    await office.fill()
    result = await take(office, tmp_path, HEAD + row(), dry_run=True)
    assert (counts(result), result.dry_run, await rows(office)) == ((1, 0, 0, 0), True, [])


async def test_what_the_product_marks_as_invoiced_can_not_be_chosen(office: Office, tmp_path: Path) -> None:
    await office.fill()
    result = await take(office, tmp_path, HEAD + row("a", factuur="2026-1") + row("b", ja="nee") + row("c"))
    assert (result.billed, result.unbillable) == (1, 1)
    locks = {one.omschrijving: one.lock for one in await rows(office)}
    assert locks == {"a": Lock.EXPORTED, "b": Lock.NOT_BILLABLE, "c": Lock.NONE}


async def test_a_mark_that_came_later_is_taken_over_at_once(office: Office, tmp_path: Path) -> None:
    await office.fill()
    await take(office, tmp_path, HEAD + row())
    result = await take(office, tmp_path, HEAD + row(factuur="F1"))
    assert [(one.certain, one.applied) for one in result.changes] == [(True, True)]
    assert [(d.label, d.old, d.new) for d in result.changes[0].differences] == [("gefactureerd", "nee", "ja")]
    assert [one.lock for one in await rows(office)] == [Lock.EXPORTED]
    assert counts(await take(office, tmp_path, HEAD + row(factuur="F1"))) == (0, 1, 0, 0)


async def test_a_changed_row_is_shown_and_waits_for_a_word(office: Office, tmp_path: Path) -> None:
    await office.fill()
    await take(office, tmp_path, HEAD + row("Bellen", "1"))
    changed = HEAD + row("Bellen en mailen", "1,5")
    result = await take(office, tmp_path, changed)
    assert (counts(result), result.needs_person) == ((0, 0, 1, 0), True)
    assert [(d.label, d.old, d.new) for d in result.changes[0].differences] == [
        ("duur", "1:00", "1:30"), ("omschrijving", "Bellen", "Bellen en mailen"),
    ]  # fmt: skip
    assert [one.seconds for one in await rows(office)] == [3600]
    before = (await rows(office))[0].id
    result = await take(office, tmp_path, changed, changed="replace")
    assert [one.applied for one in result.changes] == [True]
    assert [(one.id, one.seconds) for one in await rows(office)] == [(before, 5400)]
    assert counts(await take(office, tmp_path, changed)) == (0, 1, 0, 0)


async def test_a_changed_row_may_be_another_row(office: Office, tmp_path: Path) -> None:
    await office.fill()
    await take(office, tmp_path, HEAD + row("Bellen", "1"))
    result = await take(office, tmp_path, HEAD + row("Mailen", "2"), changed="add")
    assert counts(result) == (1, 0, 0, 0)
    assert sorted(one.seconds for one in await rows(office)) == [3600, 7200]


async def test_a_file_that_grew_has_new_rows_and_no_changed_ones(office: Office, tmp_path: Path) -> None:
    await office.fill()
    await take(office, tmp_path, HEAD + row("a"))
    assert counts(await take(office, tmp_path, HEAD + row("b") + row("a"))) == (1, 1, 0, 0)


async def test_a_row_that_lost_its_kilometers(office: Office, tmp_path: Path) -> None:
    await office.fill()
    await take(office, tmp_path, books.TIME_ON)
    assert {one.soort for one in await rows(office)} == set(Soort)
    result = await take(office, tmp_path, books.TIME_ON.replace("42,5", ""), changed="replace")
    assert counts(result)[:2] == (1, 1)


async def test_a_product_that_numbers_its_rows_says_which_changed(office: Office, tmp_path: Path) -> None:
    await office.fill()
    head = "id,date,begin,end,duration,customer,project,activity,description,billable,exported"
    text = head + "\n7,2026-10-05,09:00,10:00,1.00,Klant 1 B.V.,Web,Bouwen,{},1,0\n"
    await take(office, tmp_path, text.format("a"))
    result = await take(office, tmp_path, text.format("b"))
    assert [(one.certain, one.applied) for one in result.changes] == [(True, False)]


async def test_hours_that_were_read_from_time_on_are_not_imported_again(office: Office, tmp_path: Path) -> None:
    await office.fill(hour(812))
    text = "hourID;Datum;Klant;Uren\n812;2026-10-05;Klant 1 B.V.;1\n813;2026-10-05;Klant 1 B.V.;1\n"
    result = await take(office, tmp_path, text)
    assert counts(result) == (1, 1, 0, 0)
    assert any("al uit Time On zelf gelezen" in str(note) for note in result.notes)


async def test_a_klant_that_is_not_there_waits_until_it_is(office: Office, tmp_path: Path) -> None:
    await office.fill(klanten=3)
    text = HEAD + row().replace("Klant 1 B.V.", "Klant 4 B.V.")
    result = await take(office, tmp_path, text)
    assert [(one.klant, one.rows) for one in result.unmatched] == [("Klant 4 B.V.", 1)]
    waiting = await rows(office)
    assert [(one.klant_id, one.klant) for one in waiting] == [("", "Klant 4 B.V.")]
    with pytest.raises(PersonNeededError):
        await office.declaraties.create([waiting[0].id])
    await office.fill(klanten=4)
    result = await take(office, tmp_path, HEAD + row())
    assert (result.settled, result.unmatched) == (1, ())
    assert {one.klant_id for one in await rows(office)} == {"1", "4"}


async def test_a_person_says_who_a_name_is_and_is_not_asked_again(office: Office, tmp_path: Path) -> None:
    await office.fill()
    other = HEAD + row().replace("Klant 1 B.V.", "Bakker")
    with pytest.raises(NotFoundError):
        await take(office, tmp_path, other, klanten={"Bakker": "99"})
    assert (await take(office, tmp_path, other, klanten={"Bakker": "2"})).unmatched == ()
    assert (await take(office, tmp_path, other + row("x").replace("Klant 1 B.V.", "Bakker"))).unmatched == ()
    assert {one.klant_id for one in await rows(office)} == {"2"}


async def test_a_mapping_is_kept_for_the_next_file(office: Office, tmp_path: Path) -> None:
    await office.fill()
    text = "Wanneer|Voor wie|Tijd\n5-10-2026|Klant 1 B.V.|1:00\n"
    await take(office, tmp_path, text, columns={"datum": "Wanneer", "klant": "Voor wie", "duur": "Tijd"})
    assert counts(await take(office, tmp_path, text + "6-10-2026|Klant 1 B.V.|1:00\n")) == (1, 1, 0, 0)


async def test_imported_hours_go_to_snelstart_once_without_asking_time_on(office: Office, tmp_path: Path) -> None:
    await office.fill()
    await take(office, tmp_path, HEAD + row("a") + row("b", "0,5"))
    made = await office.declaraties.create([one.id for one in await rows(office)], group_by="project")
    assert [str(regel.aantal) for regel in made.regels] == ["1.50"]
    calls = office.timeon.calls
    result = await office.declaraties.push(made.id)
    assert (result.verdict, office.timeon.calls) == (PushVerdict.PUSHED, calls)
    assert (await office.declaraties.push(made.id)).verdict is PushVerdict.NOTHING
    assert office.snelstart.made == 1


async def test_an_imported_row_that_changed_since_refuses_its_concept(office: Office, tmp_path: Path) -> None:
    await office.fill()
    await take(office, tmp_path, HEAD + row("a", "1"))
    made = await office.declaraties.create([(await rows(office))[0].id])
    await take(office, tmp_path, HEAD + row("a", "2"), changed="replace")
    with pytest.raises(MovedError, match="gewijzigd in het geïmporteerde bestand"):
        await office.declaraties.finalize(made.id)
    result = await office.declaraties.push(made.id)
    assert (result.verdict, office.snelstart.posts) == (PushVerdict.REFUSED, 0)


async def test_a_row_that_was_invoiced_elsewhere_after_it_got_its_number_is_not_sent(
    office: Office, tmp_path: Path
) -> None:
    await office.fill()
    await take(office, tmp_path, HEAD + row("a"))
    made = await office.declaraties.create([(await rows(office))[0].id])
    await office.declaraties.finalize(made.id)
    await take(office, tmp_path, HEAD + row("a", factuur="F9"))
    result = await office.declaraties.push(made.id)
    assert (result.verdict, result.declaratie.order) == (PushVerdict.REFUSED, OrderState.NONE)
    assert "intussen gefactureerd in het geïmporteerde bestand" in result.reason


async def test_a_lost_database_names_the_same_rows_the_same(office: Office, tmp_path: Path) -> None:
    await office.fill()
    await take(office, tmp_path, HEAD + row("a") * 2)
    before = {one.id for one in await rows(office)}
    fresh = Office(tmp_path / "nieuw.db")
    await fresh.fill()
    await take(fresh, tmp_path, HEAD + row("a") * 2)
    assert {one.id for one in await rows(fresh)} == before
    fresh.close()
