"""What ships: the sdist makes the wheel, the wheel works in an environment that never saw the sources."""

import importlib.metadata
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
UV = [str(Path(sys.executable).with_name("uv"))]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


def test_the_wheel_holds_the_three_packages_and_nothing_else(wheel: Path) -> None:
    roots = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {root for root in roots if not root.endswith(".dist-info")} == {"core", "screens", "tui"}


@pytest.mark.timeout(400)
def test_the_wheel_runs_in_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "clean"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    install = [
        *UV,
        "pip",
        "install",
        "--offline",
        "--no-deps",
        "--python",
        str(environment / "bin" / "python"),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    site = next((environment / "lib").glob("python*")) / "site-packages"
    (site / "locked.pth").write_text(f"{_runtime_dependencies(tmp_path)}\n")
    run = [str(environment / "bin" / "koppelbord")]
    home = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "KOPPELBORD_HOME": str(tmp_path / "home")}
    version = subprocess.run([*run, "--version"], env=home, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert version.stdout.startswith("koppelbord")
    demo = subprocess.run(
        [*run, "demo", "--script", "--json"], env=home, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert json.loads(demo.stdout.splitlines()[-1])["second_run"] == {"writes": 0}


def _runtime_dependencies(folder: Path) -> Path:
    """What uv.lock names for users, linked from this environment: no network, and nothing of development in reach."""
    export = [*UV, "export", "--frozen", "--offline", "--no-dev", "--no-emit-project", "--no-hashes"]
    lines = subprocess.run(export, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    shadow = folder / "dependencies"
    shadow.mkdir()
    for line in lines:
        if "==" not in line:
            continue
        name, _, marker = line.partition(";")
        try:
            distribution = importlib.metadata.distribution(name.split("==")[0].strip())
        except importlib.metadata.PackageNotFoundError:
            assert marker, f"{name} is locked and not installed"
            continue
        for entry in {file.parts[0] for file in distribution.files or () if file.parts[0] not in ("..", "__pycache__")}:
            link = shadow / entry
            if not link.exists():
                link.symlink_to(Path(str(distribution.locate_file(entry))))
    return shadow
