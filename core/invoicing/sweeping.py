"""The sweep: never two live drafts of one marker, and nothing that arrived, vanished or came from elsewhere unsaid.

A double is removed only when it is still an Order, has no verkoopfactuur, and is exactly what was sent; anything else is
left for a person. The caller holds the koppeling's OS lock.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.clock import Clock, iso
from core.config import Settings
from core.crashpoint import crashpoint
from core.domain.declaratie import OrderState
from core.domain.push import Intent, IntentState, PushVerdict
from core.errors import RefusedError, UnknownOutcomeError
from core.invoicing.doubles import keep_one, why_keep
from core.invoicing.making import need
from core.invoicing.order import RESOURCE
from core.invoicing.ports import SnelStartPort
from core.invoicing.pusher import Pusher
from core.invoicing.remote import RemoteOrder, read_order
from core.invoicing.results import SweepResult
from core.invoicing.snapshot import Identity, Snapshot
from core.store import declaraties, intents, journal, observed
from core.store.connection import Connection, Database
from core.text import Sentence, say

_THERE = frozenset({OrderState.ORDER, OrderState.INVOICED, OrderState.PARTLY_PAID})


@dataclass(slots=True)
class Sweeping:
    """One sweep over the marked orders of one koppeling; with `only_look` nothing leaves, and a double is only told."""

    database: Database
    snelstart: SnelStartPort
    settings: Settings
    clock: Clock
    identity: Identity
    only_look: bool = False
    _removed: list[str] = field(default_factory=list)
    _adopted: list[str] = field(default_factory=list)
    _parked: list[Sentence] = field(default_factory=list)
    _unknown: list[str] = field(default_factory=list)
    _gone: list[str] = field(default_factory=list)

    async def run(self, snapshot: Snapshot) -> SweepResult:
        """Look at every marker once."""
        await self.database.write(lambda db: observed.upsert(db, "orders", map(order_row, snapshot.orders)))
        live = {intent.marker: intent for intent in await self.database.read(intents.live_all)}
        groups = snapshot.by_marker()
        for marker, orders in groups.items():
            intent = live.get(marker)
            if intent is None:
                await self._report_unknown(marker, orders[0])
                continue
            kept, others = keep_one(orders)
            for other in others:
                await self._remove(intent, kept, other)
            if intent.state is IntentState.DONE or not self.only_look:
                await self._hold(intent, kept)
        for marker, intent in live.items():
            if intent.state is IntentState.DONE and marker not in groups:
                await self._missing(intent)
        return SweepResult(
            orders=len(snapshot.orders),
            removed=tuple(self._removed),
            adopted=tuple(self._adopted),
            parked=tuple(self._parked),
            unknown=tuple(self._unknown),
            gone=tuple(self._gone),
        )

    async def _hold(self, intent: Intent, kept: RemoteOrder) -> None:
        """The order that stays is the one that the intent names."""
        if intent.state is not IntentState.DONE:
            if intent.state is not IntentState.REFUSED:
                ended = await Pusher(self.database, self.snelstart, self.settings, self.clock).push(intent)
                if ended.verdict is PushVerdict.ADOPTED:
                    self._adopted.append(kept.nummer)
            return

        def work(db: Connection) -> None:
            declaratie = need(db, intent.declaratie_id)
            if intent.remote_id != kept.id:
                intents.moved(db, intent, self._at(), kept.id, kept.nummer)
            elif declaratie.order is OrderState.GONE:
                declaraties.set_order(db, declaratie.id, OrderState.ORDER)
                self._event(db, "order.terug", intent, kept)

        await self.database.write(work)

    async def _remove(self, intent: Intent, kept: RemoteOrder, other: RemoteOrder) -> None:
        if self.only_look:
            self._parked.append(say("Order {nummer} is dubbel met {gehouden}; 'declaraties follow' ruimt dat op.",
                                    nummer=other.nummer, gehouden=kept.nummer))  # fmt: skip
            return
        raw = await self.snelstart.read(RESOURCE, other.id)
        if raw is None:
            return
        now = read_order(raw)
        keep = why_keep(intent, now)
        if keep is None:
            if await self.snelstart.read(RESOURCE, kept.id) is None:
                return  # a person removed the one that was to stay: this one is the order now, as the next sweep will see
            await self.database.write(
                lambda db: self._event(db, "sweep.dubbel", intent, now, {"gehouden": kept.nummer})
            )
            crashpoint("before delete of a double")
            try:
                await self.snelstart.delete(RESOURCE, now.id)
            except (RefusedError, UnknownOutcomeError) as problem:
                keep = say("{reden}", reden=problem.detail or problem.title)
            crashpoint("after delete of a double")
        if keep is None:
            await self.database.write(lambda db: self._event(db, "sweep.verwijderd", intent, now))
            self._removed.append(now.nummer)
            return
        sentence = say("Order {nummer} is dubbel met {gehouden} maar blijft staan: {reden}", nummer=now.nummer,
                       gehouden=kept.nummer, reden=keep)  # fmt: skip
        self._parked.append(sentence)
        await self.database.write(lambda db: self._once(db, "sweep.geparkeerd", intent, now, {"reden": str(keep)}))

    async def _missing(self, intent: Intent) -> None:
        """Gone only when SnelStart says so by id: a person may have taken the marker out."""
        declaratie = await self.database.read(lambda db: need(db, intent.declaratie_id))
        if declaratie.order not in _THERE:
            return
        raw = await self.snelstart.read(RESOURCE, intent.remote_id)
        if raw is not None:
            order = read_order(raw)
            reason = say("Het kenmerk {marker} is in SnelStart uit order {nummer} gehaald.", marker=intent.marker,
                         nummer=order.nummer)  # fmt: skip
            await self.database.write(
                lambda db: self._once(db, "order.gewijzigd", intent, order, {"reden": str(reason)})
            )
            self._parked.append(reason)
            return

        def work(db: Connection) -> None:
            reason = str(say("Order {nummer} is in SnelStart verwijderd.", nummer=declaratie.order_nummer))
            declaraties.set_order(db, declaratie.id, OrderState.GONE, reason=reason)
            observed.mark_gone(db, "orders", [intent.remote_id])
            detail = {"order": intent.remote_id, "nummer": intent.remote_nummer, "marker": intent.marker}
            journal.append(db, self._at(), "order.verdwenen", declaraties.subject(declaratie.id), detail)

        await self.database.write(work)
        self._gone.append(declaratie.nummer)

    async def _report_unknown(self, marker: str, order: RemoteOrder) -> None:
        ours = order.mark is not None and order.mark.organisatie == self.identity.organisatie
        detail = {"marker": marker, "order": order.id, "nummer": order.nummer, "eigen": ours}
        subject = f"order:{order.id}"

        def work(db: Connection) -> None:
            if not any(True for _ in journal.events(db, subject=subject, type_="sweep.onbekend", limit=1)):
                journal.append(db, self._at(), "sweep.onbekend", subject, detail)

        await self.database.write(work)
        self._unknown.append(order.nummer)

    def _event(
        self, db: Connection, type_: str, intent: Intent, order: RemoteOrder, more: dict[str, str] | None = None
    ) -> None:
        detail = {"order": order.id, "nummer": order.nummer, "marker": intent.marker, **(more or {})}
        journal.append(db, self._at(), type_, declaraties.subject(intent.declaratie_id), detail)

    def _once(self, db: Connection, type_: str, intent: Intent, order: RemoteOrder, more: dict[str, str]) -> None:
        """An event that says the same as the last one of its type is not repeated."""
        last = next(
            journal.events(
                db, subject=declaraties.subject(intent.declaratie_id), type_=type_, limit=1, newest_first=True
            ),
            None,
        )
        if (
            last is None
            or last.detail.get("order") != order.id
            or any(last.detail.get(k) != v for k, v in more.items())
        ):
            self._event(db, type_, intent, order, more)

    def _at(self) -> str:
        return iso(self.clock())


def order_row(order: RemoteOrder) -> Sequence[str | int | bytes]:
    """An order as an observed row."""
    return (
        order.id, hashlib.sha256(order.raw).digest(), order.raw, order.nummer, order.mark.marker if order.mark else "",
        order.relatie_id, order.status, "" if order.total is None else str(order.total), order.lines or 0,
        order.factuur_id,
    )  # fmt: skip
