"""`koppelbord kantoor status | push | drain | move`: the work of an office that several workers share."""

from typing import TYPE_CHECKING, Any

import click

from core.errors import ExitCode, UsageError
from core.text import mark, say, t, tn
from tui.cli import kantoor_data, options, output, table
from tui.cli.calls import with_service
from tui.cli.table import Column
from tui.cli.words import Group

if TYPE_CHECKING:
    from core.kantoor.overview import Overview
    from core.service import Service

_TIMES = frozenset({"seen", "oldest", "at"})
_WORKERS = (
    Column("name", mark("Worker")), Column("host", mark("Machine")), Column("group", mark("Groep")),
    Column("version", mark("Versie")), Column("at_once", mark("Tegelijk"), right=True),
    Column("seen", mark("Gezien (UTC)")), Column("draining", mark("Stopt")),
)  # fmt: skip
_LINES = (
    Column("kind", mark("Werk")), Column("group", mark("Groep")), Column("waiting", mark("Wacht"), right=True),
    Column("later", mark("Later"), right=True), Column("doing", mark("Bezig"), right=True),
    Column("oldest", mark("Oudste (UTC)")),
)  # fmt: skip
_FAILED = (
    Column("kind", mark("Werk")), Column("koppeling_id", mark("Koppeling")),
    Column("attempts", mark("Pogingen"), right=True), Column("at", mark("Wanneer (UTC)")),
)  # fmt: skip


@click.group(
    cls=Group,
    help=t("Het werk van een kantoor met veel koppelingen, verdeeld over workers op één PostgreSQL-database."),
    epilog="koppelbord kantoor status\nkoppelbord kantoor drain server2 --wait",
)
def kantoor() -> None:
    """Hold the commands."""


@kantoor.command(
    "status",
    help=t("Wie er werkt, wat er wacht en sinds wanneer, en wat mislukte."),
    epilog="koppelbord kantoor status\nkoppelbord kantoor status --json",
)
@options.as_json
def status(*, as_json: bool) -> int:
    """From the engine's own tables, from any machine. Exit code 3 when work waits and nobody works."""

    async def work(service: "Service") -> "Overview":
        from core.kantoor import office

        return await office.status(service)

    found = with_service(work)
    if as_json:
        output.data(found.to_json())
    else:
        _tell(found)
    return int(ExitCode.PERSON if found.failed or (found.waiting and not found.workers) else ExitCode.OK)


def _tell(found: "Overview") -> None:
    facts = found.to_json()
    for rows, columns in ((facts["workers"], _WORKERS), (facts["lines"], _LINES), (facts["failed"], _FAILED)):
        if rows:
            table.show([_to_the_second(row) for row in rows], columns, "text")
            output.line()
    counts = {
        "workers": len(found.workers),
        "waiting": found.waiting,
        "doing": found.doing,
        "failed": len(found.failed),
    }
    output.line(t("{workers} werken, {waiting} taken wachten, {doing} lopen, {failed} mislukten.", **counts))
    if found.waiting and not found.workers:
        output.words(t("Er werkt niemand. Start er een met 'koppelbord worker'."))


def _to_the_second(row: dict[str, Any]) -> dict[str, Any]:
    return {name: str(row[name])[:19].replace("T", " ") if name in _TIMES and row[name] else row[name] for name in row}


@kantoor.command(
    "push",
    help=t(
        "Legt klaar dat alles wat nog niet verstuurd is, verstuurd wordt; een worker doet het, elk precies één keer."
    ),
    epilog="koppelbord kantoor push bakker\nkoppelbord kantoor push --all --json",
)
@click.argument("koppelingen", nargs=-1, metavar=t("[KOPPELING]…"))
@click.option("--all", "everything", is_flag=True, help=t("Van elke koppeling."))
@options.as_json
def push(koppelingen: tuple[str, ...], *, everything: bool, as_json: bool) -> None:
    """Put in line; one that waits there already is not put twice."""
    if bool(koppelingen) == everything:
        raise UsageError(say("Noem koppelingen, of --all."))

    async def work(service: "Service") -> tuple[int, int]:
        from core.kantoor import office
        from core.kantoor.job import Job, Kind

        ids = await _ids(service, koppelingen)
        return len(ids), await office.put(service, [Job(Kind.PUSH, one) for one in ids])

    asked, put = with_service(work)
    if as_json:
        output.data({"asked": asked, "put": put})
    else:
        output.line(tn("{n} koppeling in de rij gezet.", "{n} koppelingen in de rij gezet.", put))


@kantoor.command(
    "drain",
    help=t("Laat een worker (bij naam of machine) of alle workers afmaken wat ze hebben, en dan stoppen."),
    epilog="koppelbord kantoor drain server2\nkoppelbord kantoor drain --all --wait",
)
@click.argument("name", required=False, default="", metavar=t("[WORKER|MACHINE]"))
@click.option("--all", "everything", is_flag=True, help=t("Allemaal."))
@click.option("--wait", is_flag=True, help=t("Wacht tot ze gestopt zijn."))
@options.as_json
def drain(name: str, *, everything: bool, wait: bool, as_json: bool) -> int:
    """What they had and did not finish is put back in line by themselves."""
    if bool(name) == everything:
        raise UsageError(say("Noem een worker of een machine, of --all."))

    async def work(service: "Service") -> dict[str, Any]:
        from core.kantoor import office

        asked = await office.drain(service, name)
        left = await office.until_drained(service, _show_left) if wait else asked
        return {"asked": asked, "left": left}

    found = with_service(work)
    if as_json:
        output.data(found)
    elif not found["asked"]:
        output.line(t("Er is geen worker die zo heet."))
    else:
        output.line(tn("{n} worker gevraagd te stoppen.", "{n} workers gevraagd te stoppen.", found["asked"]))
    return int(ExitCode.OK if found["asked"] else ExitCode.PERSON)


def _show_left(left: int) -> None:
    output.progress(tn("nog {n} worker bezig", "nog {n} workers bezig", left), complete=not left)


@kantoor.command(
    "move",
    help=t(
        "Geeft koppelingen aan een groep van workers ('koppelbord worker --group NAAM'), met het werk dat al wacht; zonder "
        "naam weer aan allemaal."
    ),
    epilog="koppelbord kantoor move bakker visser --to groot\nkoppelbord kantoor move bakker",
)
@click.argument("koppelingen", nargs=-1, required=True, metavar=t("KOPPELING…"))
@click.option("--to", "group", default="kantoor", metavar=t("GROEP"), help=t("De groep die het voortaan doet."))
@options.as_json
def move(koppelingen: tuple[str, ...], group: str, *, as_json: bool) -> None:
    """A koppeling that costs much is kept from holding up the rest."""

    async def work(service: "Service") -> tuple[list[str], int]:
        from core.kantoor import office

        ids = await _ids(service, koppelingen)
        return ids, await office.move(service, ids, group)

    ids, jobs = with_service(work)
    if as_json:
        output.data({"koppelingen": ids, "group": group, "jobs": jobs})
    else:
        output.line(t("{n} koppelingen doet nu groep {group}; {jobs} wachtende taken gingen mee.", n=len(ids),
                      group=output.clean(group), jobs=jobs))  # fmt: skip


async def _ids(service: "Service", wanted: tuple[str, ...]) -> list[str]:
    """Ids of the koppelingen that are meant, all of them when none is named. Raises NotFoundError before anything is done."""
    from core.kantoor import office

    office.office_of(service)
    if not wanted:
        return [one.koppeling.id for one in await service.koppelingen()]
    return [(await service.open(one)).koppeling.id for one in wanted]


for _command in (kantoor_data.bring_in, kantoor_data.take_out, kantoor_data.migrate, kantoor_data.grant,
                 kantoor_data.key, kantoor_data.seal, kantoor_data.rotate):  # fmt: skip
    kantoor.add_command(_command)
