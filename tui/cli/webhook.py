"""`koppelbord webhook serve`: take the koppelsleutels that SnelStart posts after an activation, until told to stop."""

import asyncio
import signal
from typing import TYPE_CHECKING

import click

from core.errors import AppError
from core.text import in_sentences, t
from tui.cli import options, output
from tui.cli.calls import with_service
from tui.cli.words import Command, Group

if TYPE_CHECKING:
    from core.service import Service

PORT = 8790


@click.group(
    cls=Group,
    help=t("De ontvanger van koppelsleutels, voor wie bij SnelStart als partner een webhook heeft."),
    epilog="koppelbord webhook serve",
)
def webhook() -> None:
    """Hold the commands."""


@webhook.command(
    "serve",
    cls=Command,
    help=t(
        "Neemt aan wat SnelStart post, op /koppelsleutel van deze machine zelf; zet er een proxy voor die TLS doet. "
        "SnelStart post één keer en nooit opnieuw: laat dit altijd draaien. Een sleutel telt pas als hij een "
        "administratie noemt. Stopt netjes op SIGTERM en ctrl+c."
    ),
    epilog="koppelbord webhook serve\nkoppelbord webhook serve --port 8790 --file --json",
)
@click.option("--port", type=options.Whole(0, 65535), default=PORT, help=t("De poort; 0 kiest een vrije."))
@click.option(
    "--file", "allow_file", is_flag=True, help=t("Zonder sleutelring: bewaar sleutels in een bestand (0600).")
)
@options.as_json
def serve(*, port: int, allow_file: bool, as_json: bool) -> None:
    """The first line of the answer says where it listens; it comes when it does."""

    async def work(service: "Service") -> None:
        from core.service.receiver import PATH, build_app, listening

        receiver = service.webhook(allow_file=allow_file, tell=_tell)
        receiver.check()
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        async with listening(build_app(receiver.receive), port) as found:
            url = f"http://127.0.0.1:{found}{PATH}"
            if as_json:
                output.data({"url": url})
            else:
                output.line(t("Luistert op {url}.", url=url))
                output.words(t("Zet hier een proxy met TLS voor; dat adres geef je aan SnelStart door."))
            await receiver.run(stop)

    with_service(work)


def _tell(problem: AppError) -> None:
    output.words(output.clean(in_sentences(problem.title, problem.detail)))
