"""Marked secrets enter wherever a secret can enter; then everything that outlives or surrounds the work is searched."""

import json
import logging
import os
import subprocess
import sys
import traceback
import zipfile
from pathlib import Path

import pytest

from core.domain.match import Mode
from core.errors import AppError
from core.sandbox import RunningSandbox, build_sandbox
from tests.conftest import FixedClock, World
from tests.environment import signed_in

ROOT = Path(__file__).resolve().parents[2]
MARK = "PLANTED7f3a9c51e2b84d60"


def secrets_of(facts: dict) -> dict[str, str]:
    """Every key of a sandbox, and what a koppelsleutel hides."""
    import base64

    keys = {f"koppelsleutel {n}": one["koppelsleutel"] for n, one in enumerate(facts["administraties"])}
    keys |= {"subscription key": facts["subscription_key"], "Time On key": facts["timeon_key"]}
    hidden = {}
    for name, key in keys.items():
        if name.startswith("koppelsleutel"):
            hidden[f"password in {name}"] = base64.b64decode(key).decode().partition(":")[2]
    return keys | {name: text for name, text in hidden.items() if text}


def leaks(secrets: dict[str, str], where: str, text: str) -> list[str]:
    return [
        f"{name} in {where}"
        for name, secret in secrets.items()
        if secret in text or (len(secret) > 48 and secret[8:40] in text)
    ]


def searched(secrets: dict[str, str], folder: Path) -> list[str]:
    """Every file, and every member of every zip, under its own name."""
    found = []
    for path in folder.rglob("*"):
        if not path.is_file():
            continue
        found += leaks(secrets, path.name, path.read_bytes().decode("latin-1"))
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as whole:
                for name in whole.namelist():
                    found += leaks(secrets, f"{path.name}/{name}", whole.read(name).decode("latin-1"))
    return found


async def test_home_journal_bundles_backups_and_log(
    world: World, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE, start=True)
        opened = await service.open()
        await opened.declaraties.create_month(2026, 10)
        await opened.declaraties.push_all()
        await opened.sync()
        for names in (True, False):
            await service.support.bundle(tmp_path / f"bundle-{names}.zip", names=names)
        await service.support.backup(tmp_path / "backup")
        shown = [str(entry.to_json()) for entry in (await service.support.timeline(opened)).entries()]
        shown += [str(entry.to_json()) for entry in (await service.support.home_timeline()).entries()]
        shown.append(json.dumps((await service.support.diagnose(opened)).to_json()))
        tokens = {f"token {n}": token for n, token in enumerate(service.http().secrets._forms)}
        everything = secrets_of(world.facts) | tokens
    assert len(tokens) >= 4
    assert any("aanroep" in line for line in shown)
    assert searched(everything, tmp_path) == []
    assert leaks(everything, "screen", "\n".join(shown)) == []
    assert leaks(everything, "log", caplog.text) == []


@pytest.mark.parametrize("name", ["SNELSTART_KOPPELSLEUTEL", "SNELSTART_SUBSCRIPTION_KEY", "TIMEON_KEY"])
async def test_a_refused_secret_is_in_no_error_no_traceback_and_no_journal(
    world: World, tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    planted = {"mark": f"{MARK}{MARK}"}
    async with world.service(**{name: planted["mark"]}) as service:
        with pytest.raises(AppError) as caught:
            await service.koppelen().walk(Mode.SAFE)
        await service.support.bundle(tmp_path / "bundle.zip", names=True)
        told = str([entry.to_json() for entry in (await service.support.home_timeline()).entries()])
    shown = "".join(traceback.format_exception(caught.value)) + str(caught.value.to_json()) + told + caplog.text
    assert leaks(planted, "what is shown", shown) == []
    assert searched(planted, tmp_path) == []


async def test_a_service_that_echoes_a_secret_does_not_get_it_kept(world: World, tmp_path: Path) -> None:
    """A name, a reason and an id can hold anything: what looks like a token is masked before it is written in a bundle."""
    from core.support.masking import Kind, Masker

    echoed = f"fout voor Bearer {MARK} en token={MARK} en eyJhbGciOiJIUzI1.eyJzdWIiOiIx.{MARK}"
    assert MARK not in Masker(None).text(Kind.TEXT, echoed)
    assert MARK not in json.dumps(Masker(None).walk({"reason": echoed, "deep": [{"x": echoed}]}))


@pytest.fixture
def running(clock: FixedClock):
    made = RunningSandbox(build_sandbox(klanten=5, today=clock.now.date())).start()
    yield made
    made.stop()


CRASHING = """
import subprocess, sys
from pathlib import Path
sys.argv = ["koppelbord", "koppelingen", "add", "--review", "safe", "--start", "--json"]
from core import shield
from core.service import opened
from tui.cli import main
whole = opened.Opened.refresh

async def crash(self, *topic):
    await whole(self, *topic)
    child = "import os; from pathlib import Path; print(dict(os.environ), Path('/proc/self/environ').read_bytes())"
    print(subprocess.check_output([sys.executable, "-c", child], text=True))
    print([path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline")])
    raise RuntimeError(f"onvoorzien: {list(shield.given_secrets())}")

opened.Opened.refresh = crash
sys.exit(main())
"""
"""The real command in a process of its own: it tells what a child and the process list see, then fails as nobody foresaw."""


def test_process_list_children_and_crash_report(running: RunningSandbox, tmp_path: Path) -> None:
    facts, planted = running.facts, f"{MARK}{MARK}"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("KOPPELBORD_")},
        **signed_in(facts, tmp_path / "home"),
        "KOPPELBORD_SNELSTART_KOPPELSLEUTEL": f"{facts['administraties'][0]['koppelsleutel']}\n{planted}",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", CRASHING], env=environment, capture_output=True, text=True, check=False, timeout=100
    )
    secrets = secrets_of(facts) | {"mark": planted}
    assert done.returncode == 1
    assert "KOPPELBORD_HOME" in done.stdout, done.stderr
    reports = list((tmp_path / "home" / "state").glob("crash-*.txt"))
    assert len(reports) == 1
    assert "onvoorzien: [" in reports[0].read_text()
    assert leaks(secrets, "output, children and process list", done.stdout + done.stderr) == []
    assert searched(secrets, tmp_path) == []
