"""`koppelbord schema`: the shape of what a command answers with `--json`, as JSON Schema."""

import difflib

import click

from core.errors import NotFoundError
from core.text import say, t
from tui.cli import options, output
from tui.cli.words import Command


@click.command(
    cls=Command,
    help=t(
        "Het JSON-schema (2020-12) van wat een opdracht met --json antwoordt; met --jsonl is dat een regel per rij. Zonder "
        "opdracht: de namen. 'error' is wat er op stderr staat als het misgaat."
    ),
    epilog="koppelbord schema\nkoppelbord schema klanten list\nkoppelbord schema error",
)
@click.argument("command", nargs=-1, metavar=t("[OPDRACHT]…"))
@options.plain
def schema(command: tuple[str, ...]) -> None:
    """From the table of answers."""
    from tui.cli.answers import ANSWERS
    from tui.cli.answers.derive import schema_of

    if not command:
        for name in ANSWERS:
            output.line(name)
        return
    wanted = " ".join(command).removeprefix("koppelbord ")
    if wanted not in ANSWERS:
        near = _near(wanted, list(ANSWERS))
        raise NotFoundError(
            say("Geen opdracht {name} met een antwoord in JSON.", name=wanted),
            advice=say("Bedoelde je {near}?", near=near[0]) if near else say("'koppelbord schema' noemt ze."),
        )
    output.data(schema_of(ANSWERS[wanted], f"koppelbord {wanted}"))


def _near(wanted: str, names: list[str]) -> list[str]:
    """The command that was meant. Of a group alone that is its list, where it has one: what is asked for first."""
    groups = list(dict.fromkeys(name.partition(" ")[0] for name in names))
    group = difflib.get_close_matches(wanted, groups, n=1, cutoff=0.75)
    of_group = [name for name in names if group and name.partition(" ")[0] == group[0]]
    lists = [name for name in of_group if name.endswith(" list")]
    return (lists or of_group)[:1] or difflib.get_close_matches(wanted, names, n=1)
