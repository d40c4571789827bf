"""A bundle, a backup and a look at what happened, as commands."""

import time
from datetime import timedelta

import pytest

from core.clock import from_iso
from core.sandbox.faults import Rule


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


@pytest.fixture
def far_from_utc(monkeypatch):
    with monkeypatch.context() as changed:
        changed.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("far_from_utc")
def test_a_moment_is_said_as_on_the_tijdlijn(run, twin) -> None:
    """A time alone is of the day of the newest event, on the clock of this machine, as every screen shows it."""
    whole = run("support", "timeline", "--json").data
    end = from_iso(whole[-1]["at"]).astimezone() + timedelta(minutes=1)
    exact = run("support", "timeline", "--at", end.isoformat(), "--json").data
    for said in (f"{end:%H:%M:%S}", f"{end:%d-%m %H:%M:%S}", f"{end:%Y-%m-%dT%H:%M:%S}"):
        assert run("support", "timeline", "--at", said, "--json").data == exact != []
        assert run("support", "diff", "2001-01-01T00:00", said, "--json").data != []
    assert run("support", "diff", "09:14", "gisteren").code == 2


@pytest.mark.usefixtures("far_from_utc")
def test_a_line_stands_at_the_hour_of_this_machine_and_is_a_moment_to_ask_for(run, twin) -> None:
    newest = run("support", "timeline", "--limit", "1", "--json").data[0]
    listed = run("support", "timeline", "--limit", "1").out.strip().splitlines()[-1]
    assert listed.startswith(f"{from_iso(newest['at']).astimezone():%Y-%m-%d %H:%M:}")
    said = listed[: len("2026-11-24 09:14:02.123")]
    exact = run("support", "timeline", "--at", newest["at"], "--json").data
    assert run("support", "timeline", "--at", said, "--json").data == exact != []


def test_what_became_different_between_two_moments_whatever_their_order(run, twin) -> None:
    whole = run("support", "timeline", "--json").data
    begin, end = whole[0]["at"], whole[-1]["at"]
    changes = run("support", "diff", begin, end, "--json").data
    known = run("support", "timeline", "--at", end, "--json").data
    assert {one["subject"] for one in changes} <= {row["subject"] for row in known}
    assert any(one["old"] != one["new"] for one in changes)
    assert run("support", "diff", end, begin, "--json").data == changes
    assert run("support", "diff", end, end, "--json").data == []
    assert run("support", "diff", "gisteren", end).code == 2


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


def test_what_failed_is_tried_again_by_code_and_then_there_is_nothing(run, fresh_twin) -> None:
    run("koppelingen", "add", "--review", "safe", "--start", "--json")
    run("declaraties", "create", "--period", fresh_twin.last_month, "--all", "--json")
    body = '[{"errorCode":"VOR-0002","message":"De relatie is geen klant"}]'
    rule = Rule("answer", "snelstart", "POST /v2/verkooporders", nth=(1, 2), status=400, body=body)
    fresh_twin.running.sandbox.faults.replace([rule])
    assert run("declaraties", "push", "--all", "--json").data["refused"] == 2
    made = fresh_twin.orders()["count"]
    assert run("support", "retry", "--json").code == 2
    assert run("support", "retry", "VOR-0002", "--json").data == {"tried": 2, "solved": 2, "left": []}
    assert fresh_twin.orders()["count"] == made + 2
    nothing = run("support", "retry", "--all", "--json")
    assert (nothing.code, nothing.out) == (2, "")


def test_a_record_before_a_write_stands_beside_the_one_of_now(run, fresh_twin) -> None:
    run("koppelingen", "add", "--review", "safe", "--start", "--json")
    klant = next(one for one in run("klanten", "list", "--json").data if one["timeon_id"] and one["snelstart_id"])
    customers = fresh_twin.running.sandbox.timeon.customers
    number = int(klant["timeon_id"])
    customers[number] = {**customers[number], "phoneNumber": "010-7654321"}
    run("sync", "run", "--json")
    events = run("events", "list", "--type", "sync.verstuurd", "--json").data
    sent = next(one["detail"] for one in events if one["detail"]["verb"] == "PUT")
    fields = run("support", "before", sent["run"], sent["line"], "--json").data
    assert ("telefoon", "010-7654321", True) in [(one["field"], one["now"], one["changed"]) for one in fields]
    assert run("support", "before", sent["run"], "geen", "--json").code == 2


def test_the_journal_of_the_home_is_listed_verified_and_told(run, twin) -> None:
    assert "login.gelukt" in {one["type"] for one in run("events", "list", "--home", "--json").data}
    assert run("events", "verify", "--home", "--json").data["ok"]
    assert any("ingelogd" in one["what"] for one in run("support", "timeline", "--home", "--json").data)


def test_a_bundle_is_opened_at_an_earlier_moment(run, twin, tmp_path_factory, monkeypatch) -> None:
    folder = tmp_path_factory.mktemp("elsewhere")
    assert run("support", "bundle", "--output", str(folder / "b.zip"), "--json").code == 0
    events = run("events", "list", "--type", "koppeling", "--json").data
    early = min(event["at"] for event in events if event["type"] == "koppeling.gekoppeld")
    opened = run("support", "open", str(folder / "b.zip"), "--into", str(folder / "home"), "--at", early, "--json")
    assert opened.data["as_of"] == early
    assert run("support", "open", str(folder / "b.zip"), "--at", "gisteren", "--json").code == 2
    monkeypatch.setenv("KOPPELBORD_HOME", opened.data["home"])
    assert run("sync", "status", "--json").data["runs"] == []
    assert run("events", "verify", "--json").data["ok"]
