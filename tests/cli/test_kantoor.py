"""`koppelbord worker` and `kantoor`: the office's work by command."""

import json

import pytest

from tests.cli.conftest import Run, Twin


@pytest.fixture
def coupled(run: Run, fresh_twin: Twin, office: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of an active koppeling in the office's database."""
    monkeypatch.setenv("KOPPELBORD_DATABASE", office)
    assert run("koppelingen", "add", "--review", "safe", "--start", "--json").code == 3
    return str(run("koppelingen", "list", "--json").data[0]["koppeling"])


def test_what_is_put_in_line_is_sent_by_a_worker_once(run: Run, fresh_twin: Twin, coupled: str) -> None:
    run("declaraties", "create", "--period", fresh_twin.last_month, "--all", "--json")
    assert run("kantoor", "push", "--all", "--json").data == {"asked": 1, "put": 1}
    assert run("kantoor", "push", coupled, "--json").data == {"asked": 1, "put": 0}
    nobody = run("kantoor", "status", "--json")
    assert (nobody.code, nobody.data["lines"][0]["waiting"]) == (3, 1)
    heard = [json.loads(line) for line in run("worker", "--once", "--jsonl").out.splitlines()]
    assert [one["what"] for one in heard] == ["start", "done", "stop"]
    assert fresh_twin.orders()["count"] == len(run("declaraties", "list", "--json").data)
    empty = run("kantoor", "status", "--json")
    assert (empty.code, empty.data) == (0, {"workers": [], "lines": [], "failed": []})


def test_the_words_say_what_waits_and_that_nobody_works(run: Run, coupled: str) -> None:
    run("kantoor", "push", "--all")
    found = run("kantoor", "status")
    assert "push" in found.out
    assert "koppelbord worker" in found.err


def test_a_koppeling_is_given_to_other_workers_with_what_waits(run: Run, coupled: str) -> None:
    run("kantoor", "push", coupled)
    moved = run("kantoor", "move", coupled, "--to", "groot", "--json").data
    assert moved == {"koppelingen": [coupled], "group": "groot", "jobs": 1}
    assert '"done"' not in run("worker", "--once", "--jsonl").out
    assert '"done"' in run("worker", "--once", "--group", "groot", "--jsonl").out


def test_a_drain_of_nobody_says_so(run: Run, coupled: str) -> None:
    found = run("kantoor", "drain", "server2", "--wait", "--json")
    assert (found.code, found.data) == (3, {"asked": 0, "left": 0})


@pytest.mark.parametrize("words", [("status",), ("push", "--all"), ("drain", "--all"), ("move", "bakker")])
def test_without_an_office_it_says_what_is_needed(run: Run, words: tuple[str, ...]) -> None:
    found = run("kantoor", *words, "--json")
    assert (found.code, found.out) == (2, "")
    assert "KOPPELBORD_DATABASE" in found.error["advice"]


@pytest.mark.parametrize("words", [("kantoor", "status"), ("worker", "--once")])
def test_a_database_that_is_down_is_told_in_words_without_its_password(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("KOPPELBORD_DATABASE", "postgresql://kantoor:geheim@127.0.0.1:9/kantoor")
    found = run(*words)
    assert found.code == 1
    assert "Traceback" not in found.err
    assert "geheim" not in found.err + found.out


@pytest.mark.parametrize("words", [("push",), ("push", "bakker", "--all"), ("drain",), ("drain", "a", "--all")])
def test_it_is_said_which_is_meant(run: Run, words: tuple[str, ...]) -> None:
    assert run("kantoor", *words).code == 2
