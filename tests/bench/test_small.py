"""The bench keeps working; how quick anything is stays out of the tests."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.long
@pytest.mark.timeout(600)
def test_every_bench_runs_small_and_writes_its_figures() -> None:
    subprocess.run([sys.executable, "-m", "tests.bench", "--small"], cwd=ROOT, check=True)
    figures = json.loads((ROOT / "build" / "bench.json").read_text("utf-8"))
    assert {"cli", "invoicing", "kantoor", "matching", "review", "sandbox", "support", "sync", "terminal"} <= set(
        figures
    )
