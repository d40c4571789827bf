"""`koppelbord sync watch`: keep every active koppeling in step until told to stop, and say what was done.

SIGTERM, SIGHUP and ctrl+c end it when what is under way is finished, or within half a minute between two pages; a second
one ends it at once.
"""

import signal
from typing import TYPE_CHECKING

import click

from core.errors import ExitCode
from core.text import in_sentences, t
from tui.cli import options, output
from tui.cli.calls import with_service
from tui.cli.words import Command

if TYPE_CHECKING:
    from asyncio import Event

    from core.service import Service
    from core.service.watching import Watch, Watched

_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


@click.command(
    "watch",
    cls=Command,
    help=t(
        "Houdt elke actieve koppeling bij: elk half uur helemaal, elke minuut wat er in Time On bij kwam. Schrijft alleen "
        "wat de staande toestemming noemt; de rest wacht als plan. Stopt netjes op SIGTERM en ctrl+c. Met --once één "
        "ronde, voor een timer; lukte daarvan niet alles, dan is de exitcode die van het eerste probleem, of 3."
    ),
    epilog="koppelbord sync watch\nkoppelbord sync watch --once --json",
)
@click.option("--once", is_flag=True, help=t("Eén ronde: wat aan de beurt is, en dan klaar."))
@click.option("--json", "as_json", is_flag=True, help=t("Antwoord met een regel JSON per run."))
@click.option("--jsonl", "as_json", is_flag=True, help=t("Hetzelfde als --json."))
@options.plain
def watch(*, once: bool, as_json: bool) -> int:
    """Every koppeling of this home."""

    async def work(service: "Service") -> int:
        import asyncio

        from core.service.watching import until

        await service.repair()
        code = int(ExitCode.OK)
        stop = asyncio.Event()
        watching = service.watch(_one_round if once else until(stop))
        _listen(watching, stop)
        async for done in watching.run():
            code = code or _code(done)
            if as_json:
                output.data(done.to_json())
            else:
                output.happened(_sentence(done))
        return code if once else int(ExitCode.OK)

    return with_service(work)


async def _one_round(_seconds: float) -> bool:
    return False


def _listen(watching: "Watch", stop: "Event") -> None:
    """Leave, and set `stop`, at the first signal; the next one finds the usual handlers back."""
    import asyncio

    loop = asyncio.get_running_loop()

    def told() -> None:
        for one in _SIGNALS:
            loop.remove_signal_handler(one)
        watching.leave()
        stop.set()

    for one in _SIGNALS:
        loop.add_signal_handler(one, told)


def _code(done: "Watched") -> int:
    if done.problem is not None:
        return int(done.problem.exit_code)
    return int(ExitCode.OK if done.report is None or done.report.ok else ExitCode.PERSON)


def _sentence(done: "Watched") -> str:
    name, at = output.clean(done.koppeling.timeon_naam), f"{done.next_at.astimezone():%H:%M}"
    if done.problem is not None:
        why = in_sentences(done.problem.title, done.problem.detail)
        return t("{naam}: {waarom} Volgende keer om {at}.", naam=name, waarom=output.clean(why), at=at)
    report = done.report
    assert report is not None, "a round without a problem has a report"  # noqa: S101 - the promise of Watched
    return t("{naam}: {writes} geschreven, {refused} niet, {waiting} wachten. Volgende keer om {at}.", naam=name,
             writes=report.writes, refused=report.refused, waiting=report.waiting, at=at)  # fmt: skip
