"""Imports that would unpack without end, in a zip or in XML, are refused by size before they are read."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from core.domain.partij import Side
from core.errors import UsageError
from core.matching.tabular import read as read_klanten
from core.tabular import bombs, opening, workbook
from core.timeon.imports.reading import read_file

READERS = [
    pytest.param(read_file, id="registraties"),
    pytest.param(lambda f: read_klanten(f, Side.TIMEON), id="klanten"),
]


@pytest.fixture
def book() -> dict[str, bytes]:
    """The members of a good workbook."""
    made, file = Workbook(), io.BytesIO()
    made.active.append(["Datum", "Klant", "Uren", "Naam", "KvK"])
    made.active.append(["5-10-2026", "Bakker", 1.5, "Bakker", "12345678"])
    made.save(file)
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("read", READERS)
def test_a_good_workbook_is_read(read, book, tmp_path) -> None:
    read(packed(tmp_path / "goed.xlsx", book))


@pytest.mark.parametrize("read", READERS)
def test_a_zip_that_unpacks_to_too_much_is_refused(read, book, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(bombs, "MOST_BYTES", 1_000_000)
    bomb = packed(tmp_path / "bom.xlsx", book | {"xl/media/image1.png": bytes(2_000_000)})
    assert bomb.stat().st_size < 20_000
    with pytest.raises(UsageError, match="uitgepakt te groot"):
        read(bomb)


def test_a_zip_of_too_many_members_is_refused(book, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(bombs, "MOST_MEMBERS", 20)
    with pytest.raises(UsageError, match="uitgepakt te groot"):
        read_file(packed(tmp_path / "bom.xlsx", book | {f"a{n}": b"" for n in range(20)}))


LAUGHS = '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_xml_that_defines_entities_is_refused(read, encoding, book, tmp_path) -> None:
    member = "xl/worksheets/sheet1.xml"
    bad = (LAUGHS + "]><worksheet/>").encode(encoding)
    with pytest.raises(UsageError, match="XML zoals Excel die niet maakt"):
        read(packed(tmp_path / "bom.xlsx", book | {member: bad}))


def test_a_definition_hidden_behind_a_long_comment_is_refused_too(book, tmp_path) -> None:
    bad = ("<!--" + "-x" * 100_000 + "-->" + LAUGHS + "]><worksheet/>").encode()
    with pytest.raises(UsageError, match="XML zoals Excel die niet maakt"):
        read_file(packed(tmp_path / "bom.xlsx", book | {"xl/worksheets/sheet1.xml": bad}))


def test_a_row_with_an_absurd_number_ends(book, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 1000)
    sheet = book["xl/worksheets/sheet1.xml"].replace(b'r="2"', b'r="999999999"')
    with pytest.raises(UsageError, match="uitgepakt te groot"):
        read_file(packed(tmp_path / "bom.xlsx", book | {"xl/worksheets/sheet1.xml": sheet}))


@pytest.mark.parametrize("read", READERS)
def test_a_file_that_is_far_too_large_is_not_read(read, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(opening, "LARGEST", 1000)
    file = tmp_path / "groot.csv"
    file.write_bytes(b"naam;kvk\n" * 1000)
    with pytest.raises(UsageError, match="groter dan"):
        read(file)
