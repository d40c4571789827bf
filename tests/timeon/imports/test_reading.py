"""Each product's file in its own shape, and what people do to files."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from core.errors import UsageError
from core.timeon.imports.dates import Order
from core.timeon.imports.mapped import mapped
from core.timeon.imports.reading import Reading, read_file
from tests.timeon.imports import books


def read(folder: Path, text: str, **more) -> Reading:
    return read_file(books.write(folder, text), **more)


def told(reading: Reading) -> str:
    return "\n".join(str(one) for one in (*reading.problems, *reading.notes))


def test_toggl_with_users(tmp_path: Path) -> None:
    found = read(tmp_path, "\ufeff" + books.TOGGL_OLD)
    assert (found.format, len(found.rows), found.problems) == ("Toggl Track", 2, ())
    first, second = found.rows
    assert (first.klant, first.medewerker, first.datum) == ("Klant 1 B.V.", "Fatma Yılmaz", date(2026, 10, 5))
    assert (first.worked, first.facturabel, first.omschrijving) == (5400, True, "Balans, eerste versie")
    assert (second.worked, second.facturabel, second.omschrijving) == (2700, False, "Overleg · Telefoon")


def test_toggl_with_members_writes_a_dash_for_nothing(tmp_path: Path) -> None:
    found = read(tmp_path, books.TOGGL_NEW)
    assert [(one.klant, one.project, one.omschrijving, one.worked) for one in found.rows] == [
        ("Klant 1 B.V.", "", "Work", 3600), ("", "", "", 1800),
    ]  # fmt: skip
    assert "geen kolom die facturabel zegt" in told(found)


def test_clockify_writes_the_month_first_and_the_duration_twice(tmp_path: Path) -> None:
    found = read(tmp_path, books.CLOCKIFY)
    assert (found.format, found.problems) == ("Clockify", ())
    work, pause = found.rows
    assert (work.datum, work.worked, work.facturabel) == (date(2026, 10, 14), 4800, True)
    assert (pause.datum, pause.facturabel) == (date(2026, 10, 5), False)


def test_clockify_whose_two_durations_differ(tmp_path: Path) -> None:
    found = read(tmp_path, books.CLOCKIFY.replace('"1.33"', '"1.83"'))
    assert len(found.rows) == 1
    assert "uren.csv, rij 2: de duur is 1:20, maar in decimalen 1:49:48." in told(found)


def test_nothing_says_which_number_is_the_day(tmp_path: Path) -> None:
    text = books.CLOCKIFY.replace("10/14/2026", "10/05/2026")
    with pytest.raises(UsageError, match="dag/maand of maand/dag") as refused:
        read(tmp_path, text)
    assert "--dates" in refused.value.advice
    assert {one.datum for one in read(tmp_path, text, dates=Order.DAY_FIRST).rows} == {date(2026, 5, 10)}


@pytest.mark.parametrize(
    ("invoiced", "number", "billed"),
    [("No", "", False), ("", "", False), ("Yes", "", True), ("", "INV-7", True), ("No", "INV-7", True), ("-", "-", False),
     ("Not invoiced", "", False)],
)  # fmt: skip
def test_a_number_of_an_invoice_counts_as_much_as_a_yes(
    tmp_path: Path, invoiced: str, number: str, billed: bool
) -> None:
    head, row, *_ = books.CLOCKIFY.splitlines()
    found = read(tmp_path, f'{head},"Invoiced","Invoice ID"\n{row},"{invoiced}","{number}"\n')
    assert [one.billed for one in found.rows] == [billed]


@pytest.mark.parametrize(
    ("said", "billed"), [("exported", True), ("Cleared", True), ("not exported", False), ("Open", False)]
)
def test_kimai_says_the_state_of_an_export_in_words_too(tmp_path: Path, said: str, billed: bool) -> None:
    text = (
        "Date,Begin,End,Duration,Currency,Price,Name,User,Customer,Project,Activity,Description,Exported,Billable,Tags,Type\n"
        f"2026-10-13,09:00,10:30,1:30,EUR,131.25,Ada,ada,Klant 1 B.V.,Web,Bouwen,Iets,{said},yes,,timesheet\n"
    )
    assert [one.billed for one in read(tmp_path, text).rows] == [billed]


def test_harvest_bills_what_it_rounded(tmp_path: Path) -> None:
    found = read(tmp_path, books.HARVEST)
    first, second = found.rows
    assert (found.format, first.worked, first.billable) == ("Harvest", 12240, 12600)
    assert (first.billed, first.goedgekeurd, first.medewerker) == (True, True, "Hugo Bernard")
    assert (second.billed, second.goedgekeurd, second.omschrijving) == (False, False, "Design")


def test_kimai_in_dutch(tmp_path: Path) -> None:
    first, second = read(tmp_path, books.KIMAI_NL).rows
    assert (first.format, first.klantnummer, first.medewerker, first.worked) == ("kimai", "10001", "Ada", 5400)
    assert (first.omschrijving, first.billed, second.billed) == ("Bouwen · Formulier", False, True)


def test_kimai_as_excel_has_durations_of_its_own_and_a_line_of_totals(tmp_path: Path) -> None:
    rows = [
        ["date", "begin", "end", "duration", "customer", "project", "activity", "description", "billable", "exported"],
        [date(2026, 10, 5), "09:00", "10:30", timedelta(minutes=90), "Klant 1 B.V.", "Web", "Bouwen", "x", True, False],
        [None, None, None, "=SUM(D2:D2)", None, None, None, None, None, None],
    ]
    found = read_file(books.workbook(tmp_path, rows))
    assert [(one.worked, one.facturabel, one.billed) for one in found.rows] == [(5400, True, False)]
    assert found.problems == ()


def test_a_sheet_of_time_on_holds_hours_kilometers_and_an_expense_in_one_row(tmp_path: Path) -> None:
    first, second = read(tmp_path, books.TIME_ON).rows
    assert (first.worked, first.billable) == (5400, 4500)
    assert (first.kilometers, first.onkosten) == (Decimal("42.5"), Decimal(12))
    assert (second.worked, second.billed, second.goedgekeurd) == (900, True, False)


def test_an_old_file_in_windows_letters(tmp_path: Path) -> None:
    path = books.write(tmp_path, books.KIMAI_NL, encoding="cp1252")
    assert len(read_file(path).rows) == 2


def test_a_mapping_of_ones_own_comes_first(tmp_path: Path) -> None:
    text = "Wanneer|Voor wie|Tijd besteed (min)\n5 oktober 2026|Klant 1 B.V.|90\n"
    with pytest.raises(UsageError, match="geen kolomkoppen") as refused:
        read(tmp_path, text)
    assert "--column" in refused.value.advice
    own = mapped({"datum": "Wanneer", "klant": "Voor wie", "minuten": "Tijd besteed (min)"})
    assert [one.worked for one in read(tmp_path, text, own=[own]).rows] == [5400]


@pytest.mark.parametrize(
    "columns", [{"dag": "Dag"}, {"datum": "Dag"}, {"datum": "Dag", "klant": "Wie"}, {"klant": "W"}]
)
def test_a_mapping_that_says_too_little(columns) -> None:
    with pytest.raises(UsageError):
        mapped(columns)


ROW = "2026-10-05;Klant 1 B.V.;{begin};{eind};{duur}\n"


@pytest.mark.parametrize(
    ("begin", "eind", "duur", "said"),
    [
        ("10:00", "09:00", "", "het einde (9:00) ligt voor het begin (10:00)"),
        ("10:00", "09:00", "1:00", "het einde (9:00) ligt voor het begin (10:00)"),
        ("09:00", "10:00", "2:00", "de duur is 2:00, maar van begin tot einde is 1:00"),
        ("", "", "-1:00", "de duur is negatief (-1:00)"),
        ("", "", "25:00", "25:00 is meer dan er in een dag gaat"),
        ("", "", "0", "er is niets te tellen"),
        ("", "", "", "er is niets te tellen"),
        ("", "", "lang", "kolom Duur: 'lang' is geen duur"),
        ("", "", "#REF!", "kolom Duur: Excel geeft hier #REF!"),
        ("9", "10", "1:00", "kolom Begin: '9' is geen tijd"),
    ],
)
def test_a_contradiction_is_shown_and_the_other_rows_are_kept(tmp_path: Path, begin, eind, duur, said) -> None:
    text = "Datum;Klant;Begin;Eind;Duur\n" + ROW.format(begin="09:00", eind="10:00", duur="1,0")
    found = read(tmp_path, text + ROW.format(begin=begin, eind=eind, duur=duur))
    assert len(found.rows) == 1
    assert said in told(found)
    assert "rij 3" in told(found)


def test_work_past_midnight_is_no_contradiction_when_the_duration_says_so(tmp_path: Path) -> None:
    text = "Datum;Klant;Begin;Eind;Duur\n" + ROW.format(begin="22:00", eind="02:00", duur="4:00")
    assert [one.worked for one in read(tmp_path, text).rows] == [14400]


def test_a_file_that_was_cut_off_keeps_its_whole_rows(tmp_path: Path) -> None:
    found = read(tmp_path, books.HARVEST[: books.HARVEST.index("Ada")])
    assert len(found.rows) == 1
    assert "rij 3: de rij breekt af" in told(found)


def test_a_workbook_that_was_cut_off(tmp_path: Path) -> None:
    path = books.workbook(tmp_path, [["Datum", "Klant", "Uren"], ["2026-10-05", "K", 1]])
    path.write_bytes(books.half(path))
    with pytest.raises(UsageError, match="geen heel Excel-bestand"):
        read_file(path)


def test_an_encrypted_workbook_an_old_one_and_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "geheim.xlsx"
    path.write_bytes(books.encrypted())
    with pytest.raises(UsageError, match="wachtwoord"):
        read_file(path)
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(100))
    with pytest.raises(UsageError, match=r"oud Excel-bestand"):
        read_file(path)
    with pytest.raises(UsageError, match="is een map"):
        read_file(tmp_path)
    with pytest.raises(UsageError, match="bestaat niet"):
        read_file(tmp_path / "weg.csv")


def test_merged_cells_fill_names_and_refuse_figures(tmp_path: Path) -> None:
    rows = [["Datum", "Klant", "Uren"], ["2026-10-05", "Klant 1 B.V.", 1], ["2026-10-06", None, 2], ["2026-10-07", "K", 6],
            ["2026-10-08", "K", None]]  # fmt: skip
    found = read_file(books.workbook(tmp_path, rows, merge=["B2:B3", "C4:C5"]))
    assert [(one.klant, one.worked) for one in found.rows] == [("Klant 1 B.V.", 3600), ("Klant 1 B.V.", 7200)]
    assert "rij 4, kolom Uren: samengevoegde cel over rij 4 tot en met 5" in told(found)
    assert "rij 5, kolom Uren" in told(found)


def test_a_formula_without_its_outcome_is_told(tmp_path: Path) -> None:
    rows = [["Datum", "Klant", "Uren"], ["2026-10-05", "K", "=1+1"], ["=TODAY()", "K", 1], ["2026-10-06", "K", 1]]
    found = read_file(books.workbook(tmp_path, rows))
    assert len(found.rows) == 1
    assert "blad 'Sheet', rij 2, kolom Uren: een formule waarvan de uitkomst niet is opgeslagen" in told(found)
    assert "rij 3, kolom Datum: een formule" in told(found)


def test_a_hidden_sheet_is_left_and_every_visible_list_is_read(tmp_path: Path) -> None:
    book = Workbook()
    for name, state in (("Oktober", "visible"), ("Oud", "hidden"), ("November", "visible"), ("Tarieven", "visible")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        sheet.append(["Datum", "Klant", "Uren"] if name != "Tarieven" else ["Wie", "Wat"])
        sheet.append([date(2026, 10, 5), name, 1])
    book.remove(book["Sheet"])
    book.save(tmp_path / "uren.xlsx")
    found = read_file(tmp_path / "uren.xlsx")
    assert [one.klant for one in found.rows] == ["Oktober", "November"]
    assert "blad 'Oud' is verborgen" in told(found)
    assert "blad 'Tarieven': geen registraties herkend" in told(found)


def test_a_date_as_text_is_read_and_a_bare_day_number_is_not(tmp_path: Path) -> None:
    rows = [["Datum", "Klant", "Uren"], ["05-10-2026", "K", 1], [46300, "K", 1]]
    found = read_file(books.workbook(tmp_path, rows))
    assert [one.datum for one in found.rows] == [date(2026, 10, 5)]
    assert "rij 3, kolom Datum: '46300' is geen datum" in told(found)


def test_control_characters_and_a_formula_in_a_text_are_only_text(tmp_path: Path) -> None:
    text = 'Datum;Klant;Uren;Omschrijving\n2026-10-05;K;1;"=HYPERLINK(""http://x"")\x1b[2J"\n'
    assert read(tmp_path, text).rows[0].omschrijving.startswith("=HYPERLINK")


def test_two_hundred_thousand_rows(tmp_path: Path) -> None:
    head, row = books.TIME_ON.splitlines()[:2]
    found = read(tmp_path, "\n".join([head, *([row] * 200_000)]))
    assert len(found.rows) == 200_000
