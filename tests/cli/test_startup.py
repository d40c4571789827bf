"""What a command costs before it does anything: proven by what is not loaded."""

import subprocess
import sys

import pytest

SLOW = ("textual", "rich", "httpx", "keyring", "sqlite_utils", "pydantic", "starlette", "uvicorn")


def loaded(code: str) -> set[str]:
    """The modules that a fresh interpreter has after `code`."""
    script = f"{code}\nimport sys\nprint(' '.join(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_importing_the_commands_loads_nothing_slow() -> None:
    assert not loaded("import tui.cli").intersection({*SLOW, "click", "asyncio", "core.service"})


def test_the_version_needs_no_click() -> None:
    assert "click" not in loaded("from tui.cli import main\nmain(['--version'])")


@pytest.mark.parametrize("words", [["--help"], ["koppelingen", "--help"], ["declaraties", "push", "--help"]])
def test_help_loads_no_service(words: list[str]) -> None:
    assert not loaded(f"from tui.cli import main\nmain({words!r})").intersection({*SLOW, "core.service"})


def test_a_list_from_the_cache_loads_neither_network_nor_matching(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("KOPPELBORD_HOME", str(tmp_path))
    found = loaded("from tui.cli import main\nmain(['koppelingen', 'list', '--json'])\n" * 2)
    assert not found.intersection(
        {*SLOW, "core.http", "core.matching", "core.snelstart", "core.invoicing"} - {"sqlite_utils"}
    )


def test_the_version_is_told(run) -> None:
    assert run("--version").out.startswith("koppelbord ")
    assert run("--version", "koppelingen").out.startswith("koppelbord ")
