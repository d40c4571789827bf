"""Whether an answer is what `koppelbord schema` promises of it."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from jsonschema_rs import Draft202012Validator

from tui.cli.answers import ANSWERS
from tui.cli.answers.derive import schema_of


@cache
def validator(command: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(ANSWERS[command], command))


def command_of(words: Sequence[str]) -> str:
    """The command of a command line; empty for one that answers nothing."""
    return next((name for name in (" ".join(words[:2]), words[0] if words else "") if name in ANSWERS), "")


def breaches(words: Sequence[str], out: str, err: str) -> list[str]:
    """Where a command that was asked for JSON answers something else than its schema says."""
    if not {"--json", "--jsonl"}.intersection(words):
        return []
    command, found = command_of(words), []
    values: list[Any] = [json.loads(line) for line in out.splitlines()]
    if "--jsonl" in words and command != "sync watch":
        values = [values]
    for value in values if command else ():
        found += [
            f"{command}: {one.message} at {list(one.instance_path)}" for one in validator(command).iter_errors(value)
        ]
    for line in err.splitlines():
        if line.startswith('{"error"'):
            found += [f"error: {one.message}" for one in validator("error").iter_errors(json.loads(line))]
    return found
