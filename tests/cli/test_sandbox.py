"""`koppelbord sandbox` as a process: one line, then service, then a clean end."""

import json
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from core.sandbox.faults import NAMED
from tui.cli.sandbox import EXAMPLES

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


def test_a_day_that_no_world_can_end_on_is_told(run) -> None:
    result = run("sandbox", "--klanten", "5", "--today", "0001-01-01")
    assert (result.code, result.out) == (2, "")
    assert "1910" in result.err


def test_the_help_names_every_set_of_faults(run) -> None:
    told = run("sandbox", "--help").out
    assert all(name in told for name in NAMED)


@pytest.mark.skipif(not shutil.which("curl") or not shutil.which("jq"), reason="the examples are for curl and jq")
def test_the_examples_of_the_help_open_both_services(home) -> None:
    lines = EXAMPLES.split("s.json &\n")[1]
    with subprocess.Popen([*SANDBOX, "--klanten", "5"], stdout=subprocess.PIPE, text=True) as process:
        (home / "s.json").write_text(process.stdout.readline(), "utf-8")
        told = subprocess.run(
            ["sh", "-ec", lines.replace("curl ", "curl -s ")], cwd=home, capture_output=True, text=True, check=False
        )
        process.terminate()
    assert told.returncode == 0, told.stderr
    assert told.stdout.count('"access_token"') == 2
    assert '"set":"storm"' in told.stdout
