"""The preview of an import, row by row: it says exactly what the import then does."""

from pathlib import Path

from core.invoicing.importing.importing import Importing
from core.invoicing.importing.outcomes import RowState
from tests.invoicing.fakes import Office
from tests.timeon.imports import books

HEAD = "Datum;Klant;Omschrijving;Uren;Declarabele uren;Facturabel;Gefactureerd;Km\n"


async def test_each_row_says_what_becomes_of_it(office: Office, tmp_path: Path) -> None:
    await office.fill()
    face = Importing(office.database, office.clock)
    before = "5-10-2026;Klant 1 B.V.;Bellen;1;1;ja;;\n6-10-2026;Klant 1 B.V.;Mailen;2;2;ja;;\n"
    await face.run(books.write(tmp_path, HEAD + before))
    now = (
        before.replace("Mailen;2;2", "Mailen;3;2,5")
        + "7-10-2026;Klant 1 B.V.;Rit;1;1;ja;F-1;12\n"
        + "8-10-2026;Wie is dit;Werk;1;1;nee;;\n"
        + "9-10-2026;Klant 1 B.V.;Fout;veel;1;ja;;\n"
    )
    result = await face.run(books.write(tmp_path, HEAD + now), dry_run=True, rows=True)
    assert [(one.rij, one.state, one.waits) for one in result.outcomes] == [
        (2, RowState.SAME, False), (3, RowState.CHANGED, False), (4, RowState.NEW, False), (5, RowState.NEW, True),
        (6, RowState.REFUSED, False),
    ]  # fmt: skip
    _, changed, billed, waiting, refused = result.outcomes
    assert {one.label for one in changed.differences} == {"duur"}
    assert "gewerkt 3:00, te factureren 2:30" in map(str, changed.notes)
    assert billed.hoeveel == "1:00 12 km"
    assert "al gefactureerd" in str(billed.notes[0])
    assert ["niet facturabel" in str(waiting.notes[0]), "wacht op een klant" in str(waiting.notes[1])] == [True, True]
    assert "'veel' is geen" in str(refused.notes[0])
    counted = {state: sum(one.state is state for one in result.outcomes) for state in RowState}
    stored = await face.run(books.write(tmp_path, HEAD + now))
    assert (counted[RowState.NEW], counted[RowState.SAME], counted[RowState.CHANGED], counted[RowState.REFUSED]) == (
        stored.new, stored.same, len(stored.changes), stored.wrong,
    )  # fmt: skip


async def test_without_asking_for_rows_there_are_none(office: Office, tmp_path: Path) -> None:
    await office.fill()
    face = Importing(office.database, office.clock)
    path = books.write(tmp_path, HEAD + "5-10-2026;Klant 1 B.V.;Bellen;1;1;ja;;\n")
    assert (await face.run(path, dry_run=True)).outcomes == ()
    assert "outcomes" not in (await face.run(path)).to_json()
