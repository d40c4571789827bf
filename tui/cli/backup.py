"""`koppelbord backup` and `koppelbord restore`: every file whole and checked; what is replaced is kept beside it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.errors import ExitCode
from core.text import t, tn
from tui.cli import options, output, spoken
from tui.cli.calls import with_service
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.service import Service
    from core.support.backup import BackedUp, Restored

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(
    cls=Command,
    help=t("Maakt een back-up van alle koppelingen, of van één, in een lege map. Sleutels staan er niet in."),
    epilog="koppelbord backup /backup/2026-11-24\nkoppelbord backup bakker --koppeling bakker --json",
)
@click.argument("folder", metavar=t("MAP"), type=_FOLDER)
@options.koppeling
@options.as_json
def backup(folder: Path, koppeling: str, *, as_json: bool) -> None:
    """While everything goes on."""

    async def work(service: "Service") -> "list[BackedUp]":
        only = (await service.open(koppeling)).koppeling.id if koppeling else ""
        return await service.support.backup(folder, koppeling=only)

    made = with_service(work)
    if as_json:
        output.data({"folder": str(folder), "files": [one.to_json() for one in made]})
        return
    output.line(tn("{n} bestand, heel, in {folder}.", "{n} bestanden, heel, in {folder}.", len(made), folder=folder))


@click.command(
    cls=Command,
    help=t(
        "Zet een back-up terug. Wat er nu is blijft ernaast bewaard. Wat sindsdien verstuurd is wordt in SnelStart "
        "teruggevonden en niet nog eens verstuurd."
    ),
    epilog="koppelbord restore /backup/2026-11-24 --yes\nkoppelbord restore /backup/2026-11-24 --koppeling bakker --yes --json",
)
@click.argument("folder", metavar=t("MAP"), type=_FOLDER)
@click.option("--koppeling", "-k", metavar=t("ID"), default="", help=t("Alleen deze koppeling, met haar id."))
@click.option("--yes", is_flag=True, help=t("Vraag niets."))
@options.as_json
def restore(folder: Path, koppeling: str, *, yes: bool, as_json: bool) -> int:
    """After a yes."""
    if not yes and not output.confirm(t("De back-up in {folder} terugzetten?", folder=folder)):
        return int(ExitCode.PERSON)

    async def work(service: "Service") -> "list[Restored]":
        return await service.support.restore(folder, koppeling=koppeling)

    restored = with_service(work)
    if as_json:
        output.data({"restored": [one.to_json() for one in restored]})
        return int(ExitCode.OK)
    for one in restored:
        output.line(t("{name} teruggezet, stand van {at}.", name=one.name, at=one.until or spoken.nothing()))
        if one.kept:
            output.line(t("    wat er was staat in {file}", file=one.kept))
    return int(ExitCode.OK)
