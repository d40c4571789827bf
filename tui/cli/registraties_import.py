"""`koppelbord registraties import`: hours, kilometers and expenses out of a file, shown before they are stored."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.errors import ExitCode, UsageError
from core.text import say, t, tn
from tui.cli import options, output
from tui.cli.calls import with_koppeling
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.invoicing.importing.results import Change, ImportResult
    from core.service.opened import Opened

_SHOWN = 20


@click.command(
    "import",
    cls=Command,
    help=t(
        "Leest registraties uit een Excel- of CSV-bestand: van Time On, Toggl, Clockify, Kimai, Harvest, of een eigen "
        "indeling. Nog eens hetzelfde bestand voegt niets toe. Wat niet te lezen is of op een mens wacht wordt genoemd "
        "met rij en kolom, met exitcode 3; de goede rijen worden bewaard."
    ),
    epilog=(
        "koppelbord registraties import uren.csv --dry-run\n"
        "koppelbord registraties import uren.xlsx --column datum=Dag --column klant=Firma --column uren=Tijd\n"
        'koppelbord registraties import toggl.csv --klant "Bakker Jansen=10012" --json'
    ),
)
@click.argument("file", metavar=t("BESTAND"), type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=t("Toon wat er zou gebeuren; bewaar niets."))
@click.option("--column", "columns", multiple=True, metavar=t("VELD=KOP"),
              help=t("Welke kolom welk veld is; wordt onthouden voor bestanden met dezelfde koppen."))  # fmt: skip
@click.option("--klant", "klanten", multiple=True, metavar=t("NAAM=ID"),
              help=t("Welke klant van Time On (id of nummer) een naam in het bestand is; wordt onthouden."))  # fmt: skip
@click.option(
    "--dates",
    type=options.Choice("dmy", "mdy"),
    default=None,
    help=t("Dag of maand eerst, als het bestand het niet zegt."),
)
@click.option("--changed", type=options.Choice("ask", "replace", "add"), default="ask",
              help=t("Rijen die lijken op eerdere: laten staan, vervangen, of als andere toevoegen."))  # fmt: skip
@click.option("--rows", is_flag=True, help=t("Met --dry-run en --json: ook wat er met elke rij gebeurt."))
@options.koppeling
@options.as_json
def import_(
    file: Path,
    columns: tuple[str, ...],
    klanten: tuple[str, ...],
    dates: str | None,
    changed: str,
    koppeling: str,
    *,
    dry_run: bool,
    rows: bool,
    as_json: bool,
) -> int:
    """One file."""
    from core.timeon.imports.dates import Order

    async def work(opened: "Opened") -> "ImportResult":
        found = await opened.importing.run(
            file,
            columns=_pairs(columns),
            klanten=_pairs(klanten),
            dates=Order(dates) if dates else None,
            changed=changed,  # type: ignore[arg-type]
            dry_run=dry_run,
            rows=rows,
        )
        if not dry_run:
            await opened.refresh("declaraties")
        return found

    result = with_koppeling(koppeling, work)
    if as_json:
        output.data(result.to_json())
    else:
        _tell(result)
    return int(ExitCode.PERSON if result.needs_person else ExitCode.OK)


def _pairs(words: Iterable[str]) -> dict[str, str]:
    """`left=right`; what is left of the last sign is the name, so that a name may hold one. Raises UsageError."""
    found = {}
    for word in words:
        left, sign, right = word.partition("=") if word.count("=") == 1 else word.rpartition("=")
        if not sign or not left.strip() or not right.strip():
            raise UsageError(say("'{word}' is geen paar; schrijf links=rechts.", word=word))
        found[left.strip()] = right.strip()
    return found


def _tell(result: "ImportResult") -> None:
    for note in result.notes:
        output.words(output.clean(str(note)))
    for change in result.changes:
        output.line(_change_line(change))
    for one in result.unmatched:
        output.line(
            tn("Klant {klant}: {reden}; {n} rij wacht.", "Klant {klant}: {reden}; {n} rijen wachten.", one.rows,
               klant=output.clean(" ".join(filter(None, (one.klant, one.klantnummer))) or "–"), reden=one.reason)
        )  # fmt: skip
    for problem in result.problems[:_SHOWN]:
        output.line(output.clean(str(problem)))
    if result.wrong > _SHOWN:
        output.line(t("En nog {n} meldingen; --json noemt ze alle.", n=result.wrong - _SHOWN))
    counts = t("{bestand} ({indeling}): {rijen} rijen, {nieuw} nieuw, {gelijk} gelijk, {anders} gewijzigd, {fout} meldingen.",
               bestand=output.clean(result.file), indeling=result.format, rijen=result.rows, nieuw=result.new,
               gelijk=result.same, anders=len(result.changes), fout=result.wrong)  # fmt: skip
    output.line(counts)
    if result.billed or result.unbillable:
        output.line(t("Van de nieuwe: {n} al gefactureerd of geëxporteerd, {m} niet facturabel.", n=result.billed,
                      m=result.unbillable))  # fmt: skip
    if result.settled:
        output.line(t("{n} eerdere registraties vonden hun klant.", n=result.settled))
    if result.dry_run:
        output.line(t("Er is niets bewaard."))


def _change_line(change: "Change") -> str:
    parts = ", ".join(f"{t(d.label)} {d.old or '–'} → {d.new or '–'}" for d in change.differences)
    left = "" if change.applied else t(" Niet overgenomen: --changed replace of add beslist.")
    sentence = t("Rij {rij} gewijzigd ({wat}): {delen}.", rij=change.row, wat=change.what, delen=parts)
    return output.clean(f"{sentence}{left}")
