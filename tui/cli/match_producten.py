"""`koppelbord match producten`: those of SnelStart beside a list of Time On's, by code and omschrijving."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from core.text import mark, t
from tui.cli import options, output, table
from tui.cli.calls import with_koppeling
from tui.cli.table import Column
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.matching.producten import ProductRow
    from core.service.opened import Opened

_ROWS = (
    Column("state", mark("Staat")),
    Column("timeon", mark("Time On")),
    Column("snelstart", mark("SnelStart")),
    Column("reason", mark("Reden")),
)


@click.command(
    "producten",
    cls=Command,
    help=t(
        "Legt een lijst producten uit Time On (Excel of CSV: code, omschrijving) naast die van SnelStart. Zonder lijst: "
        "alleen SnelStart, want Time On geeft via zijn API geen producten. Passen op code en omschrijving is een aanname."
    ),
    epilog="koppelbord match producten\nkoppelbord match producten timeon-producten.xlsx --json",
)
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar=t("[BESTAND]"))
@options.koppeling
@options.as_list
def producten(file: Path | None, koppeling: str, form: str) -> None:
    """Decides nothing: producten change in SnelStart."""
    from core.service.producten import matched, read_list

    listed, problems = read_list(str(file)) if file else ((), ())
    for problem in problems:
        output.words(output.clean(str(problem)))

    async def work(opened: "Opened") -> "tuple[ProductRow, ...]":
        return await matched(opened, listed)

    rows = [_row(row) for row in with_koppeling(koppeling, work)]
    table.show([_flat(row) for row in rows] if form == "text" else rows, _ROWS, form)


def _row(row: "ProductRow") -> dict[str, Any]:
    return {
        "key": row.id,
        "state": row.state.value,
        "timeon": [{"id": str(one.row), "code": one.code, "omschrijving": one.omschrijving} for one in row.timeon],
        "snelstart": [{"id": one.id, "code": one.code, "omschrijving": one.omschrijving} for one in row.artikelen],
        "reason": str(row.reason),
    }


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    names = {
        side: " / ".join(f"{one['omschrijving']} ({one['code']})" for one in row[side])
        for side in ("timeon", "snelstart")
    }
    return {**row, **names}
