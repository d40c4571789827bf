"""What is installed is what was locked, each with its reason; an audit that could not look says so."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCK = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))


def test_every_file_that_is_locked_has_its_hash() -> None:
    ours = PROJECT["name"]
    packages = [one for one in LOCK["package"] if one["name"] != ours]
    assert len(packages) > 30
    for one in packages:
        files = [*one.get("wheels", []), *([one["sdist"]] if "sdist" in one else [])]
        assert files, one["name"]
        assert all(file["hash"].startswith("sha256:") for file in files), one["name"]


def test_every_library_has_a_reason_and_no_other_is_named() -> None:
    extras = [line for lines in PROJECT.get("optional-dependencies", {}).values() for line in lines]
    wanted = {re.split(r"[\[<>=~ ]", line)[0] for line in [*PROJECT["dependencies"], *extras]}
    document = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    named = dict(re.findall(r"^\| ([a-z0-9-]+) \| ([^|]+) \|", document, re.MULTILINE))
    named.pop("library", None)
    assert set(named) == wanted
    assert all(reason.strip() for reason in named.values())


def audit(monkeypatch: pytest.MonkeyPatch, *answers: tuple[int, str, str]) -> int:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import audit as tool

    left = iter(answers)

    def run(command: list[str], **_: object) -> "subprocess.CompletedProcess[str]":
        if "export" in command:
            return subprocess.CompletedProcess(command, 0)
        code, out, err = next(left)
        return subprocess.CompletedProcess(command, code, out, err)

    monkeypatch.setattr(tool.subprocess, "run", run)
    try:
        return tool.main()
    finally:
        sys.modules.pop("audit")


def test_a_known_weakness_fails(monkeypatch, capsys) -> None:
    assert audit(monkeypatch, (1, "Found 1 known vulnerability in 1 package", "")) == 1
    assert "known vulnerability" in capsys.readouterr().out


def test_the_second_database_is_asked_where_the_first_is_away(monkeypatch) -> None:
    away = (1, "", "anyio: Dependency not found on PyPI and could not be audited")
    assert audit(monkeypatch, away, (0, "No known vulnerabilities found", "")) == 0
    assert audit(monkeypatch, away, (1, "Found 1 known vulnerability in 1 package", "")) == 1


def test_where_no_database_is_it_says_that_nothing_was_looked_at(monkeypatch, capsys) -> None:
    away = (1, "", "requests.exceptions.ConnectionError: no route")
    assert audit(monkeypatch, away, away) == 3
    assert "er is niets nagekeken" in capsys.readouterr().err
