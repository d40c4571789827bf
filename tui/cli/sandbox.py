"""`koppelbord sandbox`: a SnelStart and a Time On on loopback, for the demo and for other people's clients."""

import asyncio
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.clock import system_clock
from core.errors import UsageError
from core.text import say, t
from tui.cli import options, output
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.sandbox import Sandbox


EXAMPLES = """\
koppelbord sandbox
koppelbord sandbox --snelstart 8801 --timeon 8802 --seed 7 --state wereld.db
koppelbord sandbox --faults rustig|storm|afgebroken-antwoord|dubbel|trage-lijst|sleutel-ingetrokken
koppelbord sandbox > s.json &
curl $(jq -r .snelstart_auth_url s.json) -d grant_type=clientkey \\
  --data-urlencode clientkey=$(jq -r '.administraties[0].koppelsleutel' s.json)
curl -X POST -H 'Content-Length: 0' \\
  "$(jq -r .timeon_url s.json)/token?grant_type=apitoken&token=$(jq -r .timeon_key s.json)"
curl $(jq -r .control_url s.json)/faults -d '{"set": "storm"}'"""
"""Enough to begin with: a world, its faults, and a first token of either service."""


@click.command(
    cls=Command,
    help=t(
        "Serveert SnelStart en Time On over HTTP op deze machine. De eerste regel op stdout is één JSON-object met de "
        "adressen en de sleutels; daarna draait het tot SIGTERM of SIGINT."
    ),
    epilog=EXAMPLES,
)
@click.option("--snelstart", type=options.Whole(0, 65535), default=0, help=t("Poort van SnelStart; 0 kiest een vrije."))
@click.option("--timeon", type=options.Whole(0, 65535), default=0, help=t("Poort van Time On; 0 kiest een vrije."))
@click.option("--klanten", type=options.Whole(1, 1_000_000), default=140, help=t("Hoeveel klanten de wereld heeft."))
@click.option(
    "--seed", type=options.Whole(0, 2**31), default=1, help=t("Welke wereld: dezelfde seed, dezelfde wereld.")
)
@click.option(
    "--faults", metavar=t("BESTAND"), default="", help=t("Storingen: een bestand met regels, of de naam van een set.")
)
@click.option(
    "--pairs",
    type=options.Whole(1, 10_000),
    default=1,
    help=t("Hoeveel Time On-administraties er zijn, elk met een administratie in SnelStart die erbij past."),
)
@click.option("--state", metavar=t("BESTAND"), default="", help=t("Bewaar wat er gebeurt in dit bestand."))
@click.option("--today", type=options.Day(), help=t("De dag waarop de wereld eindigt (JJJJ-MM-DD)."))
def sandbox(
    *, snelstart: int, timeon: int, klanten: int, seed: int, faults: str, pairs: int, state: str, today: date | None
) -> None:
    """Serve until told to stop."""
    from core.sandbox import StateFileError, build_sandbox, serve

    day = today or system_clock().date()
    try:
        world = build_sandbox(seed=seed, klanten=klanten, today=day, state=Path(state) if state else None, pairs=pairs)
    except StateFileError as problem:
        raise UsageError(str(problem), advice=say("Kies een ander bestand met --state.")) from None
    except ValueError as problem:
        raise UsageError(str(problem)) from None
    strike(world, faults)
    try:
        asyncio.run(serve(world, snelstart_port=snelstart, timeon_port=timeon, announce=output.data))
    except OSError as problem:
        _refuse_port(problem)
    finally:
        world.close()


def strike(world: "Sandbox", faults: str) -> None:
    """Let faults strike: those of a file, or a named set. Raises UsageError for one that is neither."""
    if not faults:
        return
    from core.sandbox import RuleError
    from core.sandbox.faults import NAMED

    path = Path(faults)
    if faults not in NAMED and not path.is_file():
        raise UsageError(
            say("{name} is geen bestand en geen set van storingen.", name=faults),
            advice=say("De sets heten {names}.", names=", ".join(NAMED)),
        )
    try:
        world.use_faults(faults if faults in NAMED else path.read_text("utf-8"))
    except (RuleError, OSError, UnicodeDecodeError) as problem:
        raise UsageError(say("Storingen {name}: {problem}", name=faults, problem=problem)) from None


def _refuse_port(problem: OSError) -> None:
    """A port that is taken is wrong use; a reader that left is not ours to explain."""
    if isinstance(problem, BrokenPipeError):
        raise problem
    raise UsageError(
        say("De poort is niet te gebruiken: {problem}.", problem=problem.strerror or problem),
        advice=say("Kies een andere poort, of 0 voor een vrije."),
    ) from problem
