"""`koppelbord support`: a bundle for whoever helps, opening one, and looking at what happened."""

import asyncio
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.clock import from_iso, iso, system_clock
from core.errors import ExitCode
from core.text import language_from, t
from tui.cli import options, output
from tui.cli.calls import with_service
from tui.cli.screen import has_terminal
from tui.cli.support_explain import explain
from tui.cli.support_look import board, diagnose, diff, record, timeline
from tui.cli.support_retry import before, retry
from tui.cli.words import Command, Group

if TYPE_CHECKING:
    from core.service import Service
    from core.support.bundle import Bundle
    from core.support.replay import Opened as Replay


@click.group(
    cls=Group,
    help=t(
        "Zien wat er gebeurde en wanneer, en dat aan iemand anders kunnen laten zien zonder een sleutel of een naam."
    ),
    epilog="koppelbord support diagnose\nkoppelbord support bundle --output bundel.zip\nkoppelbord support open bundel.zip",
)
def support() -> None:
    """Hold the commands."""


for _command in (board, diagnose, timeline, diff, record, before, retry, explain):
    support.add_command(_command)


@support.command(
    "bundle",
    cls=Command,
    help=t(
        "Schrijft één bestand met alles wat iemand die helpt moet zien. Er staat nooit een sleutel in; namen en nummers "
        "zijn vervangen door andere, steeds dezelfde. Dezelfde toestand geeft hetzelfde bestand."
    ),
    epilog="koppelbord support bundle\nkoppelbord support bundle --koppeling bakker --output bakker.zip --json",
)
@click.option(
    "--output", "file", type=click.Path(dir_okay=False, path_type=Path), help=t("Waarheen; anders in deze map.")
)
@click.option(
    "--names/--no-names",
    "names",
    default=None,
    help=t("Laat namen en nummers staan, of niet; gaat vóór de instelling."),
)
@options.koppeling
@options.as_json
def bundle(file: Path | None, koppeling: str, *, names: bool | None, as_json: bool) -> None:
    """Write it, say where it is and what to know about it."""
    target = file or Path(f"koppelbord-bundel-{system_clock():%Y%m%dT%H%M%S}.zip")

    async def work(service: "Service") -> "Bundle":
        only = (await service.open(koppeling)).koppeling.id if koppeling else ""
        return await service.support.bundle(target, names=names, koppeling=only)

    made = with_service(work)
    if as_json:
        output.data(made.to_json())
        return
    output.line(t("Bundel: {file}", file=made.path))
    output.line(t("sha256 {digest}", digest=made.sha256))
    output.line(
        t("Namen en nummers staan erin zoals ze zijn.")
        if made.names
        else t("Namen en nummers zijn vervangen door andere.")
    )


@support.command(
    "open",
    cls=Command,
    help=t(
        "Opent een bundel op de gewone schermen, alleen om te lezen. Zonder terminal, of met --into, komt er een map die "
        "elke opdracht kan lezen met KOPPELBORD_HOME."
    ),
    epilog="koppelbord support open bundel.zip\nkoppelbord support open bundel.zip --into bekijken --json",
)
@click.argument("file", metavar=t("BESTAND"), type=click.Path(path_type=Path))
@click.option(
    "--at", "said", metavar=t("MOMENT"), default="", help=t("Toon alles zoals het toen stond: 09:14, of 24-11 09:14.")
)
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), help=t("Een lege map, die blijft."))
@options.as_json
def open_(file: Path, into: Path | None, said: str, *, as_json: bool) -> int:
    """On screen where there is one."""
    from core.service.support import open_bundle

    if into is None and has_terminal() and not as_json:
        with tempfile.TemporaryDirectory(prefix="koppelbord-bundel-") as folder:
            return _show(asyncio.run(open_bundle(file, Path(folder) / "home")), said)
    found = asyncio.run(open_bundle(file, into)) if into else _kept(file)
    if said:
        found = replace(found, as_of=asyncio.run(_moved(_service(found), said)))
    if as_json:
        output.data(found.to_json())
    else:
        output.line(t("Geopend in {folder}, stand van {at}.", folder=found.home, at=found.as_of))
        output.line(f"KOPPELBORD_HOME={found.home} koppelbord support diagnose")
    return int(ExitCode.OK)


def _kept(file: Path) -> "Replay":
    """A folder of our own that stays, unless the file is no bundle."""
    from core.service.support import open_bundle

    folder = Path(tempfile.mkdtemp(prefix="koppelbord-bundel-"))
    try:
        return asyncio.run(open_bundle(file, folder / "home"))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _show(found: "Replay", said: str) -> int:
    """The program as the customer had it, with no key and nowhere to go, at the moment asked for or that of the bundle."""
    from tui.app import run

    service = _service(found)
    if said:
        asyncio.run(_moved(service, said))
    return run(service, read_only=True)


def _service(found: "Replay") -> "Service":
    """On the home of a bundle, its clock at the newest event in it."""
    from core.service import bootstrap
    from core.service.replaying import Moment

    clock = Moment(from_iso(found.as_of) if found.as_of else system_clock())
    environment = {"KOPPELBORD_HOME": str(found.home), "KOPPELBORD_LANG": language_from()}
    return bootstrap(environment=environment, clock=clock, memory_only=True)


async def _moved(service: "Service", said: str) -> str:
    """Show another moment; answers it as stored. Raises UsageError."""
    from core.support.moments import moment

    at = moment(said, service.clock())
    await service.support.move_to(at)
    service.let_go()
    return iso(at)
