"""A group whose commands are imported when they are asked for: help and start-up pay for no other command."""

from collections.abc import Mapping
from importlib import import_module

import click

from core.text import t
from tui.cli.words import Group


class LazyGroup(Group):
    """`lazily` maps a command to `module:attribute` and its line of help (a msgid)."""

    def __init__(self, *args: object, lazily: Mapping[str, tuple[str, str]], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self._lazily = lazily

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """In the order in which work is done."""
        return list(self._lazily)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in self._lazily:
            return None
        module, _, attribute = self._lazily[cmd_name][0].partition(":")
        found = getattr(import_module(module), attribute)
        assert isinstance(found, click.Command), cmd_name  # noqa: S101 - the table is ours
        return found

    def summaries(self, _ctx: click.Context) -> list[tuple[str, str]]:
        """Every command with its line of help, without importing one."""
        return [(name, t(line)) for name, (_, line) in self._lazily.items()]
