"""`koppelbord match files`: the same matching on two lists, without any koppeling, key or network."""

from pathlib import Path
from typing import Any

import click

from core.domain.partij import Side
from core.text import mark, t
from tui.cli import options, output, table
from tui.cli.table import Column
from tui.cli.words import Command

_PAIRS = (
    Column("left", mark("Links")),
    Column("right", mark("Rechts")),
    Column("state", mark("Staat")),
    Column("score", mark("Score"), right=True),
    Column("reason", mark("Reden")),
)


@click.command(
    "files",
    cls=Command,
    help=t("Legt twee lijsten klanten naast elkaar (Excel of CSV) en zegt wie bij wie hoort, en waarom."),
    epilog="koppelbord match files timeon.csv snelstart.xlsx --json\nkoppelbord match files links.csv rechts.csv --no-fold",
)
@click.argument("left", type=click.Path(path_type=Path), metavar=t("LINKS"))
@click.argument("right", type=click.Path(path_type=Path), metavar=t("RECHTS"))
@click.option("--no-fold", is_flag=True, help=t("Neem alleen namen over die precies gelijk zijn, spelling inbegrepen."))
@options.as_json
def files(left: Path, right: Path, *, no_fold: bool, as_json: bool) -> None:
    """Rows that can't be read are told on stderr, the good ones are matched."""
    from core.matching import match_files
    from core.matching.tabular import read

    tables = [read(path, side) for path, side in ((left, Side.TIMEON), (right, Side.SNELSTART))]
    for one in tables:
        for problem in one.problems:
            output.words(output.clean(str(problem)))
    found = match_files(tables[0].klanten, tables[1].klanten, fold=not no_fold)
    if as_json:
        output.data(found)
        return
    _tell(found)


def _tell(found: dict[str, Any]) -> None:
    table.show(found["pairs"], _PAIRS, "text")
    for knot in found["knots"]:
        names = (", ".join(knot["left"]), ", ".join(knot["right"]))
        output.line(output.clean(t("Knoop: {left} tegen {right}. {reason}", left=names[0], right=names[1],
                                   reason=knot["reason"])))  # fmt: skip
    for one, near in found["candidates"].items():
        listed = ", ".join(f"{other} ({score})" for other, score in near)
        output.line(output.clean(t("Lijkt op: {left}: {near}.", left=one, near=listed)))
    output.words(
        t(
            "Paren: {pairs}. Knopen: {knots}. Alleen links: {left}. Alleen rechts: {right}.",
            pairs=len(found["pairs"]),
            knots=len(found["knots"]),
            left=len(found["left_only"]),
            right=len(found["right_only"]),
        )
    )
