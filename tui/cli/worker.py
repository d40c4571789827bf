"""`koppelbord worker`: one of several processes that do the office's work, on any machine that reaches the database.

SIGTERM, SIGHUP and ctrl+c end it when what it has is finished, and soon after its grace whatever its database does; a second
one ends it at once, and the others take over.
"""

import signal
from typing import TYPE_CHECKING, Any

import click

from core.errors import ExitCode
from core.text import mark, t
from tui.cli import options, output
from tui.cli.calls import with_service
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.kantoor.worker import Said, Worker
    from core.service import Service

_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
LAST = 15.0
"""Seconds beyond its grace within which a worker that was told to stop is gone, whatever its database does."""
_SAYS = {
    "start": mark("Aan het werk: {about}"),
    "done": mark("Klaar: {about}"),
    "failed": mark("Mislukt: {about}"),
    "given": mark("Teruggelegd, want de worker ervan zwijgt: {about}"),
    "left": mark("Van een nieuwere koppelbord, en voor een worker daarvan teruggelegd: {about}"),
    "lost": mark("Het einde van een taak kon niet worden opgeschreven; een ander heeft hem al of krijgt hem: {about}"),
    "gone": mark("De database is er niet: {about}"),
    "stop": mark("Gestopt; er is niets blijven liggen."),
}


@click.command(
    "worker",
    cls=Command,
    help=t(
        "Doet het werk van een kantoor: syncs, versturen, volgen, opruimen. Draai er zoveel je wilt, op elke machine die bij "
        "de database kan; een worker die omvalt, verliest niets. Stopt netjes op SIGTERM en ctrl+c."
    ),
    epilog="koppelbord worker --concurrency 16\nkoppelbord worker --once --jsonl",
)
@click.option("--concurrency", type=options.Whole(1, 256), default=8, help=t("Zoveel taken tegelijk."))
@click.option("--group", default="kantoor", metavar=t("GROEP"), help=t("Doe alleen het werk van deze groep."))
@click.option("--grace", type=options.Whole(0, 3600), default=60, help=t("Seconden om af te maken wat loopt."))
@click.option("--once", is_flag=True, help=t("Doe wat er ligt, en dan klaar."))
@click.option("--jsonl", "as_json", is_flag=True, help=t("Antwoord met een regel JSON per gebeurtenis."))
@options.plain
def worker(*, concurrency: int, group: str, grace: int, once: bool, as_json: bool) -> int:
    """Works until told to stop."""

    def tell(said: "Said") -> None:
        if as_json:
            output.data({"what": said.what, "about": said.about})
        else:
            output.happened(t(_SAYS[said.what], about=output.clean(said.about)))

    async def work(service: "Service") -> int:
        from core.kantoor import office

        _quiet_engine()
        one = office.worker(service, at_once=concurrency, group=group, grace=float(grace), tell=tell)
        _until_told(one)
        await one.run(until_empty=once)
        return int(ExitCode.OK)

    return with_service(work)


def _quiet_engine() -> None:
    """What the engine and its pool write down of a database that went away is told by the worker, in a sentence."""
    import logging

    for name in ("procrastinate", "psycopg"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _until_told(one: "Worker") -> None:
    """Stop at the first signal, within the worker's grace and `LAST`; the next one ends the process there and then."""
    import asyncio

    loop = asyncio.get_running_loop()

    def told(*_signal: Any) -> None:
        for each in _SIGNALS:
            loop.remove_signal_handler(each)
            signal.signal(each, signal.SIG_DFL)
        one.stop()
        _end_within(one.grace + LAST)

    for each in _SIGNALS:
        loop.add_signal_handler(each, told)


def _end_within(seconds: float) -> None:
    """A database that holds its connections and says nothing holds their threads too: no one who waits for those ever ends."""
    import os
    import threading

    def end() -> None:
        output.words(t("De database antwoordt niet. Gestopt zonder afscheid; andere workers nemen over wat hier liep."))
        os._exit(int(ExitCode.OURS))

    late = threading.Timer(seconds, end)
    late.daemon = True
    late.start()
