"""`make bench`: every measurement, one after the other, each beside a floor or a peer of its own run.

    python -m tests.bench [--small]

Writes build/bench.json. It measures and asserts nothing about time; `--small` only shows that it still works.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
OUT = ROOT / "build" / "bench.json"

FULL = {
    "cli": ["--repeats", "11"],
    "invoicing": [],
    "kantoor": [],
    "matching": ["--sizes", "10000,20000,100000"],
    "review": ["--rows", "100000"],
    "sandbox": ["--klanten", "100000"],
    "support": ["--koppelingen", "5000", "--events", "100000"],
    "sync": ["1000", "10000", "100000", "1000000", "--peer-at", "100000", "--koppelingen", "1000"],
    "terminal": [],
}
SMALL = {
    "cli": ["--repeats", "2"],
    "invoicing": ["--declaraties", "20", "--registraties", "5"],
    "kantoor": ["--koppelingen", "2", "--workers", "1", "--day", "100"],
    "matching": ["--sizes", "500"],
    "review": ["--rows", "500", "--decisions", "3"],
    "sandbox": ["--klanten", "1000", "--repeats", "1"],
    "support": ["--koppelingen", "50", "--events", "2000"],
    "sync": ["200", "1000", "--koppelingen", "3"],
    "terminal": ["--rows", "1000", "--moves", "2"],
}


def main() -> int:
    """Run each; answers 1 when one of them failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", action="store_true")
    asked = parser.parse_args()
    results: dict[str, object] = {}
    failed = []
    for name, options in (SMALL if asked.small else FULL).items():
        sys.stdout.write(f"\n== {name}\n")
        sys.stdout.flush()
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "figures.json"
            command = [sys.executable, "-m", f"tests.bench.bench_{name}", *options, "--json", str(target)]
            if subprocess.run(command, cwd=ROOT, check=False).returncode:
                failed.append(name)
            elif target.exists():
                results[name] = json.loads(target.read_text("utf-8"))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(results, indent=1), "utf-8")
    sys.stdout.write(f"\n{OUT.relative_to(ROOT)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
