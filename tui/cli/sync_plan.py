"""`koppelbord sync plan`, and a plan in words: a paragraph a write, old and new per field."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from core.text import t, tn
from tui.cli import options, output, plan_file, spoken
from tui.cli.calls import with_koppeling
from tui.cli.progress import shown
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.domain.plan import PlanLine
    from core.service.opened import Opened
    from core.syncing.planned import Planned, Skipped


@click.command(
    "plan",
    cls=Command,
    help=t("Leest beide kanten en toont elke schrijfactie, veld voor veld. Schrijft niets."),
    epilog="koppelbord sync plan\nkoppelbord sync plan --save plan.json",
)
@options.koppeling
@click.option("--save", metavar=t("BESTAND"), default="", help=t("Bewaar het plan, verzegeld, voor 'sync run --plan'."))
@options.as_json
def plan(koppeling: str, save: str, *, as_json: bool) -> None:
    """Reads first."""

    async def work(opened: "Opened") -> "Planned":
        await opened.read(shown())
        return await opened.plan()

    planned = with_koppeling(koppeling, work)
    if save:
        plan_file.save(Path(save), planned.plan.to_json())
    if as_json:
        output.data(answer(planned))
    else:
        show_plan(planned)


def answer(planned: "Planned") -> dict[str, Any]:
    """The answer of `sync plan --json`: the plan as it is saved, and what stays behind."""
    return {**planned.plan.to_json(), "skipped": [skipped(one) for one in planned.skipped]}


def skipped(one: "Skipped") -> dict[str, Any]:
    """A record that can't be written, with every reason."""
    return {"label": one.label, "source_id": one.source_id, "reasons": [str(reason) for reason in one.reasons]}


def show_plan(planned: "Planned") -> None:
    """Every line, what stays behind, and how many there are."""
    for line in planned.plan.lines:
        for text in _line(line):
            output.line(text)
        for warning in line.warnings:
            output.line(t("    Let op: {sentence}", sentence=output.clean(str(warning))))
        if output.is_plain():
            output.line()
    for one in planned.skipped:
        tell_left(one.label, " ".join(str(reason) for reason in one.reasons))
    count = len(planned.plan.lines)
    output.line(tn("{n} schrijfactie.", "{n} schrijfacties.", count) if count else t("Niets te doen."))


def tell_left(klant: str, reasons: str) -> None:
    """What was wanted and could not be written."""
    output.line(t("Blijft liggen: {naam} ({reasons})", naam=output.clean(klant), reasons=output.clean(reasons)))


def _line(line: "PlanLine") -> list[str]:
    changes = [(output.clean(c.field), output.clean(c.old), output.clean(c.new)) for c in line.changes]
    if not output.is_plain():
        first = f"{line.service.label}  {line.verb} {line.path}  {output.clean(line.label)}  ({line.why})"
        return [first, *(f"    {field}: {old or '–'} → {new}" for field, old, new in changes)]
    return [
        t("Klant: {naam}", naam=output.clean(line.label)),
        t("Waar: {kant}, {verb} {path}", kant=line.service.label, verb=line.verb, path=line.path),
        t("Waarom: {reden}", reden=output.clean(str(line.why))),
        *(spoken.change(field, old, new) for field, old, new in changes),
    ]
