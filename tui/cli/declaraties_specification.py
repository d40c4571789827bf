"""The specification of a declaratie as a PDF, and the second person's agreement."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.errors import UsageError
from core.text import say, t
from tui.cli import options, output, shapes
from tui.cli.calls import with_declaraties, with_koppeling
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.invoicing.specification.document import Document
    from core.service.opened import Opened


@click.command(
    "specification",
    cls=Command,
    help=t(
        "Bewaart de specificatie als PDF: de regels, de registraties erachter en de totalen. Hij gaat vanzelf naar de "
        "boeking zodra de order gefactureerd is; aan een order zelf kan SnelStart niets hangen."
    ),
    epilog="koppelbord declaraties specification 2026-0017\nkoppelbord declaraties specification 17 --output spec.pdf --json",
)
@click.argument("declaratie", metavar=t("ID|NUMMER"))
@click.option("--output", "target", type=click.Path(path_type=Path), default=None, help=t("Waar de PDF komt."))
@options.koppeling
@options.as_json
def specification(declaratie: str, target: Path | None, koppeling: str, *, as_json: bool) -> None:
    """Writes one file."""

    async def work(opened: "Opened") -> "Document":
        return await opened.declaraties.specification(declaratie)

    made = with_koppeling(koppeling, work)
    path = target or Path(made.name)
    try:
        path.write_bytes(made.data)
    except OSError as problem:
        raise UsageError(say("{file}: {problem}.", file=path, problem=problem.strerror)) from problem
    if as_json:
        output.data({"file": str(path), "bytes": len(made.data), "sha256": made.sha256})
    else:
        output.line(t("Bewaard: {file}.", file=output.clean(str(path))))


@click.command(
    "approve",
    cls=Command,
    help=t(
        "Geeft akkoord als tweede persoon: boven de instelling approval_above gaat een declaratie pas daarna naar "
        "SnelStart. Akkoord geeft de gebruiker van deze machine; wie haar maakte of wijzigde kan het niet, en wie akkoord "
        "gaf verstuurt haar niet. Een wijziging neemt het akkoord terug."
    ),
    epilog="koppelbord declaraties approve 2026-0017\nkoppelbord declaraties approve 17 --json",
)
@click.argument("declaratie", metavar=t("ID|NUMMER"))
@options.koppeling
@options.as_json
def approve(declaratie: str, koppeling: str, *, as_json: bool) -> None:
    """Four eyes."""
    made = with_declaraties(koppeling, lambda face: face.approve(declaratie))
    if as_json:
        output.data(shapes.declaratie(made))
    else:
        output.line(t("Akkoord van {door}.", door=output.clean(made.approved_by)))
