"""What surrounds every command: the language, the exit code, and words on stderr for whatever went wrong.

stdout carries data alone, so a failure leaves it as it was. A reader that leaves early is no failure. The log is for
those who ask for it: it never falls through to the terminal.
"""

import logging
import os
import sys
from collections.abc import Sequence

import click

from core.errors import AppError, ExitCode
from core.text import language_from, set_language, t
from tui.cli import INTERRUPTED, output
from tui.cli.words import sentence_for


def run(words: Sequence[str]) -> int:
    """Parse, run, answer the exit code; raises nothing."""
    set_language(_language())
    output.prepare()
    logging.getLogger("core").addHandler(logging.NullHandler())
    as_json = "--json" in words or "--jsonl" in words
    try:
        code = _invoke(list(words))
        sys.stdout.flush()
    except click.UsageError as wrong:
        return _usage(wrong, as_json=as_json)
    except AppError as problem:
        output.failure(problem, as_json=as_json)
        return int(problem.exit_code)
    except BrokenPipeError:
        output.let_go()
        return int(ExitCode.OK)
    except (KeyboardInterrupt, click.Abort):
        output.words(t("Onderbroken. Wat al gedaan was blijft; vraag hetzelfde opnieuw om verder te gaan."))
        return INTERRUPTED
    except Exception as crash:  # noqa: BLE001 - the last net: a person gets a sentence, the file gets the rest
        from tui.cli.crash import report

        output.words(report(crash))
        return int(ExitCode.OURS)
    return code


def _language() -> str:
    """Of the environment, else of the settings file: the help speaks before any setting is read."""
    if "KOPPELBORD_LANG" in os.environ:
        return language_from()
    from core.config import find_paths
    from core.settings_file import language

    return language(find_paths().settings_file)


def _invoke(words: list[str]) -> int:
    from tui.cli.program import program

    if "_KOPPELBORD_COMPLETE" in os.environ:
        from tui.cli.completion import answer

        return answer(program)
    try:
        with program.make_context("koppelbord", words) as context:
            return int(program.invoke(context) or 0)
    except click.exceptions.Exit as done:
        return done.exit_code


def _usage(wrong: click.UsageError, *, as_json: bool) -> int:
    """Wrong use: which command it was, what was wrong, how to ask for help. A group alone answers its help."""
    if isinstance(wrong, click.exceptions.NoArgsIsHelpError) and wrong.ctx is not None:
        output.words(wrong.ctx.get_help())
    else:
        output.failure(sentence_for(wrong), as_json=as_json)
    return int(ExitCode.USAGE)
