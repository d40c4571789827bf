"""`koppelbord support retry | before`: try again what failed, and how a record was before a write of ours."""

from typing import TYPE_CHECKING, Any

import click

from core.errors import ExitCode, NotFoundError, UsageError
from core.text import mark, say, t
from tui.cli import options, output, table
from tui.cli.calls import with_service
from tui.cli.progress import shown
from tui.cli.table import Column
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.service import Service
    from core.service.retrying import Retried

_FIELDS = (
    Column("field", mark("Veld")), Column("before", mark("Ervoor")), Column("now", mark("Nu")),
)  # fmt: skip


@click.command(
    "retry",
    cls=Command,
    help=t(
        "Probeert opnieuw wat fout ging: rijen (declaratie:17, klant:101), alle rijen van een code (VOR-0015), of alles. "
        "Wat er inmiddels staat wordt overgenomen, nooit dubbel gemaakt. Gaat er daarna nog iets fout, dan is de exitcode 3."
    ),
    epilog="koppelbord support retry declaratie:17\nkoppelbord support retry VOR-0015\nkoppelbord support retry --all --json",
)
@click.argument("wanted", nargs=-1, metavar=t("[RIJ|CODE]…"))
@click.option("--all", "everything", is_flag=True, help=t("Alles wat fout ging."))
@options.koppeling
@options.as_json
def retry(wanted: tuple[str, ...], koppeling: str, *, everything: bool, as_json: bool) -> int:
    """By the ways that wrote them first."""
    if bool(wanted) == everything:
        raise UsageError(say("Noem rijen of codes, of --all."))

    async def work(service: "Service") -> "Retried":
        return await service.support.retry(await service.open(koppeling), wanted, shown())

    done = with_service(work)
    if as_json:
        output.data(done.to_json())
    else:
        output.line(t("{tried} geprobeerd, {solved} opgelost.", tried=len(done.tried), solved=done.solved))
        for one in done.left:
            output.line(output.clean(f"    {one.subject}  {one.label}  {one.reason}"))
    if done.stopped is not None:
        output.failure(done.stopped, as_json=as_json)
        return int(done.stopped.exit_code)
    return int(ExitCode.PERSON if done.left else ExitCode.OK)


@click.command(
    "before",
    cls=Command,
    help=t(
        "Hoe een klant was vóór een run hem wijzigde, veld voor veld, naast hoe hij nu is. RUN en REGEL staan bij "
        "'support record'."
    ),
    epilog="koppelbord support before 20261124T0914 snelstart:PUT:klant:3f2a…",
)
@click.argument("run", metavar=t("RUN"))
@click.argument("line", metavar=t("REGEL"))
@options.koppeling
@options.as_list
def before(run: str, line: str, koppeling: str, form: str) -> None:
    """What changed first."""

    async def work(service: "Service") -> list[dict[str, Any]]:
        opened = await service.open(koppeling)
        if await service.support.before_image(opened, run, line) is None:
            raise NotFoundError(say("Van vóór deze regel is geen record bewaard."))
        return [one.to_json() for one in await service.support.fields_before(opened, run, line)]

    table.show(with_service(work), _FIELDS, form)
