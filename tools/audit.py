"""`make audit`: what uv.lock names, held against the database of known weaknesses by pip-audit --strict.

Answers 1 for a known weakness, and 3 where the database can't be reached: nothing was looked at then, which is no pass.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_REACHED = 3
UV = str(Path(sys.executable).with_name("uv"))
ASIDE = [UV, "run", "--quiet", "--isolated", "--no-project", "--python", sys.executable]
SERVICES = ("pypi", "osv")
AWAY = ("not found on PyPI", "ConnectionError", "ServiceError", "Max retries", "HTTPError", "timed out")
"""What pip-audit says where a database is not there. Everything in uv.lock came from PyPI: not found is a mirror without one."""


def main() -> int:
    """Everything with its hash, development too; nothing is installed for it but pip-audit, aside."""
    environment = {**os.environ, "UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1"}
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "requirements.txt"
        export = [
            UV,
            "export",
            "--quiet",
            "--frozen",
            "--all-extras",
            "--no-emit-project",
            "--output-file",
            str(listed),
        ]
        subprocess.run(export, cwd=ROOT, env=environment, check=True)
        for service in SERVICES:
            done = _ask(service, listed, environment)
            if not done.returncode or not any(word in done.stderr for word in AWAY):
                print(f"{done.stdout}{done.stderr}".strip())
                return done.returncode
    print("De database van bekende zwakheden is hier niet te bereiken; er is niets nagekeken.", file=sys.stderr)
    print(f"  {done.stderr.strip().splitlines()[-1][:300]}", file=sys.stderr)
    return NOT_REACHED


def _ask(service: str, listed: Path, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    audit = ["pip-audit", "--strict", "--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    command = [*ASIDE, "--with", "pip-audit", *audit, "--vulnerability-service", service, "--requirement", str(listed)]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)


if __name__ == "__main__":
    sys.exit(main())
