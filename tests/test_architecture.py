"""The rules of docs/architecture.md, each shown to break when it is broken."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("core", "screens", "tui")
LONGEST = 300

VIOLATIONS = {
    "tui > screens > core": ("core/domain/money.py", "import screens.keymap"),
    "the rooms of core": ("core/domain/money.py", "import core.store.database"),
    "core knows no screen": ("core/syncing/plan.py", "import textual"),
    "screens reach the world through core": ("screens/keymap.py", "import sqlite3"),
    "only core.http imports httpx": ("core/snelstart/odata.py", "import httpx"),
    "the sandbox stands alone": ("core/sandbox/__init__.py", "import core.domain.money"),
    "nothing in core leans on the sandbox": ("core/syncing/plan.py", "import core.sandbox"),
    "screens are independent": ("screens/review/screen.py", "import screens.plan.screen"),
}


def lint(folder: Path) -> str:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=100)
    return done.stdout + done.stderr


def test_every_contract_has_a_planted_violation() -> None:
    contracts = [
        line.split('"')[1] for line in (ROOT / "pyproject.toml").read_text().splitlines() if line.startswith("name = ")
    ]
    assert set(VIOLATIONS) == set(contracts) - {"koppelbord"}


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_a_planted_violation_breaks_its_contract(contract: str, tmp_path: Path) -> None:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    path, line = VIOLATIONS[contract]
    planted = tmp_path / path
    planted.write_text(f"{planted.read_text()}\n{line}\n")
    verdicts = {
        row.rsplit(" ", 1)[0]: row.rsplit(" ", 1)[1]
        for row in lint(tmp_path).splitlines()
        if row.endswith(("KEPT", "BROKEN"))
    }
    assert verdicts[contract] == "BROKEN"


def test_no_source_file_is_over_300_lines() -> None:
    lengths = {
        path: len(path.read_text().splitlines()) for package in PACKAGES for path in (ROOT / package).rglob("*.py")
    }
    assert {str(path): length for path, length in lengths.items() if length > LONGEST} == {}


def test_importing_the_command_line_loads_no_textual() -> None:
    code = "import sys, tui.cli; print([m for m in ('textual', 'httpx', 'keyring', 'starlette', 'sqlite_utils', 'psycopg', 'procrastinate', 'cryptography') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_home_of_files_loads_nothing_of_postgresql() -> None:
    code = (
        "import sys\nfrom core.service import bootstrap\nbootstrap(environment={'KOPPELBORD_HOME': '/nergens'})\n"
        "print([m for m in ('psycopg', 'cryptography', 'core.store.postgres') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_media_of_core_are_headless() -> None:
    code = "import sys, core.service; print([m for m in ('textual', 'rich') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_screen_can_be_gone_to_and_no_two_actions_of_one_want_the_same_key() -> None:
    from tui.routes import ROUTES

    assert {name: find().SCREEN for name, find in ROUTES.items()} == {name: name for name in ROUTES}
