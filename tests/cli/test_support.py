"""A bundle, a backup and a look at what happened, as commands."""

import pytest


def test_a_bundle_is_made_and_opened_and_read_by_the_usual_commands(run, twin, tmp_path_factory, monkeypatch) -> None:
    folder = tmp_path_factory.mktemp("elsewhere")
    made = run("support", "bundle", "--output", str(folder / "b.zip"), "--json")
    assert (made.code, made.data["koppelingen"], made.data["names"]) == (0, 1, False)
    again = run("support", "bundle", "--output", str(folder / "c.zip"), "--json")
    assert again.data["sha256"] == made.data["sha256"]
    opened = run("support", "open", str(folder / "b.zip"), "--into", str(folder / "home"), "--json")
    assert opened.code == 0
    klanten = run("klanten", "list", "--json").data
    monkeypatch.setenv("KOPPELBORD_HOME", opened.data["home"])
    for name in ("TIMEON_KEY", "SNELSTART_KOPPELSLEUTEL", "SNELSTART_SUBSCRIPTION_KEY"):
        monkeypatch.delenv(f"KOPPELBORD_{name}")
    shown = run("klanten", "list", "--json").data
    assert [one["state"] for one in sorted(shown, key=str)].count("gekoppeld") == [k["state"] for k in klanten].count(
        "gekoppeld"
    )
    assert not {one["naam"] for one in shown} & {one["naam"] for one in klanten if len(one["naam"]) > 4}
    assert run("events", "verify", "--json").data["ok"]
    assert run("support", "diagnose", "--json").data["health"] in ("fresh", "late", "new")
    assert run("sync", "run", "--json").code != 0


def test_a_file_that_is_no_bundle_is_refused_with_a_sentence(run, tmp_path_factory) -> None:
    path = tmp_path_factory.mktemp("x") / "b.zip"
    path.write_text("hallo")
    result = run("support", "open", str(path), "--json")
    assert (result.code, result.error["title"]) == (2, "Dit is geen bundel van koppelbord.")


def test_a_backup_goes_and_comes_back(run, twin, tmp_path_factory) -> None:
    folder = tmp_path_factory.mktemp("x") / "backup"
    made = run("backup", str(folder), "--json")
    assert (made.code, len(made.data["files"])) == (0, 2)
    assert run("backup", str(folder), "--json").code == 2
    back = run("restore", str(folder), "--yes", "--json")
    assert (back.code, {one["name"] for one in back.data["restored"]}) == (
        0,
        {one["name"] for one in made.data["files"]},
    )
    assert run("restore", str(folder)).code == 3, "without a terminal nobody can say yes"


def test_the_board_tells_what_needs_a_person(run, twin) -> None:
    result = run("support", "board", "--json")
    assert (result.code, result.data[0]["needs_person"]) == (3, True)


def test_a_timeline_and_what_was_known_at_a_moment(run, twin) -> None:
    whole = run("support", "timeline", "--json").data
    assert len(run("support", "timeline", "--limit", "3", "--json").data) == 3
    assert all(entry["what"] for entry in whole)
    known = run("support", "timeline", "--at", whole[-1]["at"], "--json").data
    assert any(row["subject"].startswith("koppeling:") for row in known)
    assert run("support", "timeline", "--at", "2001-01-01T00:00", "--json").data == []
    assert run("support", "timeline", "--at", "gisteren").code == 2


def test_a_record_has_its_own_events(run, twin) -> None:
    subject = next(e["subject"] for e in run("support", "timeline", "--json").data if e["subject"].startswith("klant:"))
    found = run("support", "record", subject, "--json").data
    assert any(entry["subject"] == subject for entry in found)


@pytest.mark.parametrize(
    "words", [("support", "diagnose"), ("support", "board"), ("support", "timeline", "--limit", "5")]
)
def test_a_person_reads_lines_without_control_characters(run, twin, words) -> None:
    out = run(*words).out
    assert out.strip()
    assert not any(ord(character) < 32 and character != "\n" for character in out)
