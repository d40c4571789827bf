"""`registraties import` by command: what it answers, and with which exit code."""

from pathlib import Path

import pytest

HEAD = "Datum;Klant;Omschrijving;Uren;Facturabel\n"


@pytest.fixture
def naam(run, twin) -> str:
    rows = run("klanten", "list", "--json").data
    return next(one["timeon_naam"] for one in rows if one["state"] == "gekoppeld" and ";" not in one["timeon_naam"])


def file(folder: Path, text: str) -> str:
    path = folder / "uren.csv"
    path.write_text(HEAD + text, "utf-8")
    return str(path)


def test_a_file_is_shown_imported_and_the_second_time_adds_nothing(run, twin, naam, tmp_path) -> None:
    path = file(tmp_path, f"5-10-2019;{naam};Bellen;1,5;ja\n5-10-2019;{naam};Bellen;1,5;ja\n")
    dry = run("registraties", "import", path, "--dry-run", "--json")
    assert (dry.code, dry.data["new"], dry.data["dry_run"]) == (0, 2, True)
    done = run("registraties", "import", path, "--json")
    assert (done.code, done.data["new"], done.data["same"]) == (0, 2, 0)
    again = run("registraties", "import", path, "--json")
    assert (again.code, again.data["new"], again.data["same"]) == (0, 0, 2)
    listed = run("registraties", "list", "--period", "2019-10", "--json").data
    assert [(one["klant"], one["seconds"], one["selectable"]) for one in listed] == [(naam, 5400, True)] * 2
    made = run("declaraties", "create", *[one["id"] for one in listed], "--json")
    assert (made.code, made.data["created"]) == (0, 1)
    assert run("events", "verify", "--json").data["ok"]


def test_what_waits_for_a_person_is_exit_3_and_the_good_rows_are_kept(run, twin, naam, tmp_path) -> None:
    path = file(
        tmp_path, f"5-10-2019;{naam};Goed;1;ja\n31-02-2019;{naam};Fout;1;ja\n6-10-2019;Wie\x1b[2J is dit;x;1;ja\n"
    )
    result = run("registraties", "import", path)
    assert result.code == 3
    assert "uren.csv, rij 3, kolom Datum: '31-02-2019' is geen datum." in result.out
    assert "geen klant met precies deze naam" in result.out
    assert "\x1b" not in result.out
    assert len(run("registraties", "list", "--period", "2019-10", "--json").data) == 2


@pytest.mark.parametrize(
    "words", [("bestaat-niet.csv",), (".",), ("uren.csv", "--column", "datum"), ("uren.csv", "--dates", "ymd"), ()]
)
def test_what_can_not_be_read_is_exit_2(run, twin, tmp_path, monkeypatch, words) -> None:
    monkeypatch.chdir(tmp_path)
    file(tmp_path, "5-10-2019;x;x;1;ja\n")
    result = run("registraties", "import", *words)
    assert (result.code, result.out) == (2, "")
    assert result.err
