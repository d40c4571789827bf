"""stdout is data, stderr is words, the exit code is the answer to the shell."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import AppError, ExitCode, KoppelsleutelError, UnreachableError, UsageError
from core.text import say
from tui.cli import program


def raising(monkeypatch: pytest.MonkeyPatch, problem: BaseException) -> None:
    """Make `config path` fail."""

    def path() -> None:
        raise problem

    monkeypatch.setattr("tui.cli.settings.find_paths", path)


@pytest.mark.parametrize("kind", [UsageError, KoppelsleutelError, UnreachableError, AppError])
def test_an_error_of_ours_is_words_on_stderr_and_its_exit_code(run, monkeypatch, kind) -> None:
    raising(monkeypatch, kind(say("Daarom.")))
    result = run("config", "path")
    assert (result.code, result.out) == (kind.exit_code, "")
    assert result.err.splitlines() == [kind().title, "Daarom.", kind().advice]


def test_with_json_an_error_is_one_object_on_stderr(run, monkeypatch) -> None:
    raising(monkeypatch, KoppelsleutelError(say("Daarom.")))
    result = run("config", "path", "--json")
    assert result.out == ""
    assert (result.error["error"], result.error["detail"], result.error["exit_code"]) == ("Koppelsleutel", "Daarom.", 4)


def test_ctrl_c_is_130_and_one_sentence(run, monkeypatch) -> None:
    raising(monkeypatch, KeyboardInterrupt())
    result = run("config", "path")
    assert (result.code, len(result.err.splitlines())) == (130, 1)


def test_a_failure_nobody_foresaw_leaves_a_private_report_without_secrets(run, monkeypatch, home: Path) -> None:
    monkeypatch.setenv("KOPPELBORD_TIMEON_KEY", "geheim-4711")
    raising(monkeypatch, RuntimeError("de sleutel geheim-4711 viel om"))
    result = run("config", "path")
    assert result.code == ExitCode.OURS
    (report,) = (home / "state").iterdir()
    assert str(report) in result.err
    assert len(result.err.splitlines()) == 1
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    text = report.read_text("utf-8")
    assert "RuntimeError" in text
    assert "geheim-4711" not in text + result.err


def test_where_no_report_can_be_written_that_is_told_too(run, monkeypatch, home: Path, tmp_path_factory) -> None:
    (home / "state").write_text("in de weg")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(home / "nergens"))
    raising(monkeypatch, RuntimeError())
    result = run("config", "path")
    assert result.code == ExitCode.OURS
    assert "niet te schrijven" in result.err


def test_a_reader_that_leaves_early_is_no_error(home: Path) -> None:
    script = "import sys; from tui.cli import main; sys.exit(main(['config', 'show', '--jsonl']))"
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-c", script], stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_control_characters_never_reach_the_terminal(run, monkeypatch) -> None:
    raising(monkeypatch, UsageError("rood \x1b[31m en terug\r"))
    assert "\x1b" not in run("config", "path").err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["koppeling"], "Bedoelde je koppelingen?"),
        (["koppelingen", "lst"], "Bedoelde je list?"),
        (["koppelingen", "list", "--jso"], "--jso"),
        (["koppelingen", "show", "een", "twee"], "een twee"),
        (["match", "explain"], "RIJ"),
        (["declaraties", "create", "--period", "oktober", "--all"], "JJJJ-MM"),
        (["registraties", "list", "--van", "gisteren"], "JJJJ-MM-DD"),
        (["koppelingen", "add", "--review", "alles"], "safe, timeon, ask"),
        (["demo", "--klanten", "0"], "1"),
    ],
)
def test_wrong_use_is_told_in_our_own_words(run, words, told) -> None:
    result = run(*words)
    assert (result.code, result.out) == (2, "")
    assert told in result.err
    assert "--help" in result.err


def test_a_group_alone_answers_its_help_and_exit_2(run) -> None:
    result = run("declaraties")
    assert (result.code, result.out) == (2, "")
    assert "push" in result.err


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_command_has_help_with_examples(run, monkeypatch, language) -> None:
    monkeypatch.setenv("KOPPELBORD_LANG", language)
    for words in every_command():
        result = run(*words, "--help")
        assert result.code == 0, words
        assert f"koppelbord {words[0]}" in result.out.split("\n", 1)[1], words


def every_command() -> list[list[str]]:
    import click

    found = []
    context = click.Context(program.program)
    for name in program.program.list_commands(context):
        command = program.program.get_command(context, name)
        found.append([name])
        if isinstance(command, click.Group):
            found += [[name, one] for one in command.list_commands(context)]
    return found


def test_without_a_terminal_the_program_says_what_to_do(run) -> None:
    result = run()
    assert (result.code, result.out) == (2, "")
    assert "terminal" in result.err


def test_an_error_is_json_even_when_it_is_wrong_use(run) -> None:
    assert json.loads(run("koppelingen", "list", "--json", "--jo").err)["exit_code"] == 2
