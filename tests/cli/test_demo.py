"""`koppelbord demo`: the whole flow without a terminal, end to end."""

import json
import signal
import subprocess
import sys
from decimal import Decimal

import pytest

DEMO = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main(sys.argv[1:]))", "demo"]


def demo(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*DEMO, *words], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)


def test_the_script_ends_with_the_documented_object(home) -> None:
    done = demo("--script", "--json")
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    found = json.loads(line)
    assert set(found) == {"klanten", "declaraties", "orders", "second_run", "events"}
    assert set(found["klanten"]) == {"timeon", "snelstart", "paired", "created", "review"}
    assert found["declaraties"] == found["orders"]
    assert found["declaraties"]["count"] > 0
    assert Decimal(found["orders"]["total"]) > 0
    assert found["second_run"] == {"writes": 0}
    assert found["events"] > 0
    assert done.stderr.count("\n") > 10
    assert list(home.iterdir()) == []


def test_without_a_terminal_it_tells_the_same_steps_on_stdout(home) -> None:
    done = demo("--klanten", "5", "--seed", "7")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Tweede run: niets te doen." in done.stdout
    assert "Alles klopt." in done.stdout


def test_the_same_seed_tells_the_same_story(home) -> None:
    first, second = (demo("--script", "--json", "--klanten", "5", "--seed", "11") for _ in range(2))
    assert (first.stdout, first.stderr) == (second.stdout, second.stderr)


def test_nothing_of_the_demo_stays_behind(home, monkeypatch, tmp_path_factory) -> None:
    folder = tmp_path_factory.mktemp("tijdelijk")
    monkeypatch.setenv("TMPDIR", str(folder))
    assert demo("--script", "--json", "--klanten", "5").returncode == 0
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_stopped_half_way_it_leaves_nothing_behind(home, monkeypatch, tmp_path_factory, number, code) -> None:
    folder = tmp_path_factory.mktemp("tijdelijk")
    monkeypatch.setenv("TMPDIR", str(folder))
    # A run in the background of a shell ignores ctrl+c, and its children with it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        [*DEMO, "--script", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr.readline()
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (code, "")
    assert "Traceback" not in err
    assert list(folder.iterdir()) == []


def test_lost_answers_on_loopback_make_no_order_twice_and_lose_none(home) -> None:
    done = demo("--script", "--json", "--klanten", "5", "--faults", "afgebroken-antwoord")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["declaraties"] == found["orders"]
    assert found["second_run"] == {"writes": 0}


def test_when_the_totals_differ_the_exit_code_says_so(run, monkeypatch) -> None:
    monkeypatch.setattr("tui.cli.demo_world.World.orders", lambda _world: (0, Decimal(0)))
    result = run("demo", "--script", "--json", "--klanten", "5")
    assert result.code == 1
    assert result.data["orders"] == {"count": 0, "total": "0.00"}


@pytest.mark.parametrize("words", [["--seed", "-1"], ["--klanten", "veel"], ["--faults", "onbekend"]])
def test_a_world_that_can_not_be_made_is_exit_2(run, words) -> None:
    assert run("demo", "--script", *words).code == 2
