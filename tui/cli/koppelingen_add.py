"""Koppelen by command: the same steps as on screen, from the keys of the environment or the chain."""

from typing import TYPE_CHECKING

import click

from core.errors import ExitCode
from core.text import t
from tui.cli import options, output
from tui.cli.calls import with_service
from tui.cli.progress import shown
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.service import Service
    from core.service.koppelen import Added


@click.command(
    "add",
    cls=Command,
    help=t(
        "Koppelt, met de sleutels uit de omgeving of de keten. Onderbroken? Vraag het opnieuw: het gaat verder waar het "
        "was. Rijen waarover niet beslist is worden nooit geschreven; zolang er wachten is de exitcode 3."
    ),
    epilog="koppelbord koppelingen add --review safe --start\nkoppelbord koppelingen add --administratie ID --json",
)
@click.option("--administratie", metavar="ID", default="", help=t("Welke SnelStart-administratie."))
@click.option(
    "--review",
    type=options.Choice("safe", "timeon", "ask"),
    default="ask",
    help=t("Wat zonder mens beslist wordt: wat zeker is, wat Time On zou doen, of niets."),
)
@click.option("--start", is_flag=True, help=t("Start de synchronisatie en rond af."))
@options.as_json
def add(*, administratie: str, review: str, start: bool, as_json: bool) -> int:
    """Walk the steps of koppelen."""
    from core.domain.match import Mode

    async def work(service: "Service") -> "Added":
        await service.repair()
        return await service.koppelen().walk(
            Mode(review), administratie_id=administratie, start=start, progress=shown()
        )

    added = with_service(work)
    if as_json:
        output.data(added.to_json())
    else:
        _tell(added)
    return int(ExitCode.PERSON if added.review else ExitCode.OK)


def _tell(added: "Added") -> None:
    one = added.koppeling
    output.line(t("{timeon} en {snelstart}: {state}.", timeon=output.clean(one.timeon_naam),
                  snelstart=output.clean(one.snelstart_naam), state=t(one.state.label)))  # fmt: skip
    output.line(t("{paired} gekoppeld, {created} nieuw gemaakt, {review} wachten op een mens.", paired=added.paired,
                  created=added.created, review=added.review))  # fmt: skip
    if added.review:
        output.words(t("Beslis ze op het scherm, of met 'koppelbord match list' en 'koppelbord match accept'."))
