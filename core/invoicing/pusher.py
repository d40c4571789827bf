"""The effects of the push: carries out what core.invoicing.protocol decides, one intent at a time.

Look-ups are written down together with the step that follows them, so that a push costs three commits.
"""

import json
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from core.clock import Clock, iso
from core.config import Settings
from core.crashpoint import crashpoint
from core.domain.push import Intent, IntentState, PushVerdict
from core.errors import AppError, GarbledError, RefusedError, UnknownOutcomeError
from core.invoicing import lookup, protocol
from core.invoicing.order import RESOURCE, payload_hash, read_payload
from core.invoicing.ports import SnelStartPort
from core.invoicing.protocol import (
    Claim,
    Created,
    Effect,
    Ended,
    LookUp,
    Lost,
    MarkSending,
    Post,
    Rejected,
    Release,
    Seen,
    Store,
    Unsent,
)
from core.invoicing.remote import RemoteOrder, read_order
from core.invoicing.stopwatch import Stopwatch, boot_seconds
from core.store import declaraties, intents
from core.store.connection import Connection, Database
from core.text import in_sentences, say

_LEAST_LEASE = timedelta(seconds=120)


@cache
def owner() -> str:
    """Whose lease it is: this machine. The koppeling's OS lock keeps its processes apart."""
    return socket.gethostname()


@dataclass(slots=True)
class Pusher:
    """Runs the protocol for intents; the caller holds the koppeling's OS lock."""

    database: Database
    snelstart: SnelStartPort
    settings: Settings
    clock: Clock
    owner: str = field(default_factory=owner)
    stopwatch: Stopwatch = boot_seconds

    @property
    def lease(self) -> timedelta:
        """How long a run may hold an intent, and how long before its POST the look-up may be."""
        return max(_LEAST_LEASE, 4 * timedelta(seconds=round(self.settings.timeout_seconds)))

    async def push(self, intent: Intent, *, accept_changed: bool = False) -> Ended:
        """One run of one intent. Raises StorageError when this machine can't write: then nothing was sent."""
        run = protocol.push(
            settle=timedelta(seconds=self.settings.settle_seconds),
            skew=timedelta(seconds=self.settings.clock_skew_seconds),
            accept_changed=accept_changed,
            credited=await self.database.read(lambda db: _is_credited(db, intent)),
        )
        effects = _Effects(self, intent)
        answer: Any = None
        while True:
            try:
                effect = run.send(answer)
            except StopIteration as end:
                ended: Ended = end.value
                return ended
            crashpoint(f"before {type(effect).__name__}")
            answer = await effects.perform(effect)
            crashpoint(f"after {type(effect).__name__}")


@dataclass(slots=True)
class _Effects:
    """The effects of one run of one intent."""

    pusher: Pusher
    intent: Intent
    looks: list[tuple[Any, ...]] = field(default_factory=list)
    looked_at: int = 0

    async def perform(self, effect: Effect) -> Any:
        """Carry one effect out and answer its result."""
        match effect:
            case Claim():
                return await self._claim()
            case LookUp():
                return await self._look_up(effect)
            case MarkSending(intent, not_before):
                return await self._mark_sending(intent, max(self.pusher.clock(), not_before))
            case Post(intent):
                return await self._post(intent)
            case Store():
                return await self._store(effect)
            case Release(intent):
                return await self._write(lambda db: intents.release(db, intent, self._at()), intent)

    async def _claim(self) -> Intent | None:
        now = self.pusher.clock()
        lease = self.pusher.lease
        return await self.pusher.database.write(
            lambda db: intents.claim(
                db, self.intent.id, owner=self.pusher.owner, now=now, lease_until=now + lease, fence=self.intent.fence
            )
        )

    async def _look_up(self, effect: LookUp) -> Seen:
        began = self.pusher.clock()
        self.looked_at = self.pusher.stopwatch()
        try:
            orders = await lookup.find(self.pusher.snelstart, effect.intent, effect.way)
        except AppError:
            await self._let_go(effect.intent)
            raise
        self.looks.append((iso(began), [order.id for order in orders], effect.way.value))
        return Seen(orders, began, self.pusher.snelstart.clock_skew())

    async def _mark_sending(self, intent: Intent, at: datetime) -> Intent:
        def work(db: Any) -> Intent:
            intents.sending(db, intent, iso(at))
            return intents.by_id(db, intent.id)

        stored: Intent = await self._write(work, intent, durable=True)
        return stored

    async def _post(self, intent: Intent) -> protocol.Answer:
        body = read_payload(intent.payload)
        if payload_hash(intent.payload) != intent.payload_hash:
            return Rejected(str(say("Wat verstuurd zou worden is niet meer wat bedoeld was; er is niets verstuurd.")))
        late = intent.lease_until is not None and self.pusher.clock() >= intent.lease_until
        if late or self.pusher.stopwatch() - self.looked_at >= self.pusher.lease.total_seconds():
            return Unsent(str(say("Deze run stond te lang stil voor het versturen; er is niets verstuurd.")))
        try:
            return Created(read_order(await self.pusher.snelstart.create(RESOURCE, body)))
        except RefusedError as problem:
            return Rejected(_words(problem), problem.codes)
        except (UnknownOutcomeError, GarbledError) as problem:
            return Lost(_words(problem))
        except AppError as problem:
            return Unsent(_words(problem), problem)

    async def _store(self, effect: Store) -> None:
        intent, order, at = effect.intent, effect.order, self._at()

        def work(db: Any) -> None:
            match effect.state:
                case IntentState.DONE if order is not None:
                    event = "push.beantwoord" if effect.verdict is PushVerdict.PUSHED else "push.overgenomen"
                    intents.done(
                        db, intent, at, remote_id=order.id, remote_nummer=order.nummer, event=event,
                        reason=effect.reason, verschil=effect.verschil, detail=_proof(order),
                    )  # fmt: skip
                case IntentState.REFUSED:
                    intents.refused(db, intent, at, effect.reason, effect.codes)
                case IntentState.PLANNED:
                    intents.not_sent(db, intent, at, effect.reason)
                case _:
                    intents.unknown(db, intent, at, effect.reason)

        await self._write(work, intent)

    async def _let_go(self, intent: Intent) -> None:
        """A look-up that failed ends the run, not the intent."""
        await self._write(lambda db: intents.release(db, intent, self._at()), intent)

    async def _write(self, work: Callable[[Any], Any], intent: Intent, *, durable: bool = False) -> Any:
        looks = list(self.looks)

        def all_of_it(db: Any) -> Any:
            for at, found, way in looks:
                intents.looked(db, intent, at, found, way)
            return work(db)

        result = await self.pusher.database.write(all_of_it, durable=durable)
        self.looks.clear()
        return result

    def _at(self) -> str:
        return iso(self.pusher.clock())


def _is_credited(db: Connection, intent: Intent) -> bool:
    """Whether a credit of it got its number: then its registraties are free for another declaratie."""
    credit = declaraties.credit_of(db, intent.declaratie_id)
    return credit is not None and bool(credit.nummer)


def _proof(order: RemoteOrder) -> dict[str, Any]:
    """What the other side answered, for the chain of evidence."""
    seen = order.raw or json.dumps([order.id, order.nummer, str(order.total), order.lines]).encode()
    return {
        "relatie": order.relatie_id,
        "regels": order.lines,
        "totaal": None if order.total is None else str(order.total),
        "inclusief": None if order.incl is None else str(order.incl),
        "antwoord": payload_hash(seen.decode("utf-8", "replace")),
    }


def _words(problem: AppError) -> str:
    return in_sentences(problem.detail or problem.title, problem.advice)
