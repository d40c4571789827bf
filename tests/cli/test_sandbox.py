"""`koppelbord sandbox` as a process: one line, then service, then a clean end."""

import json
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

SANDBOX = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main(sys.argv[1:]))", "sandbox"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_first_line_is_the_facts_and_a_signal_ends_it_with_0(home, number) -> None:
    command = [*SANDBOX, "--klanten", "5", "--seed", "3", "--today", "2026-11-24"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        facts = json.loads(process.stdout.readline())
        with urllib.request.urlopen(f"{facts['control_url']}/totals") as answer:
            totals = json.load(answer)
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "", "")
    assert set(facts) == {
        "snelstart_url", "snelstart_auth_url", "timeon_url", "control_url", "subscription_key", "timeon_key",
        "administraties",
    }  # fmt: skip
    assert [one["id"] for one in facts["administraties"]] == list(totals)
    assert all(one["koppelsleutel"] for one in facts["administraties"])


def test_a_port_that_is_taken_is_told(run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("sandbox", "--klanten", "5", "--snelstart", str(taken.getsockname()[1]))
    assert (result.code, result.out) == (2, "")
    assert "poort" in result.err


def test_a_state_file_that_is_something_else_is_told_and_left_alone(run, home) -> None:
    file = home / "wereld.db"
    file.write_bytes(b"mijn vakantiefoto's" * 1000)
    result = run("sandbox", "--klanten", "5", "--state", str(file))
    assert (result.code, result.out) == (2, "")
    assert str(file) in result.err
    assert file.read_bytes() == b"mijn vakantiefoto's" * 1000


def test_faults_that_are_none_name_the_sets_there_are(run, home) -> None:
    unknown = run("sandbox", "--klanten", "5", "--faults", "orkaan")
    assert (unknown.code, unknown.out) == (2, "")
    assert "storm" in unknown.err
    file = home / "storingen.json"
    file.write_text("{", "utf-8")
    assert run("sandbox", "--klanten", "5", "--faults", str(file)).code == 2
