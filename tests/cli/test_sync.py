"""Plan, run, run again."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta

from core.clock import system_clock
from core.domain.koppeling import Progress
from core.domain.running import LifeSign, Running
from core.store import at_work


def test_a_second_run_has_nothing_to_do(run, twin) -> None:
    first = run("sync", "run", "--json")
    assert set(first.data) == {"run", "ok", "calls", "read", "changed", "writes", "waiting", "refused", "seconds"}
    assert (first.data["writes"], first.data["refused"]) == (0, 0)
    assert "Niets te doen." in run("sync", "run").out


def test_a_run_that_left_a_klant_behind_is_not_ok_and_says_who_and_why_everywhere(run, twin) -> None:
    done = run("sync", "run", "--json")
    assert (done.code, done.data["ok"]) == (3, False)
    said = run("sync", "run")
    assert said.code == 3
    assert "Blijft liggen: Stichting" in said.out
    assert "SnelStart neemt er 50." in said.out
    status = run("sync", "status", "--json").data
    newest = status["runs"][0]
    assert (status["ok"], newest["ok"], newest["ending"], newest["skipped"]) == (False, False, "left", 1)
    assert ": 1 blijft liggen; " in run("sync", "status").out
    shown = run("sync", "show", newest["run"])
    assert "Deze run schreef niets." in shown.err
    assert "Blijft liggen: Stichting" in shown.err


def test_the_lines_of_a_run_in_words(run, twin) -> None:
    runs = run("sync", "status", "--json").data["runs"]
    wrote = next(one for one in runs if one["writes"])
    shown = run("sync", "show", wrote["run"]).out.splitlines()
    assert shown[0].split() == ["Waar", "Klant", "Hoe", "Uitkomst", "Reden"]
    assert sum("geschreven" in line for line in shown[1:]) == wrote["writes"]
    assert all("POST" in line for line in shown[1:])


def test_the_plan_is_shown_field_by_field_and_a_dry_run_writes_nothing(run, fresh_twin) -> None:
    run("koppelingen", "add", "--review", "safe")
    before = len(fresh_twin.running.sandbox.timeon.customers)
    plan = run("sync", "plan", "--json").data
    assert plan["lines"]
    assert {"service", "verb", "path", "changes", "why"} <= set(plan["lines"][0])
    shown = run("sync", "plan").out
    assert all(line["label"] in shown for line in plan["lines"][:3])
    dry = run("sync", "run", "--dry-run", "--json")
    assert (dry.data["refused"], dry.data["writes"]) == (0, 0)
    assert len(fresh_twin.running.sandbox.timeon.customers) == before


def test_a_saved_plan_is_applied_as_it_was(run, fresh_twin, home) -> None:
    run("koppelingen", "add", "--review", "safe")
    file = home / "plan.json"
    saved = run("sync", "plan", "--save", str(file), "--json").data
    report = run("sync", "run", "--plan", str(file), "--json")
    assert (report.data["refused"], report.data["writes"]) == (0, len(saved["lines"]))
    assert report.code == (3 if saved["skipped"] else 0)
    assert run("sync", "run", "--json").data["writes"] == 0


def test_a_plan_that_was_touched_or_is_none_is_refused(run, twin, home) -> None:
    file = home / "plan.json"
    run("sync", "plan", "--save", str(file))
    content = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(content | {"koppeling": "een ander"}), "utf-8")
    assert run("sync", "run", "--plan", str(file)).code == 2
    file.write_text("[]", "utf-8")
    assert "geen plan" in run("sync", "run", "--plan", str(file)).err
    assert run("sync", "run", "--plan", str(home / "nergens.json")).code == 2
    assert run("sync", "plan", "--save", str(home / "nergens" / "plan.json")).code == 2
    assert run("sync", "run", "--plan", str(file), "--dry-run").code == 2


def test_the_status_is_that_of_the_last_run(run, twin) -> None:
    found = run("sync", "status", "--json").data
    assert (found["runs"][0]["refused"], found["state"]) == (0, "actief")
    assert found["last_run_at"]
    assert found["waiting"] > 0
    assert "Laatste run" in run("sync", "status").out


def test_a_run_without_an_end_is_at_work_in_another_program_or_fell_away(run, fresh_twin, home) -> None:
    run("koppelingen", "add", "--review", "safe")
    (file,) = home.rglob("koppelingen/*.db")
    now = system_clock()
    began = now - timedelta(minutes=1)
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("INSERT INTO runs (id, started_at) VALUES ('elders', ?)", (began.isoformat(),))
    assert "viel weg" in _line_of(run, "elders")
    assert run("sync", "status", "--json").data["working"] is None
    work = Running(began).told(Progress("klanten", 30_000), now)
    with closing(sqlite3.connect(file)) as db, db:
        at_work.keep(db, LifeSign(work, now).to_record())
    assert "bezig" in _line_of(run, "elders")
    said = run("sync", "status").out
    assert "Nu bezig, sinds" in said
    assert "klanten: 30000 gelezen · 500 per s · duur onbekend" in said
    found = run("sync", "status", "--json").data
    assert (found["runs"][0]["standing"], found["runs"][0]["ended_at"]) == ("busy", None)
    assert found["working"]["kinds"] == [
        {"kind": "klanten", "records": 30_000, "pages": 1, "over": False, "a_second": 500.0, "seconds_left": None}
    ]


def _line_of(run, name: str) -> str:
    (line,) = (one for one in run("sync", "status").out.splitlines() if one.startswith(name))
    return str(line)
