"""The activation link by command, and waiting for the key that SnelStart posts to the receiver."""

import asyncio
from typing import TYPE_CHECKING, Any

import click

from core.errors import ExitCode, MissingError
from core.text import say, t
from tui.cli import options, output
from tui.cli.calls import with_service
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.service import Service

LOOK_SECONDS = 1.0


@click.command(
    "link",
    cls=Command,
    help=t(
        "Maakt de link waarmee iemand in SnelStart deze Time On-administratie activeert. Met --wait wacht het op de sleutel "
        "die 'koppelbord webhook serve' ontvangt; kwam hij niet, dan is de exitcode 3. Daarna koppelt 'koppelingen add'."
    ),
    epilog="koppelbord koppelingen link\nkoppelbord koppelingen link --wait 600 --json",
)
@click.option("--wait", "seconds", type=options.Whole(0, 86_400), default=0, help=t("Hoeveel seconden te wachten."))
@options.as_json
def link(*, seconds: int, as_json: bool) -> int:
    """Needs the partner's short name at SnelStart."""

    async def work(service: "Service") -> dict[str, Any]:
        koppelen = service.koppelen()
        begun = await koppelen.begin()
        url = await koppelen.activation_link(begun)
        if not url:
            raise MissingError(
                say("Zonder de naam van de partner bij SnelStart is er geen link."),
                advice=say("Zet KOPPELBORD_SNELSTART_APP, of geef een koppelsleutel die in SnelStart gekopieerd is."),
            )
        if seconds:
            output.words(t("Open {url} en kies een administratie.", url=url))
        arrived = [one.id for one in await koppelen.arrived(begun)]
        try:
            async with asyncio.timeout(seconds):
                while not arrived and seconds:
                    await asyncio.sleep(LOOK_SECONDS)
                    arrived = [one.id for one in await koppelen.arrived(begun)]
        except TimeoutError:
            output.words(t("Er kwam geen sleutel. De link blijft geldig; 'koppelingen add' pakt de sleutel later op."))
        return {"timeon_naam": begun.timeon_naam, "link": url, "arrived": arrived}

    found = with_service(work)
    if as_json:
        output.data(found)
    else:
        output.line(found["link"])
        for id_ in found["arrived"]:
            output.line(t("Sleutel ontvangen voor administratie {id}.", id=output.clean(id_)))
    return int(ExitCode.PERSON if seconds and not found["arrived"] else ExitCode.OK)
