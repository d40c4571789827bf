"""Click in our own language: its headings, its help option and its complaints, from our catalogue."""

from collections.abc import Sequence
from typing import Any

import click

from core.errors import UsageError
from core.text import Sentence, say, t
from tui.cli import looking


class Command(click.Command):
    """A command whose help opens with what it does and ends with examples."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; a word too many is told in our words."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise click.UsageError(t("Te veel woorden: {words}.", words=" ".join(rest)), ctx)
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line of usage."""
        usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, under our heading."""
        options(self, ctx, formatter)

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The arguments stand in the line of usage and are told of in the text."""

    def format_epilog(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples, a line each, never wrapped."""
        examples(self, formatter)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own, and the one that every command has."""
        return [looking.option(hidden=ctx.parent is not None), *super().get_params(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, in our words."""
        return in_our_words(super().get_help_option(ctx))


class Group(click.Group):
    """A group of commands; commands in it are of the class above."""

    command_class = Command

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line of usage."""
        usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options and then the commands, under our headings."""
        options(self, ctx, formatter)
        commands(formatter, self.summaries(ctx))

    def format_epilog(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples, a line each, never wrapped."""
        examples(self, formatter)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own, and the one that every command has."""
        return [looking.option(hidden=ctx.parent is not None), *super().get_params(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, in our words."""
        return in_our_words(super().get_help_option(ctx))

    def summaries(self, ctx: click.Context) -> list[tuple[str, str]]:
        """Every command with its line of help."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        return [(name, one.get_short_help_str(100)) for name, one in found if one is not None and not one.hidden]


def usage(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """`Gebruik: koppelbord …`."""
    pieces = " ".join(command.collect_usage_pieces(ctx))
    for theirs, ours in (("[OPTIONS]", t("[OPTIES]")), ("[COMMAND]", t("[OPDRACHT]")), ("COMMAND", t("OPDRACHT"))):
        pieces = pieces.replace(theirs, ours)
    pieces = pieces.replace("[ARGS]...", "…")
    formatter.write_usage(ctx.command_path, pieces, prefix=t("Gebruik: "))


def options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """The table of options."""
    params = [param for param in command.get_params(ctx) if isinstance(param, click.Option)]
    rows = [row for param in params if (row := param.get_help_record(ctx)) is not None]
    with formatter.section(t("Opties")):
        formatter.write_dl(rows)


def commands(formatter: click.HelpFormatter, rows: Sequence[tuple[str, str]]) -> None:
    """The table of commands."""
    if rows:
        with formatter.section(t("Opdrachten")):
            formatter.write_dl(rows)


def examples(command: click.Command, formatter: click.HelpFormatter) -> None:
    """The examples of a command, as typed."""
    if command.epilog:
        formatter.write_paragraph()
        formatter.write_heading(t("Voorbeelden"))
        for line in command.epilog.splitlines():
            formatter.write(f"  {line}\n")


def in_our_words(option: click.Option | None) -> click.Option | None:
    """The help option, translated."""
    if option is not None:
        option.help = t("Toon deze hulp.")
    return option


def sentence_for(wrong: click.UsageError) -> UsageError:
    """What click complains of, as our own error with our own words."""
    path = wrong.ctx.command_path if wrong.ctx is not None else "koppelbord"
    return UsageError(_detail(wrong), advice=say("Kijk met '{path} --help' hoe het wel kan.", path=path))


def _detail(wrong: click.UsageError) -> Sentence | str:
    exceptions = click.exceptions
    name = _name(getattr(wrong, "param", None))
    if isinstance(wrong, exceptions.NoSuchOption):
        return _unknown(say("Onbekende optie {name}.", name=wrong.option_name), wrong.possibilities)
    if isinstance(wrong, exceptions.NoSuchCommand):
        return _unknown(say("Onbekende opdracht {name}.", name=wrong.command_name), _near(wrong))
    if isinstance(wrong, exceptions.MissingParameter):
        return say("{name} ontbreekt.", name=name)
    if isinstance(wrong, exceptions.BadParameter):
        return say("{name}: {problem}", name=name, problem=wrong.message)
    if isinstance(wrong, exceptions.BadOptionUsage):
        return say("Optie {name} is zo niet te gebruiken: {problem}", name=wrong.option_name, problem=wrong.message)
    return wrong.message


def _unknown(sentence: Sentence, near: Sequence[str] | None) -> Sentence:
    if not near:
        return sentence
    return say("{sentence} Bedoelde je {near}?", sentence=sentence, near=near[0])


def _near(wrong: click.exceptions.NoSuchCommand) -> Sequence[str]:
    """The commands that look like it: a group that imports late does not tell click which it has."""
    if wrong.ctx is None or not isinstance(wrong.ctx.command, click.Group):
        return ()
    import difflib

    return difflib.get_close_matches(wrong.command_name, wrong.ctx.command.list_commands(wrong.ctx), n=1)


def _name(param: Any) -> str:
    if isinstance(param, click.Option):
        return str(param.opts[-1])
    return str(param.human_readable_name) if isinstance(param, click.Parameter) else t("een waarde")
