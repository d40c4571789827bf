"""`koppelbord events`: the journal of a koppeling, and whether it is whole."""

from typing import TYPE_CHECKING, Any

import click

from core.errors import ExitCode
from core.text import mark, t
from tui.cli import options, output, table
from tui.cli.calls import with_service
from tui.cli.table import Column
from tui.cli.words import Group

if TYPE_CHECKING:
    from core.domain.events import Event
    from core.service import Service
    from core.store.journal import Verification

_KEPT = (
    Column("journal", mark("Verslag")),
    Column("events", mark("Gebeurtenissen"), right=True),
    Column("since", mark("Van (UTC)")),
    Column("until", mark("Tot (UTC)")),
)
_LIST = (
    Column("seq", mark("Nr"), right=True),
    Column("at", mark("Wanneer (UTC)")),
    Column("type", mark("Wat")),
    Column("subject", mark("Waarover")),
    Column("actor", mark("Wie")),
)


@click.group(
    cls=Group,
    help=t("Wat er gebeurde: elk besluit, elke schrijfactie, elke run."),
    epilog="koppelbord events list --limit 20\nkoppelbord events verify --json",
)
def events() -> None:
    """Hold the commands."""


@events.command(
    "list",
    help=t("De nieuwste eerst."),
    epilog="koppelbord events list --type push --limit 50\nkoppelbord events list --subject declaratie:17 --jsonl",
)
@options.koppeling
@options.home
@options.journal
@click.option("--type", "type_", default="", metavar=t("BEGIN"), help=t("Alleen soorten die zo beginnen."))
@click.option("--subject", default="", metavar=t("WAAROVER"), help=t("Alleen over dit record."))
@click.option("--limit", type=options.Whole(1, 10_000_000), default=None, help=t("Hoogstens zoveel."))
@options.as_list
def list_(koppeling: str, name: str, type_: str, subject: str, limit: int | None, form: str, *, home: bool) -> None:
    """Of the koppeling, of koppelbord itself, or one that is kept."""
    most = -1 if limit is None else limit

    async def work(service: "Service") -> "list[Event]":
        if home or name:
            return await service.support.home_events(name=name, subject=subject, type_=type_, limit=most)
        return await (await service.open(koppeling)).events(subject=subject, type_=type_, limit=most)

    table.show([event.to_json() for event in with_service(work)], _LIST, form)


@events.command(
    "verify",
    help=t("Controleert of er niets uit het verslag verdween of veranderde. Zo niet, dan is de exitcode 1."),
    epilog="koppelbord events verify\nkoppelbord events verify --home --json",
)
@options.koppeling
@options.home
@options.journal
@options.as_json
def verify(koppeling: str, name: str, *, home: bool, as_json: bool) -> int:
    """Walks the whole chain."""

    async def work(service: "Service") -> "Verification":
        if home or name:
            return await service.support.home_verify(name)
        return await (await service.open(koppeling)).verify()

    found = with_service(work)
    if as_json:
        output.data(found.to_json())
    elif found.ok:
        output.line(t("Heel: {n} gebeurtenissen.", n=found.events))
        if found.trimmed:
            output.line(t("{n} oude zijn opgeruimd, tot {until}.", n=found.trimmed, until=found.until))
    else:
        output.line(t("Niet heel: het verslag breekt bij nummer {seq}.", seq=found.first_bad))
    return int(ExitCode.OK if found.ok else ExitCode.OURS)


@events.command(
    "journals",
    help=t("De verslagen die bewaard zijn naast dat van koppelbord zelf: van elke home die in het kantoor kwam."),
    epilog="koppelbord events journals --json\nkoppelbord events list --journal home@3f2a9c01d4e7",
)
@options.as_list
def journals(form: str) -> None:
    """None in a home that was never in an office."""

    async def work(service: "Service") -> list[dict[str, Any]]:
        support = service.support
        return [_kept(name, await support.home_events(name=name)) for name in await support.journals()]

    table.show(with_service(work), _KEPT, form)


def _kept(name: str, newest_first: "list[Event]") -> dict[str, Any]:
    ends = (newest_first[-1].at, newest_first[0].at) if newest_first else ("", "")
    return {"journal": name, "events": len(newest_first), "since": ends[0], "until": ends[1]}
