"""Measures how soon a command answers, beside a Python that does nothing in the same run; asserts nothing.

    python -m tests.bench.bench_cli [--repeats 7] [--json FILE]

Prints the median of whole processes, on a home with one koppeling of 140 klanten, and the five imports that cost the most on the way to a list from the cache.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.coupled_home import MAIN, couple

COMMANDS = {
    "python -c pass": (None, None),
    "koppelbord --version": (["--version"], 100),
    "koppelingen list --json": (["koppelingen", "list", "--json"], 250),
    "klanten list --json": (["klanten", "list", "--json"], 250),
    "config show --json": (["config", "show", "--json"], 250),
}
MOST_IMPORTS = 5


def seconds(code: str, words: list[str], home: str) -> float:
    """One whole process, on the wall."""
    begun = time.perf_counter()
    environment = {"PATH": os.environ["PATH"], "KOPPELBORD_HOME": home}
    subprocess.run([sys.executable, "-c", code, *words], env=environment, capture_output=True, check=True)
    return time.perf_counter() - begun


def dearest_imports(home: str) -> list[tuple[str, float]]:
    """Milliseconds that modules cost by themselves, the dearest first."""
    environment = {"PATH": os.environ["PATH"], "KOPPELBORD_HOME": home}
    command = [sys.executable, "-X", "importtime", "-c", MAIN, "klanten", "list", "--json"]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stderr
    rows = [line.removeprefix("import time:").split("|") for line in told.splitlines() if line.count("|") == 2]
    costs = [(name.strip(), int(own) / 1000) for own, _all, name in rows if own.strip().isdigit()]
    return sorted(costs, key=lambda row: -row[1])[:MOST_IMPORTS]


def main() -> int:
    """Print each command's median, its ratio to the floor, and its budget."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    figures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as home:
        couple(home)
        for name, (words, budget) in COMMANDS.items():
            code = "pass" if words is None else MAIN
            median = statistics.median(seconds(code, words or [], home) for _ in range(asked.repeats))
            figures[name] = {"ms": round(median * 1000, 1)} | ({"budget_ms": budget} if budget else {})
        imports = dearest_imports(home)
    floor = figures["python -c pass"]["ms"]
    for name, figure in figures.items():
        budget = f"budget {figure['budget_ms']} ms" if "budget_ms" in figure else "the floor"
        sys.stdout.write(f"{name:30}{figure['ms']:9.1f} ms {figure['ms'] / floor:6.1f} x   {budget}\n")
    for module, cost in imports:
        sys.stdout.write(f"  import {module:40}{cost:8.1f} ms\n")
    if asked.json:
        asked.json.write_text(json.dumps({"commands": figures, "imports": dict(imports)}, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
