"""Typing a path: what fits, the newest file first, and how far tab can go."""

import os
from pathlib import Path

import pytest

from core.tabular.browsing import completed, matching


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for age, name in enumerate(("uren-september.csv", "uren-oktober.xlsx", "brief.pdf", ".geheim.csv", "Uren.CSV")):
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    (tmp_path / "archief").mkdir()
    (tmp_path / "archief" / "oud.csv").write_text("x")
    (tmp_path / "kapot.csv").symlink_to(tmp_path / "nergens.csv")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def names(typed: str) -> list[str]:
    return [one.name for one in matching(typed)]


@pytest.mark.usefixtures("folder")
def test_tables_the_newest_first_then_folders() -> None:
    assert names("") == ["uren-september.csv", "uren-oktober.xlsx", "Uren.CSV", "archief"]


@pytest.mark.usefixtures("folder")
def test_names_that_begin_so_else_names_that_hold_it_case_aside() -> None:
    assert names("uren-o") == ["uren-oktober.xlsx"]
    assert names("OKTO") == ["uren-oktober.xlsx"]
    assert names(".") == [".geheim.csv"]


@pytest.mark.usefixtures("folder")
def test_a_folder_ends_in_a_slash_and_is_gone_into() -> None:
    (found,) = matching("arch")
    assert (found.typed, found.folder) == ("archief/", True)
    assert [one.typed for one in matching(found.typed)] == ["archief/oud.csv"]
    assert names("~/archief/") == ["oud.csv"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("typed", ["bestaat-niet/", "brief.pdf/", "\0/"])
def test_what_is_no_folder_has_nothing(typed: str) -> None:
    assert names(typed) == []


@pytest.mark.usefixtures("folder")
def test_tab_goes_as_far_as_all_agree() -> None:
    assert completed("u", matching("u")[:2]) == "uren-"
    assert completed("okto", matching("okto")) == "uren-oktober.xlsx"
    assert completed("niets", []) == "niets"
