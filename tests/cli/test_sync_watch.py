"""Watching: a round at a time, only what is permitted, a clean end on SIGTERM."""

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import timedelta

from core.clock import system_clock
from core.service import bootstrap
from core.service.watching import Watch, Watched
from tui.cli import frame


def later(monkeypatch, **delta: float) -> None:
    """An hour on: every koppeling is due again."""
    now = system_clock() + timedelta(**delta)
    monkeypatch.setitem(bootstrap.__kwdefaults__, "clock", lambda: now)


def lines(result) -> list[dict]:
    return [json.loads(line) for line in result.out.splitlines()]


def test_one_round_runs_what_is_due_and_ends(run, twin, monkeypatch) -> None:
    later(monkeypatch, hours=1)
    result = run("sync", "watch", "--once", "--json")
    assert result.code == 3, "a klant whose name does not fit stays behind"
    (done,) = lines(result)
    assert (done["run"]["ok"], done["run"]["refused"]) == (False, 0)
    assert done["problem"] is None
    assert run("sync", "status", "--json").data["runs"][0]["scheduled"] is True
    later(monkeypatch, hours=2)
    assert "geschreven" in run("sync", "watch", "--once").out


def test_a_paused_koppeling_is_left_alone(run, twin, monkeypatch) -> None:
    assert run("koppelingen", "pause", "--json").data["state"] == "gepauzeerd"
    later(monkeypatch, hours=1)
    assert run("sync", "watch", "--once", "--json").out == ""
    assert run("koppelingen", "resume", "--json").data["state"] == "actief"
    assert "actief" in run("koppelingen", "resume").out


def test_a_round_that_failed_answers_the_exit_code_of_its_problem(run, twin, monkeypatch) -> None:
    monkeypatch.setenv("KOPPELBORD_TIMEON_KEY", "verlopen")
    later(monkeypatch, hours=1)
    result = run("sync", "watch", "--once", "--json")
    (done,) = lines(result)
    assert (result.code, done["problem"]["error"], done["run"]) == (4, "TimeOnKey", None)


def test_what_may_be_written_without_a_person_is_shown_and_changed(run, twin) -> None:
    before = run("koppelingen", "permit", "--json").data
    assert set(before["permissions"]) == {"klant:create:snelstart", "klant:create:timeon"}
    changed = run("koppelingen", "permit", "klant:update:snelstart", "--json").data
    assert changed["permissions"] == ["klant:update:snelstart"]
    assert run("koppelingen", "permit", "--json").data == changed
    assert run("koppelingen", "permit", "--none", "--json").data["permissions"] == []
    assert run("koppelingen", "permit", "klant:delete:snelstart").code == 2
    assert run("koppelingen", "permit", "klant:create:timeon", "--none").code == 2
    assert "klant:create:timeon" in run("koppelingen", "permit").out


def test_sigterm_ends_it_cleanly(twin, home) -> None:
    script = "import sys; from tui.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", script, "sync", "watch", "--json"]
    # In the first round it is not due, so the look at Time On is all there is; SIGTERM comes when it listens.
    environment = os.environ | {"KOPPELBORD_TIMEON_KEY": "verlopen"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        told = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        rest, words = process.communicate(timeout=60)
    assert told["problem"]["error"] == "TimeOnKey"
    assert (process.returncode, rest, words) == (0, "", "")


def test_what_was_done_is_in_a_log_at_once_in_words_too(run, twin, monkeypatch) -> None:
    later(monkeypatch, hours=1)
    log = io.BytesIO()
    whole = Watch.run

    async def looked_at(watch: Watch) -> AsyncIterator[Watched]:
        async for done in whole(watch):
            yield done
            logged.append(log.getvalue().decode())

    logged: list[str] = []
    monkeypatch.setattr(Watch, "run", looked_at)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(log, "utf-8"))
    assert frame.run(["sync", "watch", "--once"]) == 3
    assert ["geschreven" in text for text in logged] == [True]
