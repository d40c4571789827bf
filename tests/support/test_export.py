"""No text of a service becomes a formula, and no name a path."""

import csv
import io
import json
import stat
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.errors import UsageError
from core.support.export import defused, file_name, save, to_csv, to_json, to_xlsx

FORMULAS = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    '=HYPERLINK("http://x")',
    "%0A=1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_shown_and_not_run(text: str) -> None:
    assert defused(text).startswith("'")
    [_, [cell]] = csv.reader(io.StringIO(to_csv(["a"], [[text]]).decode("utf-8-sig")), delimiter=";")
    assert cell.startswith("'")
    sheet = load_workbook(io.BytesIO(to_xlsx(["a"], [[text]], "x"))).active
    assert sheet["A2"].data_type == "s"
    assert str(sheet["A2"].value).startswith("'")


@pytest.mark.parametrize("text", ["-12.50", "+31", "Bakker & Zn", "1,5", "", "a=b"])
def test_what_is_no_formula_stays(text: str) -> None:
    assert defused(text) == text


@given(st.text(max_size=40))
def test_no_text_at_all_begins_a_formula_or_holds_a_control_character(text: str) -> None:
    made = defused(text)
    assert made == "" or made[0] not in "=@\t\r\n" or made.startswith("'")
    assert all(character >= " " and character != "\x7f" for character in made)
    whole = to_xlsx(["a"], [[text]], text)
    with zipfile.ZipFile(io.BytesIO(whole)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert len(list(csv.reader(io.StringIO(to_csv(["a"], [[text]]).decode("utf-8-sig")), delimiter=";"))) == 2


@given(st.text(max_size=60))
def test_a_name_made_of_data_stays_in_its_folder(text: str) -> None:
    name = file_name(text, "csv")
    assert Path(name).name == name
    assert name.endswith(".csv")
    assert not name.startswith((".", "-"))
    assert len(name) < 100
    assert name.isascii()


@pytest.mark.parametrize("text", ["../../etc/passwd", "CON", "..", "a/b\\c", "naam\x1b[31m", "nul.txt"])
def test_a_dangerous_name_is_a_plain_one(text: str) -> None:
    name = file_name(text, ".xlsx")
    assert not {"/", "\\", "\x1b"} & set(name)
    assert name.partition(".")[0].casefold() not in ("con", "nul", "")


def test_amounts_are_numbers_to_a_spreadsheet_and_exact_everywhere() -> None:
    rows = [["Bakker", Decimal("1071.88"), True, None]]
    headings = ["klant", "bedrag", "actief", "leeg"]
    assert to_csv(headings, rows).decode("utf-8-sig").splitlines()[1] == "Bakker;1071,88;ja;"
    assert json.loads(to_json(headings, rows)) == [
        {"klant": "Bakker", "bedrag": "1071.88", "actief": True, "leeg": None}
    ]
    assert load_workbook(io.BytesIO(to_xlsx(headings, rows, "x"))).active["B2"].value == pytest.approx(1071.88)


def test_a_file_is_its_owners_and_never_written_over_or_through_a_link(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    save(path, ["a"], [["b"]])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(UsageError, match="bestaat al"):
        save(path, ["a"], [["c"]])
    save(path, ["a"], [["c"]], overwrite=True)
    assert "c" in path.read_text("utf-8-sig")
    (tmp_path / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(UsageError):
        save(tmp_path / "link.csv", ["a"], [])
    with pytest.raises(UsageError, match="csv"):
        save(tmp_path / "a.exe", ["a"], [])
