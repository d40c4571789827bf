"""From *nog te factureren* to *betaald*: what SnelStart did with our orders, told and never pushed over."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from core.clock import Clock, iso
from core.domain.declaratie import Declaratie, DeclaratieState, Factuur, OrderState
from core.domain.money import amount_text, euro, plain
from core.invoicing.difference import differs
from core.invoicing.outdated import outdated
from core.invoicing.ports import SnelStartPort
from core.invoicing.remote import RemoteFactuur, RemoteOrder, read_factuur
from core.invoicing.results import FollowResult, SweepResult
from core.invoicing.snapshot import Snapshot
from core.store import declaraties, intents, journal, observed
from core.store.connection import Connection, Database
from core.text import Sentence, say

RESOURCE = "verkoopfacturen"
_OPEN = frozenset({OrderState.ORDER, OrderState.INVOICED, OrderState.PARTLY_PAID})
_ONE_BY_ONE = 5
"""Facturen that are asked for one by one; more come with the list, so that a run stays within its calls."""


@dataclass(slots=True)
class Following:
    """Follows the orders of one koppeling; the caller read them."""

    database: Database
    snelstart: SnelStartPort
    clock: Clock

    async def run(self, snapshot: Snapshot, swept: SweepResult) -> FollowResult:
        """Bring every declaratie with a live order up to date."""
        found = await self.database.read(lambda db: declaraties.load_all(db, states=(DeclaratieState.OPENSTAAND,)))
        open_ones = [one for one in found if one.order in _OPEN]
        orders = {order.id: order for order in snapshot.orders}
        wanted = {
            orders[one.order_id].factuur_id
            for one in open_ones
            if one.order_id in orders and orders[one.order_id].factuur_id
        }
        facturen = await self._facturen(wanted)
        changes: list[tuple[str, Sentence]] = []

        def work(db: Connection) -> int:
            known = {id_: digest for digest, id_ in observed.digests_of(db, "facturen", facturen).items()}
            fresh = [row for row in map(_row, facturen.values()) if known.get(str(row[0])) != row[1]]
            observed.upsert(db, "facturen", fresh)
            for declaratie in open_ones:
                order = orders.get(declaratie.order_id)
                changes.extend((declaratie.nummer, what) for what in self._outdated(db, declaratie))
                if order is not None:
                    said = self._one(db, declaratie, order, facturen.get(order.factuur_id))
                    changes.extend((declaratie.nummer, what) for what in said)
            return len(fresh)

        changed = await self.database.write(work)
        invoiced = [
            one.id for one in open_ones if one.order_id in orders and orders[one.order_id].factuur_id in facturen
        ]
        return FollowResult(len(open_ones), tuple(changes), swept, tuple(invoiced), (len(facturen), changed))

    async def _facturen(self, wanted: Collection[str]) -> dict[str, RemoteFactuur]:
        """A few by id; many from the whole list, because a payment does not reliably change modifiedOn."""
        found: dict[str, RemoteFactuur] = {}
        if len(wanted) <= _ONE_BY_ONE:
            for factuur_id in wanted:
                raw = await self.snelstart.read(RESOURCE, factuur_id)
                if raw is not None:
                    found[factuur_id] = read_factuur(raw)
            return found
        async for page in self.snelstart.pages(RESOURCE, filter=""):
            found.update((one.id, one) for one in map(read_factuur, page) if one.id in wanted)
        return found

    def _one(
        self, db: Connection, declaratie: Declaratie, order: RemoteOrder, factuur: RemoteFactuur | None
    ) -> list[Sentence]:
        said = self._edited(db, declaratie, order)
        if factuur is None:
            return said
        state = _state(factuur)
        before = declaratie.factuur
        if state is declaratie.order and before is not None and before.saldo == factuur.saldo:
            return said
        kept = Factuur(factuur.id, factuur.nummer, factuur.datum, factuur.verval, factuur.saldo)
        declaraties.set_factuur(db, declaratie.id, kept)
        now = declaraties.refresh(db, declaratie)
        declaraties.set_order(db, declaratie.id, state, reason=now.reason, verschil=now.verschil)
        if before is None:
            detail = {"nummer": factuur.nummer, "bedrag": plain(factuur.bedrag), "saldo": plain(factuur.saldo)}
            self._event(db, "order.gefactureerd", declaratie, detail)
            said.append(say("gefactureerd: {nummer}, {bedrag}", nummer=factuur.nummer, bedrag=euro(factuur.bedrag)))
        if state is OrderState.PAID:
            self._event(db, "order.betaald", declaratie, {"nummer": factuur.nummer})
            declaraties.archive(db, declaratie.id, self._at())
            said.append(say("betaald, naar archief"))
        elif before is not None or state is OrderState.PARTLY_PAID:
            self._event(db, "order.betaling", declaratie, {"saldo": amount_text(factuur.saldo)})
            said.append(say("nog open: {saldo}", saldo=euro(factuur.saldo)))
        return said

    def _outdated(self, db: Connection, declaratie: Declaratie) -> list[Sentence]:
        """The hours behind it changed: told once for each change, with a proposal; the order stays as it is."""
        found = outdated(db, declaratie)
        if not found:
            return []
        reason, subject = str(found[0]), declaraties.subject(declaratie.id)
        last = next(
            journal.events(db, subject=subject, type_="declaratie.achterhaald", limit=1, newest_first=True), None
        )
        if last is not None and last.detail.get("reden") == reason:
            return []
        self._event(db, "declaratie.achterhaald", declaratie, {"reden": reason})
        return [found[0], found[-1]]

    def _edited(self, db: Connection, declaratie: Declaratie, order: RemoteOrder) -> list[Sentence]:
        """A person changed the order in SnelStart: told once, theirs stays."""
        intent = intents.live(db, declaratie.id)
        difference = differs(intent, order) if intent else None
        reason = str(difference) if difference else ""
        verschil = difference.verschil if difference else ""
        if (reason, verschil) == (declaratie.reason, declaratie.verschil):
            return []
        declaraties.set_order(db, declaratie.id, declaratie.order, reason=reason, verschil=verschil)
        if difference is None:
            return []
        self._event(db, "order.gewijzigd", declaratie, {"reden": reason, "order": order.id})
        return [difference.sentence]

    def _event(self, db: Connection, type_: str, declaratie: Declaratie, detail: dict[str, str]) -> None:
        journal.append(db, self._at(), type_, declaraties.subject(declaratie.id), detail)

    def _at(self) -> str:
        return iso(self.clock())


def _state(factuur: RemoteFactuur) -> OrderState:
    if not factuur.saldo:
        return OrderState.PAID
    return OrderState.PARTLY_PAID if abs(factuur.saldo) < abs(factuur.bedrag) else OrderState.INVOICED


def _row(factuur: RemoteFactuur) -> Sequence[str | int | bytes]:
    return (
        factuur.id, hashlib.sha256(factuur.raw).digest(), factuur.raw, factuur.nummer, factuur.relatie_id,
        factuur.datum.isoformat() if factuur.datum else "", factuur.verval.isoformat() if factuur.verval else "",
        plain(factuur.bedrag), plain(factuur.saldo),
    )  # fmt: skip
