"""One minute of `make soak`, with as many koppelingen as a minute can hold."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.long
@pytest.mark.timeout(400)
def test_a_minute_of_load_and_faults_leaves_everything_there_once() -> None:
    command = [sys.executable, "-m", "tests.soak", "--minutes", "0.75", "--koppelingen", "4", "--klanten", "2"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "killed" in done.stdout
    assert "spells: " in done.stdout
