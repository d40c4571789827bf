"""The flow of the demo without screens: every step through the same service, told as it goes."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.domain.koppeling import Koppeling
from core.domain.match import Mode
from core.domain.money import ZERO, amount_text, euro, total
from core.domain.push import PushVerdict
from core.errors import UnreachableError
from core.store import koppeling as facts
from core.text import t, tn
from tui.cli.demo_patience import TRIES, patiently, rest
from tui.cli.demo_world import World

if TYPE_CHECKING:
    from core.service.koppelen import Koppelen
    from core.service.opened import Opened

Tell = Callable[[str], None]


@dataclass(slots=True)
class Outcome:
    """What the demo ends with. Counts of klanten are from before the first write; totals exclude btw."""

    timeon: int = 0
    snelstart: int = 0
    paired: int = 0
    created: int = 0
    review: int = 0
    declaraties: int = 0
    declared: Decimal = ZERO
    orders: int = 0
    ordered: Decimal = ZERO
    second_writes: int = 0
    events: int = 0

    @property
    def ok(self) -> bool:
        """Whether SnelStart has exactly what was declared, and the second run had nothing to do."""
        agree = (self.declaraties, self.declared) == (self.orders, self.ordered)
        return agree and not self.second_writes

    def to_json(self) -> dict[str, Any]:
        """The documented object of `demo --script --json`."""
        return {
            "klanten": {
                "timeon": self.timeon,
                "snelstart": self.snelstart,
                "paired": self.paired,
                "created": self.created,
                "review": self.review,
            },
            "declaraties": {"count": self.declaraties, "total": amount_text(self.declared)},
            "orders": {"count": self.orders, "total": amount_text(self.ordered)},
            "second_run": {"writes": self.second_writes},
            "events": self.events,
        }


async def walk(world: World, tell: Tell) -> Outcome:
    """From an empty list of koppelingen to orders in SnelStart, and once more to show that nothing is left to do."""
    outcome = Outcome()
    async with world.service as service:
        koppelen = service.koppelen()
        koppeling = await _login(koppelen, world, tell)
        opened = service.opened(koppeling)
        koppeling = await _review(koppelen, koppeling, opened, outcome, tell)
        await _start(koppelen, koppeling, opened, world.settle, outcome, tell)
        await _declare(opened, world.today, outcome, tell)
        await _again(opened, outcome, tell)
        outcome.orders, outcome.ordered = world.orders()
        outcome.events = (await opened.verify()).events
    tell(
        t(
            "SnelStart telt {n} verkooporders, samen € {total} exclusief btw.",
            n=outcome.orders,
            total=euro(outcome.ordered),
        )
    )
    tell(t("Alles klopt.") if outcome.ok else t("Dit klopt niet: de totalen verschillen of er was nog iets te doen."))
    return outcome


async def _login(koppelen: "Koppelen", world: World, tell: Tell) -> Koppeling:
    koppeling = await patiently(koppelen.begin, tell)
    tell(t("Koppelen: {naam} in Time On", naam=koppeling.timeon_naam))
    offered = await patiently(koppelen.login_administraties, tell)
    tell(t("Login bij SnelStart: {names}", names=", ".join(one.naam for one in offered)))
    await patiently(lambda: koppelen.login(koppeling, world.administratie_id), tell)
    chosen = await koppelen.choose(koppeling, world.administratie_id)
    coupled, _ = await koppelen.confirm(chosen)
    tell(t("Gekoppeld aan: {naam}", naam=coupled.snelstart_naam))
    return coupled


async def _review(
    koppelen: "Koppelen", koppeling: Koppeling, opened: "Opened", outcome: Outcome, tell: Tell
) -> Koppeling:
    read = await patiently(lambda: koppelen.read(koppeling), tell)
    found = await opened.reviewing.review()
    outcome.timeon = sum(len(row.timeon) for row in found.rows)
    outcome.snelstart = sum(len(row.snelstart) for row in found.rows)
    tell(t("Gelezen: {timeon} klanten in Time On, {snelstart} in SnelStart.", timeon=outcome.timeon,
           snelstart=outcome.snelstart))  # fmt: skip
    doubles = await opened.reviewing.simulate()
    tell(tn("Wie nu start zoals Time On het doet, krijgt {n} dubbele klant.",
            "Wie nu start zoals Time On het doet, krijgt {n} dubbele klanten.", len(doubles)))  # fmt: skip
    settled = await opened.reviewing.accept(Mode.SAFE)
    waiting = len((await opened.reviewing.review()).waiting())
    tell(t("Review: {settled} rijen zonder twijfel beslist, {waiting} wachten op een mens.", settled=settled,
           waiting=waiting))  # fmt: skip
    return read


async def _start(
    koppelen: "Koppelen", koppeling: Koppeling, opened: "Opened", settle: int, outcome: Outcome, tell: Tell
) -> None:
    """What is unknown after the first run rests, and is settled by the next; so the second run of the story is one more."""
    planned = await opened.plan()
    for service, n in _by_service(planned.plan.lines).items():
        tell(tn("Plan: {n} nieuwe klant in {service}.", "Plan: {n} nieuwe klanten in {service}.", n, service=service))
    started, report = await patiently(lambda: koppelen.start(koppeling), tell)
    if settle:
        await asyncio.sleep(settle)
        report, _ = await patiently(opened.sync, tell)
    while report.refused or report.proven is False:
        await rest()
        report, _ = await patiently(opened.sync, tell)
    outcome.created = await opened.database.read(facts.created)
    tell(t("Gesynchroniseerd: {writes} geschreven.", writes=outcome.created))
    await koppelen.finish(started)
    summary = await opened.summary()
    outcome.paired = summary.paired - outcome.created
    outcome.review = summary.waiting
    tell(t("Afgerond: de koppeling is actief."))


def _by_service(lines: Any) -> dict[str, int]:
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.service.label] = counts.get(line.service.label, 0) + 1
    return counts


async def _declare(opened: "Opened", today: date, outcome: Outcome, tell: Tell) -> None:
    month = today.replace(day=1) - timedelta(days=1)
    made = await opened.declaraties.create_month(month.year, month.month)
    outcome.declaraties, outcome.declared = len(made.created), total(one.totaal for one in made.created)
    tell(t("{n} declaraties over {period}, samen € {total} exclusief btw.", n=outcome.declaraties,
           period=f"{month:%m-%Y}", total=euro(outcome.declared)))  # fmt: skip
    for skipped in made.skipped:
        tell(t("Overgeslagen: {reason}", reason=skipped.reason))
    pushed, refused = await _push(opened, tell)
    tell(t("Verstuurd: {pushed} als concept verkoopfactuur, {refused} geweigerd.", pushed=pushed, refused=refused))
    followed = await patiently(opened.declaraties.follow, tell)
    tell(t("Gevolgd: {n} declaraties, nog te factureren in SnelStart.", n=followed.looked))


async def _push(opened: "Opened", tell: Tell) -> tuple[int, int]:
    """Everything, until nothing is unknown and nothing ended the run early; answers how many went and were refused."""
    went = 0
    for _ in range(TRIES):
        summary = await opened.declaraties.push_all()
        went += summary.count(PushVerdict.PUSHED) + summary.count(PushVerdict.ADOPTED)
        for one in summary.results:
            if one.reason:
                tell(f"{one.declaratie.klant}: {one.reason}")
        if summary.stopped is not None and not isinstance(summary.stopped, UnreachableError):
            raise summary.stopped
        if summary.stopped is None and not summary.count(PushVerdict.UNKNOWN):
            break
        await rest(summary.stopped)
    return went, summary.count(PushVerdict.REFUSED)


async def _again(opened: "Opened", outcome: Outcome, tell: Tell) -> None:
    report, _ = await patiently(opened.sync, tell)
    outcome.second_writes = report.writes
    tell(t("Tweede run: niets te doen.") if not report.writes else
         t("Tweede run: {n} geschreven.", n=report.writes))  # fmt: skip
