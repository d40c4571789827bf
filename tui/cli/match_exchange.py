"""Decisions out to a file and in from one, and what can be mended at the source."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.errors import ExitCode
from core.text import mark, t, tn
from tui.cli import options, output, table
from tui.cli.calls import with_koppeling
from tui.cli.table import Column
from tui.cli.words import Command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.match import Decision
    from core.matching import Mend
    from core.service.opened import Opened

_MENDS = (
    Column("side", mark("Waar")),
    Column("who", mark("Wie")),
    Column("field", mark("Veld")),
    Column("old", mark("Nu")),
    Column("new", mark("Wordt")),
    Column("step", mark("Stap")),
    Column("why", mark("Waarom")),
)


@click.command(
    "export",
    cls=Command,
    help=t("Bewaart de besluiten van nu in een bestand: .csv, .json of .xlsx."),
    epilog="koppelbord match export besluiten.csv",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar=t("BESTAND"))
@options.koppeling
@options.as_json
def export(file: Path, koppeling: str, *, as_json: bool) -> None:
    """Every decision in force."""
    from core.coupling.exchange import HEADINGS, to_rows
    from core.support.export import save

    async def work(opened: "Opened") -> "tuple[list[Decision], dict[str, str]]":
        return await opened.reviewing.standing()

    rows = to_rows(*with_koppeling(koppeling, work))
    save(file, HEADINGS, rows)
    if as_json:
        output.data({"file": str(file), "decisions": len(rows)})
    else:
        output.line(tn("{n} besluit bewaard in {file}.", "{n} besluiten bewaard in {file}.", len(rows), file=file))


@click.command(
    "import",
    cls=Command,
    help=t(
        "Neemt besluiten over uit een bestand (.csv, .json of .xlsx), alles of niets; wat er al staat verandert niet."
    ),
    epilog="koppelbord match import besluiten.csv --dry-run",
)
@click.argument("file", type=click.Path(path_type=Path), metavar=t("BESTAND"))
@click.option("--dry-run", is_flag=True, help=t("Kijk het na en tel wat nieuw is; bewaar niets."))
@click.option(
    "--keep-good", is_flag=True, help=t("Neem de rijen over die kunnen, en noem de andere met hun rij en kolom.")
)
@options.koppeling
@options.as_json
def import_(file: Path, koppeling: str, *, dry_run: bool, keep_good: bool, as_json: bool) -> int:
    """A CSV, JSON or Excel file as `match export` makes it; rows that are left out are told on stderr."""
    from core.coupling.exchange import from_file

    refused: list[str] | None = [] if keep_good else None
    wanted = from_file(file, refused)

    async def work(opened: "Opened") -> int:
        count = await opened.reviewing.take_over(wanted, dry_run=dry_run, refused=refused)
        if not dry_run:
            await opened.refresh("review")
        return count

    unread = len(refused or ())
    count = with_koppeling(koppeling, work)
    left_out = refused or []
    for one in left_out:
        output.words(output.clean(one))
    if as_json:
        same = len(wanted) + unread - len(left_out) - count
        output.data({"new": count, "same": same, "refused": len(left_out), "dry_run": dry_run})
    else:
        every = len(wanted) + unread
        output.line(tn("{n} nieuw besluit van {all}.", "{n} nieuwe besluiten van {all}.", count, all=every))
    return int(ExitCode.PERSON if left_out else ExitCode.OK)


@click.command(
    "mends",
    cls=Command,
    help=t(
        "Wat je in Time On of SnelStart zelf kunt hernoemen of hernummeren, zodat er geen dubbele klanten ontstaan."
    ),
    epilog="koppelbord match mends --side snelstart --json",
)
@click.option(
    "--side", type=options.Choice("timeon", "snelstart"), default="snelstart", help=t("Waar je het wilt verhelpen.")
)
@options.koppeling
@options.as_list
def mends(side: str, koppeling: str, form: str) -> None:
    """One change for each double klant that now would arise."""
    from core.domain.partij import Side
    from core.matching import mends as mended

    async def work(opened: "Opened") -> "Sequence[Mend]":
        return mended((await opened.reviewing.review()).rows, Side(side))

    rows = [
        {"key": one.key, "side": one.side.label, "id": one.id, "who": one.who, "field": one.field, "old": one.old,
         "new": one.new, "step": str(one.step), "why": str(one.why)}
        for one in with_koppeling(koppeling, work)
    ]  # fmt: skip
    table.show(rows, _MENDS, form)
    if not rows:
        output.words(t("Niets te verhelpen: er ontstaan geen dubbele klanten."))
