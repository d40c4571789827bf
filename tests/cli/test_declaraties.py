"""From a month of registraties to orders in SnelStart, by command."""

from decimal import Decimal

import pytest

from core.sandbox.snelstart import acts as bookkeeper
from core.store import journal


@pytest.fixture
def coupled(run, fresh_twin):
    run("koppelingen", "add", "--review", "safe", "--start")
    return fresh_twin


def create(run, twin):
    return run("declaraties", "create", "--period", twin.last_month, "--all", "--json")


def test_a_month_is_declared_sent_and_counted_once(run, coupled) -> None:
    made = create(run, coupled)
    assert made.code == 0
    assert set(made.data) == {"created", "total", "skipped"}
    assert made.data["created"] > 0
    assert all(set(one) >= {"klant", "reason"} for one in made.data["skipped"])
    again = create(run, coupled)
    assert (again.code, again.data["created"], again.data["total"]) == (0, 0, "0.00")

    dry = run("declaraties", "push", "--all", "--dry-run", "--json")
    assert (dry.code, coupled.orders()["count"]) == (0, 0)
    pushed = run("declaraties", "push", "--all", "--json")
    assert pushed.code == 0
    assert pushed.data == {
        "pushed": made.data["created"], "adopted": 0, "unknown": 0, "refused": 0, "nothing": 0,
        "total": made.data["total"],
    }  # fmt: skip
    assert coupled.orders() == {"count": made.data["created"], "total": Decimal(made.data["total"])}
    second = run("declaraties", "push", "--all", "--json")
    assert (second.data["pushed"], second.data["adopted"]) == (0, 0)
    assert second.data["nothing"] == made.data["created"]
    assert "Niets te doen." in run("declaraties", "push", "--all").out
    assert coupled.orders()["count"] == made.data["created"]

    followed = run("declaraties", "follow", "--json").data
    assert followed["looked"] == made.data["created"]


def test_a_concept_is_shown_previewed_and_deleted(run, coupled) -> None:
    create(run, coupled)
    listed = run("declaraties", "list", "--state", "concept", "--json").data
    one = run("declaraties", "show", listed[0]["id"], "--json").data
    assert Decimal(one["totaal"]) == sum(Decimal(line["bedrag"]) for line in one["regels"])
    preview = run("declaraties", "preview", one["id"], "--json").data
    assert (preview["verb"], preview["path"], preview["excl"]) == ("POST", "/verkooporders", one["totaal"])
    assert one["klant"] in run("declaraties", "preview", one["id"]).out
    assert one["klant"] in run("declaraties", "show", one["id"]).out
    would = run("declaraties", "delete", one["id"], "--dry-run", "--json").data
    assert would["deleted"] == ""
    assert "Niets verwijderd" in run("declaraties", "delete", one["id"], "--dry-run").out
    freed = run("declaraties", "delete", one["id"], "--json").data["freed"]
    assert sorted(freed) == sorted(would["freed"])
    assert sorted(freed) == sorted({r for line in one["regels"] for r in line["registraties"]})
    remade = run("declaraties", "create", *freed, "--json").data
    assert (remade["created"], remade["total"]) == (1, one["totaal"])


def test_a_sent_one_is_credited_never_deleted_and_has_evidence(run, coupled) -> None:
    create(run, coupled)
    one = run("declaraties", "list", "--json").data[0]
    pushed = run("declaraties", "push", one["id"], "--json")
    assert (pushed.code, pushed.data["pushed"]) == (0, 1)
    refused = run("declaraties", "delete", one["id"], "--json")
    assert (refused.code, refused.error["error"]) == (3, "Moved")
    proof = run("declaraties", "evidence", one["id"], "--json").data
    assert [line["seq"] for line in proof] == sorted(line["seq"] for line in proof)
    assert all(line["what"] and line["hash"] for line in proof)
    assert run("declaraties", "evidence", one["id"]).out.count("\n") == len(proof) + 1
    credit = run("declaraties", "credit", one["id"], "--json").data
    assert Decimal(credit["totaal"]) == -Decimal(one["totaal"])
    status = run("declaraties", "show", one["id"], "--json").data["status"]
    assert status == "nog te factureren in SnelStart"


def test_a_concept_gets_its_number_without_being_sent(run, coupled) -> None:
    create(run, coupled)
    one = run("declaraties", "list", "--json").data[0]
    fixed = run("declaraties", "finalize", one["id"], "--json").data
    assert (fixed["state"], fixed["order"]) == ("openstaand", "none")
    assert fixed["nummer"].endswith("-0001")
    assert run("declaraties", "finalize", one["id"], "--json").data["nummer"] == fixed["nummer"], (
        "a number is given once"
    )


def test_what_was_deleted_in_snelstart_is_made_again_only_when_a_person_says_so(run, coupled) -> None:
    create(run, coupled)
    one = run("declaraties", "list", "--json").data[0]
    run("declaraties", "push", one["id"])
    snelstart, administratie = coupled.running.sandbox.snelstart, coupled.ids[0]
    (order,) = snelstart.administraties[0].table("verkooporders")
    bookkeeper.delete_order(snelstart, administratie, order)
    run("declaraties", "follow")
    assert run("declaraties", "push", one["id"], "--json").code == 3
    made = run("declaraties", "push", one["id"], "--again", "--json")
    assert (made.code, made.data["pushed"]) == (0, 1)
    assert len(snelstart.administraties[0].table("verkooporders")) == 1


def test_a_month_without_registraties_is_told(run, twin) -> None:
    result = run("declaraties", "create", "--period", "2001-01", "--all", "--json")
    assert (result.code, result.error["error"]) == (3, "Empty")


@pytest.mark.parametrize(
    "words",
    [
        ("create",),
        ("create", "--all"),
        ("create", "--period", "2026-10"),
        ("create", "--period", "2026-10", "--all", "1:uren"),
        ("create", "--period", "2026-10", "--all", "--group", "kleur"),
        ("push",),
        ("push", "1", "--all"),
        ("push", "1", "--dry-run"),
        ("push", "--all", "--adopt"),
        ("push", "--all", "--again"),
        ("show", "bestaat-niet"),
        ("preview", "bestaat-niet"),
        ("evidence", "bestaat-niet"),
    ],
)
def test_what_can_not_be_meant_is_exit_2(run, twin, words) -> None:
    result = run("declaraties", *words)
    assert (result.code, result.out) == (2, "")
    assert result.err


def test_a_line_of_a_concept_is_edited_moved_and_taken_off(run, coupled) -> None:
    create(run, coupled)
    lines = {one["id"]: run("declaraties", "show", one["id"], "--json").data["regels"]
             for one in run("declaraties", "list", "--state", "concept", "--json").data}  # fmt: skip
    one, regels = next((name, found) for name, found in lines.items() if len(found) > 2)
    changed = run("declaraties", "edit", one, "2", "--aantal", "1:30", "--prijs", "80,50", "--to", "1", "--json").data
    first = changed["regels"][0]
    assert (first["artikel"], first["aantal"], first["prijs"], first["bedrag"]) == (
        regels[1]["artikel"], "1.50", "80.50", "120.75",
    )  # fmt: skip
    removed = run("declaraties", "edit", one, "1", "--remove", "--json").data
    assert len(removed["regels"]) == len(regels) - 1
    held = next(row for row in run("registraties", "locks", "--json").data if row["declaratie"] == one)
    assert not {*regels[1]["registraties"]} & {*held["registraties"]}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--omschrijving"),
        (("--prijs", "veel"), "Prijs"),
        (("--prijs", "1.234"), "kan 1234 of 1,234"),
        (("--aantal", "1e400"), "Aantal"),
        (("--remove", "--to", "1"), "--remove alleen"),
    ],
)
def test_a_change_that_can_not_be_meant_is_told(run, coupled, words, said) -> None:
    create(run, coupled)
    one = run("declaraties", "list", "--state", "concept", "--json").data[0]["id"]
    result = run("declaraties", "edit", one, "1", *words)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_a_second_person_approves_and_the_specification_is_saved(run, coupled, tmp_path, monkeypatch) -> None:
    create(run, coupled)
    one = run("declaraties", "list", "--json").data[0]
    assert run("declaraties", "approve", one["id"], "--json").error["error"] == "PersonNeeded"
    assert run("declaraties", "approve", one["id"], "--by", "M. de Wit", "--json").code == 2
    monkeypatch.setenv("LOGNAME", "fatma")
    monkeypatch.setenv("USER", "fatma")
    assert run("declaraties", "approve", one["id"], "--json").error["error"] == "PersonNeeded"
    monkeypatch.setattr(journal, "actor", lambda: "fatma")
    assert run("declaraties", "approve", one["id"], "--json").data["approved_by"] == "fatma"
    path = tmp_path / "spec.pdf"
    saved = run("declaraties", "specification", one["id"], "--output", str(path), "--json").data
    assert path.read_bytes().startswith(b"%PDF-")
    assert saved["bytes"] == path.stat().st_size
    assert run("declaraties", "specification", one["id"], "--output", str(tmp_path)).code == 2


def test_a_kostenplaats_is_chosen_by_number(run, coupled) -> None:
    create(run, coupled)
    one = run("declaraties", "list", "--json").data[0]
    assert "Er is geen kostenplaats gekozen" in run("declaraties", "kostenplaats").out
    chosen = run("declaraties", "kostenplaats", "1", "--klant", one["klant_id"], "--json").data["chosen"]
    assert chosen == [{"klant_id": one["klant_id"], "klant": one["klant"], "nummer": 1}]
    assert "1 Kantoor" in run("declaraties", "preview", one["id"]).out
    assert run("declaraties", "kostenplaats", "77").code == 2
    assert run("declaraties", "kostenplaats", "--klant", one["klant_id"]).code == 2
    assert run("declaraties", "kostenplaats", "--default", "--klant", one["klant_id"], "--json").data["chosen"] == []
