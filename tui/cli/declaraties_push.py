"""Sending declaraties to SnelStart, and following what becomes of them there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from core.domain.money import euro
from core.domain.push import PushVerdict
from core.errors import AppError, ExitCode, UsageError
from core.text import say, t
from tui.cli import options, output
from tui.cli.calls import with_declaraties, with_koppeling
from tui.cli.progress import shown
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.invoicing.results import PushSummary
    from core.service.opened import Opened


@click.command(
    "push",
    cls=Command,
    help=t(
        "Verstuurt declaraties als concept verkoopfactuur (in SnelStart 12: verkooporder), elk precies één keer. Een "
        "concept krijgt eerst zijn nummer. Is er iets geweigerd of onbekend, dan is de exitcode 3."
    ),
    epilog="koppelbord declaraties push 17\nkoppelbord declaraties push --all --dry-run\n"
    "koppelbord declaraties push 2026-0017 --again\nkoppelbord declaraties push --all --json",
)
@click.argument("declaraties", nargs=-1, metavar=t("[ID|NUMMER]…"))
@click.option("--all", "everything", is_flag=True, help=t("Alles wat nog niet verstuurd is."))
@click.option("--dry-run", is_flag=True, help=t("Tel wat er zou gaan; verstuur en vraag niets."))
@click.option(
    "--adopt",
    is_flag=True,
    help=t("Staat er al een order met dit kenmerk, maar anders: neem die over zoals hij daar is."),
)
@click.option("--again", is_flag=True, help=t("Maak opnieuw wat in SnelStart verwijderd is."))
@options.koppeling
@options.as_json
def push(
    declaraties: tuple[str, ...],
    koppeling: str,
    *,
    everything: bool,
    dry_run: bool,
    adopt: bool,
    again: bool,
    as_json: bool,
) -> int:
    """One, some or all."""
    if bool(declaraties) == everything:
        raise UsageError(say("Noem declaraties, of --all."))
    if dry_run and not everything:
        raise UsageError(say("--dry-run gaat met --all; bekijk één declaratie met 'preview'."))
    if everything and (adopt or again):
        raise UsageError(say("--adopt en --again zijn een besluit per declaratie: noem ze."))

    async def work(opened: "Opened") -> "PushSummary":
        if everything:
            summary = await opened.declaraties.push_all(dry_run=dry_run, progress=shown())
        else:
            summary = await _push_each(opened, declaraties, adopt=adopt, again=again)
        if not dry_run:
            await opened.refresh("declaraties")
        return summary

    summary = with_koppeling(koppeling, work)
    if as_json:
        output.data(summary.to_json())
    else:
        _tell(summary)
    if summary.stopped is not None:
        output.failure(summary.stopped, as_json=as_json)
        return int(summary.stopped.exit_code)
    return int(ExitCode.PERSON if summary.needs_person else ExitCode.OK)


async def _push_each(opened: "Opened", wanted: Sequence[str], *, adopt: bool, again: bool) -> "PushSummary":
    """In the order given. A name that is none stops before anything left; what ends the run early is in `stopped`."""
    from core.invoicing.results import PushSummary

    for one in wanted:
        await opened.declaraties.get(one)
    summary = PushSummary()
    for one in wanted:
        try:
            summary.results.append(await opened.declaraties.push(one, accept_changed=adopt, again=again))
        except AppError as problem:
            summary.stopped = problem
            break
    return summary


def _tell(summary: "PushSummary") -> None:
    for one in summary.results:
        if one.verdict is PushVerdict.NOTHING:
            continue
        name = one.declaratie.nummer or one.declaratie.id
        verdict = t("zou verstuurd worden") if summary.dry_run else t(one.verdict.label)
        output.line(f"{name}  {output.clean(one.declaratie.klant)}  € {euro(one.total)}  {verdict}")
        lines = one.declaratie.totaal
        less = t("De regels zijn € {lines}; daar gaat de factuurkorting van de klant af.", lines=euro(lines))
        for extra in (less if lines != one.total else "", one.reason, one.advice):
            if extra:
                output.line(f"    {output.clean(extra)}")
    counts = {verdict: summary.count(verdict) for verdict in PushVerdict}
    if not any(n for verdict, n in counts.items() if verdict is not PushVerdict.NOTHING):
        output.line(t("Niets te doen."))
        return
    parts = ", ".join(f"{n} {t(verdict.label)}" for verdict, n in counts.items() if n)
    output.line(t("{parts}; samen € {total} exclusief btw.", parts=parts, total=euro(summary.total)))
    if counts[PushVerdict.PUSHED] and not summary.dry_run:
        output.words(t("Nog te factureren in SnelStart: een mens maakt daar van de order een factuur."))


@click.command(
    "follow",
    cls=Command,
    help=t("Kijkt in SnelStart wat er van de verstuurde declaraties werd: gefactureerd, deels betaald, betaald."),
    epilog="koppelbord declaraties follow --json",
)
@options.koppeling
@options.as_json
def follow(koppeling: str, *, as_json: bool) -> None:
    """Asks SnelStart."""
    found = with_declaraties(koppeling, lambda face: face.follow())
    if as_json:
        output.data(found.to_json())
        return
    for nummer, what in found.changes:
        output.line(f"{nummer}  {output.clean(str(what))}")
    output.line(t("{n} declaraties bekeken, {changed} veranderd.", n=found.looked, changed=len(found.changes)))
