"""`koppelbord completion`: the script that lets a shell complete our commands, options and choices."""

import os

import click
from click.shell_completion import get_completion_class, shell_complete

from core.text import t
from tui.cli import options, output
from tui.cli.words import Command

ASKED = "_KOPPELBORD_COMPLETE"
"""What the script sets when the shell wants words."""
_SHELLS = ("bash", "zsh", "fish")


def answer(program: click.Command) -> int:
    """What a shell asks for while someone types."""
    return shell_complete(program, {}, "koppelbord", ASKED, os.environ[ASKED])


@click.command(
    "completion",
    cls=Command,
    help=t("Toont het script waarmee je shell opdrachten en keuzes aanvult."),
    epilog='eval "$(koppelbord completion bash)"\nkoppelbord completion fish > ~/.config/fish/completions/koppelbord.fish',
)
@click.argument("shell", type=options.Choice(*_SHELLS), metavar="bash|zsh|fish")
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """The source of the script, on stdout."""
    kind = get_completion_class(shell)
    assert kind is not None, shell  # noqa: S101 - click ships the three of them
    output.line(kind(context.find_root().command, {}, "koppelbord", ASKED).source())
