"""A file that nobody knows: its headings are found, its columns guessed, nothing is taken for certain."""

from pathlib import Path

import pytest

from core.errors import UsageError
from core.timeon.imports.peek import peek
from tests.timeon.imports import books


def test_headings_below_a_title_with_what_stands_under_them(tmp_path: Path) -> None:
    text = "Urenlijst oktober;;;\n;;;\nDagje;Firma;Wat;Uren\n5-10-2026;Bakker;;1,5\n6-10-2026;Jansen;Bellen;2\n"
    found = peek(books.write(tmp_path, text))
    assert found.headings == ("Dagje", "Firma", "Wat", "Uren")
    assert (found.sample("Dagje"), found.sample("Wat"), found.sample("bestaat niet")) == ("5-10-2026", "Bellen", "")
    assert found.guess == {"uren": "Uren"}


def test_a_known_heading_is_guessed_though_the_whole_is_not_known(tmp_path: Path) -> None:
    assert peek(books.write(tmp_path, "Datum;Firma;Duration;Note\n5-10-2026;a;1:00;b\n")).guess == {
        "datum": "Datum", "duur": "Duration", "omschrijving": "Note",
    }  # fmt: skip


def test_a_workbook_is_looked_into_the_same_way(tmp_path: Path) -> None:
    found = peek(books.workbook(tmp_path, [["Dagje", "Firma"], ["5-10-2026", "Bakker"]]))
    assert (found.headings, found.samples) == (("Dagje", "Firma"), (("5-10-2026", "Bakker"),))


@pytest.mark.parametrize("text", ["1;2;3\n4;5;6\n", "alleen\n", "\ufeff;;\n"])
def test_a_file_without_headings_says_what_to_do(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match="Zet boven de kolommen"):
        peek(books.write(tmp_path, text))
