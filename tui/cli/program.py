"""The root of all commands; without a command it is the program on screen."""

import click

from core import __version__
from core.text import mark, t
from tui.cli.lazy import LazyGroup

_COMMANDS = {
    "koppelingen": ("tui.cli.koppelingen:koppelingen", mark("Koppelingen: lijst, toevoegen, nakijken, ontkoppelen")),
    "match": ("tui.cli.match:match", mark("De review: wie is wie, en waarom")),
    "sync": ("tui.cli.sync:sync", mark("Plannen en uitvoeren wat er geschreven wordt")),
    "klanten": ("tui.cli.klanten:klanten", mark("Klanten van beide kanten; een nieuwe maken")),
    "producten": ("tui.cli.producten:producten", mark("Producten, gelezen uit SnelStart")),
    "productgroepen": ("tui.cli.producten:productgroepen", mark("Productgroepen, gelezen uit SnelStart")),
    "artikelregels": ("tui.cli.artikelregels:artikelregels", mark("Op welk artikel en voor welke prijs iets komt")),
    "registraties": ("tui.cli.registraties:registraties", mark("Uren, kilometers en onkosten uit Time On")),
    "declaraties": ("tui.cli.declaraties:declaraties", mark("Declaraties: maken, bekijken, versturen, volgen")),
    "events": ("tui.cli.events:events", mark("Wat er gebeurde, en of dat verslag heel is")),
    "config": ("tui.cli.settings:config", mark("Instellingen en waar ze staan")),
    "worker": ("tui.cli.worker:worker", mark("Werken voor een kantoor: een van de processen die het samen doen")),
    "kantoor": ("tui.cli.kantoor:kantoor", mark("Het werk van een kantoor: hoe het staat, stoppen, verplaatsen")),
    "support": ("tui.cli.support:support", mark("Zien wat er gebeurde; een bundel maken of openen")),
    "backup": ("tui.cli.backup:backup", mark("Een back-up maken")),
    "restore": ("tui.cli.backup:restore", mark("Een back-up terugzetten")),
    "doctor": ("tui.cli.doctor:doctor", mark("Nakijken of alles klopt, met wat te doen als het niet zo is")),
    "webhook": ("tui.cli.webhook:webhook", mark("Koppelsleutels ontvangen die SnelStart post")),
    "completion": ("tui.cli.completion:completion", mark("Je shell laten aanvullen")),
    "schema": ("tui.cli.schema:schema", mark("De vorm van elk antwoord met --json, als JSON-schema")),
    "demo": ("tui.cli.demo:demo", mark("Alles op verzonnen gegevens, zonder netwerk")),
    "sandbox": ("tui.cli.sandbox:sandbox", mark("Een SnelStart en een Time On op deze machine")),
}


@click.group(
    cls=LazyGroup,
    lazily=_COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    help=t(
        "Koppelt een Time On-administratie aan een SnelStart-administratie. Zonder opdracht: het programma op scherm."
    ),
    epilog="koppelbord demo\nkoppelbord koppelingen add --review safe --start\nkoppelbord declaraties push --all --json",
)
@click.option("--version", is_flag=True, help=t("Toon de versie."))
@click.pass_context
def program(context: click.Context, *, version: bool) -> int | None:
    """Answer the version, open the program, or leave the work to a command."""
    if version:
        click.echo(f"koppelbord {__version__}")
        context.exit(0)
    if context.invoked_subcommand is None:
        from tui.cli.screen import open_program

        return open_program()
    return None
