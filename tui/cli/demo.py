"""`koppelbord demo`: everything on made-up data, on screen or as a script."""

import asyncio

import click

from core.errors import ExitCode
from core.text import language_from, t
from tui.cli import options, output
from tui.cli.screen import has_terminal
from tui.cli.words import Command


@click.command(
    cls=Command,
    help=t(
        "Opent het programma op verzonnen gegevens, zonder netwerk. Met --script, of zonder terminal, doorloopt het "
        "dezelfde stappen en vertelt ze."
    ),
    epilog="koppelbord demo\nkoppelbord demo --script\nkoppelbord demo --script --json --seed 7",
)
@click.option("--script", is_flag=True, help=t("Zonder schermen: doorloop alle stappen en vertel ze."))
@click.option("--klanten", type=options.Whole(1, 100_000), default=140, help=t("Hoeveel klanten de wereld heeft."))
@click.option(
    "--seed", type=options.Whole(0, 2**31), default=1, help=t("Welke wereld: dezelfde seed, dezelfde wereld.")
)
@click.option(
    "--faults", metavar=t("NAAM"), default="", help=t("Met storingen: de naam van een set, of een bestand met regels.")
)
@options.as_json
def demo(*, script: bool, klanten: int, seed: int, faults: str, as_json: bool) -> int:
    """Open the program, or walk."""
    from tui.cli.demo_world import demo_world

    with demo_world(seed, klanten, language_from(), faults) as world:
        if not (script or as_json) and has_terminal():
            from tui.app import run

            return run(
                world.service,
                welcome=t("Verzonnen gegevens, geen netwerk: probeer alles. {algemeen.tour} is een rondleiding."),
            )
        from tui.cli.demo_walk import walk

        outcome = asyncio.run(walk(world, output.words if as_json else output.line))
    if as_json:
        output.data(outcome.to_json())
    return int(ExitCode.OK if outcome.ok else ExitCode.OURS)
