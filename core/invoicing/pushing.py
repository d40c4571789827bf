"""Pushing one declaratie or all: who is at the other side, what is there already, then each in turn.

A refusal never holds the others; an error of credentials, reach or this machine stops the rest, cleanly, and says so.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from core.clock import Clock, iso
from core.config import Settings
from core.crashpoint import crashpoint
from core.domain.declaratie import Declaratie, DeclaratieState, OrderState
from core.domain.koppeling import Progress
from core.domain.push import Intent, IntentState, PushVerdict
from core.errors import AppError, GuardError, PersonNeededError, UnreachableError
from core.invoicing import lookup
from core.invoicing.context import keep_company, marker_for
from core.invoicing.hours import check_hours
from core.invoicing.making import need, refuse_changed, stored_changes
from core.invoicing.planning import plan, refuse_foreign
from core.invoicing.ports import SnelStartPort, TimeOnPort
from core.invoicing.protocol import Ended, clocks_differ
from core.invoicing.pusher import Pusher
from core.invoicing.results import PushResult, PushSummary
from core.invoicing.snapshot import Identity, Snapshot
from core.invoicing.today import today
from core.store import declaraties, intents, journal, regels
from core.store.connection import Connection, Database
from core.store.intents import FenceError
from core.store.regels import Source
from core.text import say

OnProgress = Callable[[Progress], None]
Stop = Callable[[], bool]

SETTLED = frozenset({OrderState.ORDER, OrderState.INVOICED, OrderState.PARTLY_PAID, OrderState.PAID})
_MANY_LOST = 3


@dataclass(slots=True)
class Pushing:
    """The push of one koppeling."""

    database: Database
    snelstart: SnelStartPort
    timeon: TimeOnPort
    settings: Settings
    clock: Clock
    identity: Identity
    lock_seconds: float = 10.0

    @asynccontextmanager
    async def session(self) -> AsyncIterator[Snapshot]:
        """Hold the koppeling alone, with the right administration opened and its marked orders read."""
        async with self.database.alone(self.lock_seconds):
            await self._verify()
            yield Snapshot(await lookup.all_marked(self.snelstart), self.identity)

    async def one(
        self, declaratie_id: str, snapshot: Snapshot, *, accept_changed: bool = False, again: bool = False
    ) -> PushResult:
        """Push one. Raises what stops a run; what is only wrong with this declaratie is a REFUSED result."""
        declaratie, live, sources = await self.database.read(lambda db: _as_it_stands(db, declaratie_id))
        if declaratie.order in SETTLED:
            return PushResult(declaratie, PushVerdict.NOTHING)
        try:
            intent = await self._plan(declaratie, live, sources, snapshot, again=again)
        except PersonNeededError as problem:
            if isinstance(problem, GuardError):
                raise
            return await self._unplanned(declaratie, problem)
        ended = await self._run(intent, accept_changed=accept_changed)
        if isinstance(ended.problem, AppError):
            raise ended.problem
        after = await self.database.read(lambda db: declaraties.refresh(db, declaratie))
        return PushResult(after, ended.verdict, ended.reason, ended.codes, lost=ended.lost)

    async def many(
        self,
        wanted: Iterable[Declaratie],
        snapshot: Snapshot,
        progress: OnProgress | None = None,
        stop: Stop | None = None,
    ) -> PushSummary:
        """Push each in turn. `stop` is asked before each; what must end the run is in `stopped`, never raised.

        Several that leave in a row without an answer end it; one that only rests says nothing of SnelStart.
        """
        summary = PushSummary()
        todo = list(wanted)
        lost_in_a_row = 0
        for done, declaratie in enumerate(todo):
            if progress is not None:
                progress(
                    Progress("declaraties", done, len(todo), {"nummer": declaratie.nummer, "klant": declaratie.klant})
                )
            if stop is not None and stop():
                summary.cancelled = True
                return summary
            try:
                result = await self.one(declaratie.id, snapshot)
            except AppError as problem:
                summary.stopped = problem
                return summary
            summary.results.append(result)
            if result.lost:
                lost_in_a_row += 1
            elif result.verdict is not PushVerdict.UNKNOWN:
                lost_in_a_row = 0
            if lost_in_a_row >= _MANY_LOST and done + 1 < len(todo):
                summary.stopped = UnreachableError(
                    say("{n} declaraties achter elkaar zonder uitkomst; de rest is niet verstuurd.", n=lost_in_a_row)
                )
                return summary
        if progress is not None:
            progress(Progress("declaraties", len(todo), len(todo)))
        return summary

    async def candidates(self) -> list[Declaratie]:
        """Everything that is not settled, in the order in which it got or will get its number."""
        states = (DeclaratieState.CONCEPT, DeclaratieState.OPENSTAAND)
        found = await self.database.read(lambda db: declaraties.load_all(db, states=states))
        return sorted(found, key=lambda one: (not one.nummer, one.nummer, int(one.id)))

    async def _verify(self) -> None:
        """The key must open the administration that was coupled, and both clocks must agree, before anything is written."""
        company = await self.snelstart.company_info()
        found = str(company.get("administratieIdentifier") or "")
        if found.lower() != self.identity.administratie.lower():
            raise GuardError(
                say("De koppelsleutel opent een andere administratie: {naam}.", naam=company.get("administratieNaam")),
                advice=say("Zet de koppelsleutel terug van de administratie waarmee gekoppeld is."),
            )
        skew = self.snelstart.clock_skew()
        if skew is not None and abs(skew) > timedelta(seconds=self.settings.clock_skew_seconds):
            raise clocks_differ(skew)
        await keep_company(self.database, company)

    async def _plan(
        self, declaratie: Declaratie, live: Intent | None, sources: Sequence[Source], snapshot: Snapshot, *, again: bool
    ) -> Intent:
        """The hours are read again, unless the order may be there already: then it is only looked for."""
        may_be_there = live is not None and live.state in (IntentState.SENDING, IntentState.UNKNOWN)
        if not may_be_there and not declaratie.credits:
            refuse_changed(await check_hours(self.timeon, sources))
            local = [one for one in sources if not one.hour_id]
            if local:
                refuse_changed(await self.database.read(lambda db: stored_changes(db, local)))
        now = self.clock()

        def work(db: Connection) -> Intent:
            if snapshot.strangers:
                marker, _ = marker_for(db, declaratie, self.identity, snapshot.credited)
                refuse_foreign(snapshot, {*intents.markers(db), marker})
            return plan(
                db,
                need(db, declaratie.id),
                settings=self.settings,
                snapshot=snapshot,
                today=today(self.clock),
                now=now,
                again=again,
            )

        crashpoint("before plan")
        planned = await self.database.write(work)
        crashpoint("after plan")
        return planned

    async def _run(self, intent: Intent, *, accept_changed: bool) -> Ended:
        pusher = Pusher(self.database, self.snelstart, self.settings, self.clock)
        try:
            return await pusher.push(intent, accept_changed=accept_changed)
        except FenceError:
            return Ended(PushVerdict.UNKNOWN, str(say("Een andere run nam deze declaratie over.")))

    async def _unplanned(self, declaratie: Declaratie, problem: PersonNeededError) -> PushResult:
        """Nothing was planned: the declaratie stays as it was, the refusal is an event."""
        reason = problem.detail or problem.title
        at = iso(self.clock())
        detail = {"reden": reason, "voor": "verzending"}

        def work(db: Connection) -> Declaratie:
            declaraties.set_order(db, declaratie.id, declaratie.order, reason=reason)
            journal.append(db, at, "push.geweigerd", declaraties.subject(declaratie.id), detail)
            return need(db, declaratie.id)

        after = await self.database.write(work)
        return PushResult(after, PushVerdict.REFUSED, reason, advice=problem.advice)


def _as_it_stands(db: Connection, declaratie_id: str) -> tuple[Declaratie, Intent | None, list[Source]]:
    """A declaratie with its live intent and what it was made of, at one moment."""
    declaratie = need(db, declaratie_id)
    return declaratie, intents.live(db, declaratie.id), regels.sources(db, declaratie.id)
