"""Make `.venv` at the root hold exactly what uv.lock names, starting from python3 alone.

uv does the work: the one on the machine, else one that is put in the environment by pip, else (a python3 without
ensurepip, as Debian ships it) the wheel of it, fetched and unpacked with the standard library.
"""

import io
import json
import os
import platform
import shutil
import subprocess
import sys
import urllib.parse
import urllib.request
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)
INDEX = "https://pypi.org/pypi/uv/json"


def main() -> int:
    """Build the environment; answer a process exit code."""
    if sys.version_info < OLDEST:
        print(f"koppelbord vraagt Python 3.11 of nieuwer; dit is {platform.python_version()}.", file=sys.stderr)
        return 2
    uv = shutil.which("uv") or _uv_by_pip() or _uv_by_wheel()
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(VENV), "UV_PYTHON": sys.executable}
    environment.pop("VIRTUAL_ENV", None)
    # An office's proxy signs with its own certificate, which the system knows and uv's own list does not.
    environment |= {"UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1"}
    command = [uv, "sync", "--frozen", "--inexact", "--all-extras", "--no-progress", "--quiet"]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _uv_by_pip() -> str | None:
    target = VENV / "bin" / "uv"
    if target.exists():
        return str(target)
    try:
        venv.create(VENV, with_pip=True, symlinks=True)
        subprocess.run([VENV / "bin" / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
    except (subprocess.CalledProcessError, OSError):
        return None
    return str(target) if target.exists() else None


def _uv_by_wheel() -> str:
    shutil.rmtree(VENV, ignore_errors=True)
    venv.create(VENV, with_pip=False, symlinks=True)
    with urllib.request.urlopen(INDEX, timeout=60) as answer:
        files = json.load(answer)["urls"]
    tag = f"manylinux_2_17_{platform.machine()}" if sys.platform == "linux" else f"macosx_11_0_{platform.machine()}"
    url = urllib.parse.urljoin(INDEX, next(file["url"] for file in files if tag in file["filename"]))
    with urllib.request.urlopen(url, timeout=300) as answer:
        wheel = zipfile.ZipFile(io.BytesIO(answer.read()))
    name = next(name for name in wheel.namelist() if name.endswith("/scripts/uv"))
    target = VENV / "bin" / "uv"
    target.write_bytes(wheel.read(name))
    target.chmod(0o755)
    return str(target)


if __name__ == "__main__":
    sys.exit(main())
