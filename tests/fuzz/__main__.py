"""`make fuzz`: atheris on every target, guided by the lines it reaches; a finding is kept as a case of the tests.

    python -m tests.fuzz [--seconds 30] [TARGET …]

Answers 1 when something was found. It needs atheris, which `make fuzz` puts in an environment of its own; where that can't
be, the targets are fuzzed by hypothesis in `make test` all the same.
"""

import argparse
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASES = Path(__file__).parent / "cases"
CORPUS = ROOT / "build" / "fuzz"
LONGEST_INPUT = 8192
SLOWEST_SECONDS = 10
MEGABYTES = 2048


def main() -> int:
    """Each target in a process of its own: a fuzzer ends with its process."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("targets", nargs="*")
    asked = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        sys.stderr.write("atheris is not here: 'make fuzz' brings it, where there is a wheel for this Python.\n")
        return 2
    if asked.inside:
        return fuzz(asked.targets[0], asked.seconds)
    from tests.fuzz.targets import TARGETS

    found = [name for name in asked.targets or TARGETS if not _clean(name, asked.seconds)]
    sys.stdout.write(f"found: {', '.join(found) or 'nothing'}\n")
    return 1 if found else 0


def fuzz(name: str, seconds: int) -> int:
    """One target, until the time is over or something is found."""
    import atheris

    # Our own lines guide it; counting those of the libraries too takes minutes before it begins.
    with atheris.instrument_imports(include=["core"]):
        from tests.fuzz.targets import TARGETS, seeds
    corpus, findings = CORPUS / name, CORPUS / f"{name}-found"
    for folder in (corpus, findings):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(name)):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = [
        f"-max_total_time={seconds}", f"-max_len={LONGEST_INPUT}", f"-timeout={SLOWEST_SECONDS}",
        f"-rss_limit_mb={MEGABYTES}", f"-artifact_prefix={findings}/", "-print_final_stats=0", "-verbosity=0",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(corpus)], TARGETS[name])
    atheris.Fuzz()
    return 0


def _clean(name: str, seconds: int) -> bool:
    """Whether it ran to its end; what it found goes with the cases."""
    findings = CORPUS / f"{name}-found"
    shutil.rmtree(findings, ignore_errors=True)
    command = [sys.executable, "-m", "tests.fuzz", "--inside", "--seconds", str(seconds), name]
    ended = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    for finding in sorted(findings.glob("*")) if findings.is_dir() else []:
        kept = CASES / name / finding.name
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(finding, kept)
        sys.stdout.write(f"{name}: kept {kept.relative_to(ROOT)}\n")
    sys.stdout.write(f"{name}: {'ran to its end' if not ended.returncode else ended.stderr[-3000:]}\n")
    sys.stdout.flush()
    return ended.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
