"""`--plain` leaves no table; the shell's script completes our own words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

MAIN = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())"]


def run(home: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {"PATH": os.environ["PATH"], "KOPPELBORD_HOME": str(home), **environment}
    return subprocess.run([*MAIN, *words], env=known, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("words", "asked"), [(["--plain"], {}), ([], {"KOPPELBORD_PLAIN": "1"})])
def test_for_who_listens_there_is_no_table(tmp_path: Path, words: list[str], asked: dict[str, str]) -> None:
    left, right = tmp_path / "l.csv", tmp_path / "r.csv"
    left.write_text("nummer;naam\n1;Jansen BV\n2;Smit BV\n")
    right.write_text("nummer;naam\n1;Jansen BV\n2;Smit BV\n")
    told = run(tmp_path, "match", "files", str(left), str(right), *words, **asked)
    assert told.returncode == 0
    assert "Links: 1" in told.stdout
    assert "  " not in told.stdout


@pytest.mark.parametrize(("shell", "word"), [("bash", "complete"), ("zsh", "compdef"), ("fish", "complete")])
def test_each_shell_gets_its_script(tmp_path: Path, shell: str, word: str) -> None:
    told = run(tmp_path, "completion", shell)
    assert told.returncode == 0
    assert word in told.stdout
    assert "_KOPPELBORD_COMPLETE" in told.stdout


def test_a_shell_that_asks_gets_our_commands(tmp_path: Path) -> None:
    told = run(tmp_path, _KOPPELBORD_COMPLETE="bash_complete", COMP_WORDS="koppelbord decl", COMP_CWORD="1")
    assert "declaraties" in told.stdout


def test_an_unknown_shell_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    told = run(tmp_path, "completion", "csh")
    assert told.returncode == 2
    assert "fish" in told.stderr
