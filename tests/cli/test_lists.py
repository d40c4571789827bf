"""Klanten, producten, productgroepen, registraties, events: from the cache, without a key and without a network."""

import json
from decimal import Decimal

import pytest

from core.domain.money import euro


@pytest.fixture
def offline(twin, monkeypatch):
    """No key and no service: the cache alone."""
    for name in twin.environment:
        monkeypatch.delenv(name)
    return twin


@pytest.mark.parametrize("words", ["klanten", "producten", "productgroepen", "registraties", "koppelingen", "events"])
def test_a_list_is_one_array_or_a_record_a_line_or_a_table(run, offline, words) -> None:
    array = run(words, "list", "--json").data
    assert array
    assert [json.loads(line) for line in run(words, "list", "--jsonl").out.splitlines()] == array
    assert len(run(words, "list").out.splitlines()) == len(array) + 1


def test_producten_and_groepen_belong_together(run, offline) -> None:
    groepen = {one["omschrijving"]: one["producten"] for one in run("productgroepen", "list", "--json").data}
    producten = run("producten", "list", "--json").data
    assert sum(groepen.values()) == len(producten)
    assert {one["productgroep"] for one in producten} <= set(groepen)


def test_klanten_leave_out_who_is_none_unless_asked(run, offline) -> None:
    usual = run("klanten", "list", "--json").data
    assert len(run("klanten", "list", "--all", "--json").data) > len(usual)
    assert {one["state"] for one in usual} == {"gekoppeld", "alleen Time On", "alleen SnelStart"}


def test_words_follow_the_language_and_data_do_not(run, offline, monkeypatch) -> None:
    dutch = run("producten", "list", "--json").data
    monkeypatch.setenv("KOPPELBORD_LANG", "en")
    assert run("producten", "list", "--json").data == dutch


def test_registraties_of_a_period_of_a_klant_of_a_kind(run, offline) -> None:
    month = run("registraties", "list", "--period", offline.last_month, "--json").data
    assert month
    assert all(one["datum"].startswith(offline.last_month) for one in month)
    klant = next(one for one in month if one["klant"])
    same = run("registraties", "list", "--klant", klant["klant_id"], "--json").data
    assert {one["klant_id"] for one in same} == {klant["klant_id"]}
    kilometers = run("registraties", "list", "--soort", "kilometers", "--json").data
    assert {one["soort"] for one in kilometers} == {"kilometers"}
    every = run("registraties", "list", "--json").data
    one = next(row for row in every if row["project"] and row["medewerker"])
    for option, name in (("--project", "project"), ("--medewerker", "medewerker")):
        chosen = run("registraties", "list", option, one[name].upper(), "--json").data
        assert {row["id"] for row in chosen} == {row["id"] for row in every if one[name] in row[name]}
        assert len(chosen) < len(every)
    for option, wanted in (("--approved", True), ("--not-approved", False)):
        chosen = run("registraties", "list", option, "--json").data
        assert [row["id"] for row in chosen] == [row["id"] for row in every if row["goedgekeurd"] is wanted]
    free = run("registraties", "list", "--free", "--json").data
    assert all(one["selectable"] for one in free)
    assert len(free) < len(run("registraties", "list", "--json").data)
    assert run("registraties", "list", "--van", free[0]["datum"], "--tot", free[0]["datum"], "--json").data


def test_a_period_without_registraties_is_told(run, offline) -> None:
    result = run("registraties", "list", "--period", "2001-01", "--json")
    assert (result.code, result.out, result.error["error"]) == (3, "", "Empty")


@pytest.mark.parametrize(
    "words",
    [
        ("--period", "2026-01", "--van", "2026-01-01"),
        ("--van", "2026-02-01", "--tot", "2026-01-01"),
        ("--klant", "niemand heet zo"),
    ],
)
def test_a_selection_that_can_not_be_meant_is_exit_2(run, offline, words) -> None:
    assert run("registraties", "list", *words).code == 2


def test_events_filter_and_verify(run, offline) -> None:
    every = run("events", "list", "--json").data
    assert every[0]["seq"] == len(every)
    assert run("events", "verify", "--json").data == {"ok": True, "events": len(every), "first_bad": None}
    assert [one["seq"] for one in run("events", "list", "--limit", "2", "--json").data] == [len(every), len(every) - 1]
    coupled = run("events", "list", "--type", "koppeling", "--json").data
    assert {one["type"].split(".")[0] for one in coupled} == {"koppeling"}
    subject = coupled[0]["subject"]
    assert {one["subject"] for one in run("events", "list", "--subject", subject, "--json").data} == {subject}


def test_a_journal_that_was_tampered_with_is_exit_1(run, offline, home) -> None:
    import sqlite3

    (file,) = (home / "data" / "koppelingen").glob("*.db")
    db = sqlite3.connect(file)
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")]
    for name in names:
        db.execute(f"DROP TRIGGER {name}")
    db.execute("UPDATE events SET detail = '{}' WHERE seq = 2")
    db.commit()
    db.close()
    result = run("events", "verify", "--json")
    assert (result.code, result.data["ok"], result.data["first_bad"]) == (1, False, 2)
    assert "2" in run("events", "verify").out


def test_a_klant_is_made_on_both_sides_by_one_plan(run, fresh_twin) -> None:
    run("koppelingen", "add", "--review", "safe", "--start")
    address = ("--straat", "Oudegracht 1", "--postcode", "3511 AA", "--plaats", "Utrecht")
    plan = run("klanten", "add", "--naam", "Bakkerij Jansen B.V.", *address, "--dry-run", "--json").data
    assert [line["service"] for line in plan["lines"]] == ["timeon", "snelstart"]
    made = run("klanten", "add", "--naam", "Bakkerij Jansen B.V.", *address, "--json")
    assert (made.code, made.data["writes"]) == (0, 2)
    (row,) = [one for one in run("klanten", "list", "--json").data if one["naam"] == "Bakkerij Jansen B.V."]
    assert row["state"] == "gekoppeld"
    alike = run("klanten", "add", "--naam", "Bakkerij Janssen BV", *address, "--dry-run", "--json")
    assert "op Bakkerij Jansen B.V." in alike.err
    assert "in Time On; gelijk: " in alike.err
    assert "in SnelStart; gelijk: " in alike.err
    assert run("klanten", "add", "--naam", "x" * 51, "--json").code == 3
    assert run("klanten", "add", "--naam", " ").code == 2


def test_turnover_adds_up_to_the_same_whatever_the_way(run, twin) -> None:
    rows = run("registraties", "list", "--period", twin.last_month, "--json").data
    free = sum(one["selectable"] for one in rows)
    totals = set()
    for per in ("klant", "project", "product", "medewerker", "maand"):
        found = run("registraties", "omzet", "--period", twin.last_month, "--per", per, "--json").data
        assert sum(one["registraties"] for one in found) == free
        totals.add(sum(Decimal(one["bedrag"]) for one in found))
    assert len(totals) == 1
    last = run("registraties", "omzet", "--period", twin.last_month).out.splitlines()[-1]
    assert last.startswith("Totaal")
    assert last.endswith(euro(totals.pop()))


def test_the_lock_map_holds_what_can_not_be_chosen(run, twin) -> None:
    rows = run("registraties", "list", "--period", twin.last_month, "--json").data
    found = run("registraties", "locks", "--period", twin.last_month, "--json").data
    held = sorted(one["id"] for one in rows if not one["selectable"])
    assert held == sorted(one for holder in found for one in holder["registraties"])
    assert all(holder["in_timeon"] for holder in found if holder["lock"] == "billed")


@pytest.mark.parametrize(
    "words",
    [("klanten", "list"), ("producten", "list"), ("events", "list"), ("support", "board"), ("koppelingen", "list")],
)
def test_every_list_is_saved_as_what_its_name_asks_for(run, twin, tmp_path_factory, words) -> None:
    folder = tmp_path_factory.mktemp("export")
    count = len(run(*words, "--json").data)
    for kind in ("csv", "json", "xlsx"):
        file = folder / f"lijst.{kind}"
        saved = run(*words, "--export", str(file))
        assert (saved.out, str(count) in saved.err) == ("", True)
        assert file.stat().st_mode & 0o777 == 0o600
    assert len((folder / "lijst.csv").read_text("utf-8-sig").splitlines()) == count + 1
    assert len(json.loads((folder / "lijst.json").read_text("utf-8"))) == count
    assert (folder / "lijst.xlsx").read_bytes().startswith(b"PK")


def test_a_list_is_saved_over_nothing_and_in_no_other_form(run, twin, tmp_path_factory) -> None:
    file = tmp_path_factory.mktemp("export") / "lijst.csv"
    assert run("producten", "list", "--export", str(file)).code == 0
    for words in ((str(file),), (str(file.with_suffix(".txt")),), (str(file.with_name("b.csv")), "--json")):
        assert run("producten", "list", "--export", *words).code == 2
    assert "," in file.read_text("utf-8-sig").splitlines()[1], "amounts as a Dutch spreadsheet reads them"
