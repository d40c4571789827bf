"""Taking a run back: the inverse plan first, what can't be taken back by name, nothing without a yes."""

import pytest


@pytest.fixture
def coupled(run, fresh_twin):
    run("koppelingen", "add", "--review", "safe", "--start")
    return fresh_twin


def last_run(run) -> str:
    return next(one["run"] for one in run("sync", "status", "--json").data["runs"] if one["writes"])


def test_the_inverse_plan_is_shown_first_and_nothing_is_written_without_a_yes(run, coupled) -> None:
    wanted = last_run(run)
    shown = run("sync", "undo", wanted)
    assert shown.code == 3
    assert "--yes" in shown.err
    assert "actief: ja → nee" in shown.out
    assert "timeon_save" in shown.out
    asked = run("sync", "undo", wanted, "--json")
    assert (asked.code, asked.data["report"]) == (3, None)
    assert asked.data["plan"]["lines"]
    assert asked.data["plan"]["skipped"]
    assert run("sync", "undo", wanted, "--dry-run", "--json").data["plan"]["seal"] == asked.data["plan"]["seal"]


def test_what_was_written_in_snelstart_is_taken_back_and_the_rest_stays_with_its_reason(run, coupled) -> None:
    wanted = last_run(run)
    planned = run("sync", "undo", wanted, "--dry-run", "--json").data["plan"]
    done = run("sync", "undo", wanted, "--yes", "--json")
    assert done.code == 3
    assert done.data["undoes"] == wanted
    assert done.data["report"]["writes"] == len(planned["lines"])
    assert all(one["reasons"] for one in done.data["plan"]["skipped"])
    again = run("sync", "undo", wanted, "--yes", "--json")
    assert again.data["report"] is None
    assert not again.data["plan"]["lines"]


def test_every_line_of_a_run_tells_what_became_of_it(run, coupled) -> None:
    wanted = last_run(run)
    lines = run("sync", "show", wanted, "--json").data
    assert {one["outcome"] for one in lines} == {"written"}
    assert "geschreven" in run("sync", "show", wanted).out
    assert run("sync", "show", "20010101T000000").code == 2
    assert run("sync", "undo", "20010101T000000", "--yes").code == 2
