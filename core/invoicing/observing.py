"""Our verkooporders and their verkoopfacturen as a run reads them: kept and told, nothing at the other side is touched.

Without anything that waits for an order or a payment they are asked for as seldom as what seldom changes.
"""

from dataclasses import dataclass
from datetime import timedelta

from core.clock import Clock, from_iso, iso
from core.config import Settings
from core.domain.declaratie import DeclaratieState
from core.errors import ScopeError
from core.invoicing import lookup
from core.invoicing.following import Following
from core.invoicing.ports import SnelStartPort
from core.invoicing.results import Looked
from core.invoicing.snapshot import Identity, Snapshot
from core.invoicing.sweeping import Sweeping, order_row
from core.store import journal, observed, reads
from core.store.connection import Connection, Database

ORDERS, FACTUREN = "orders", "facturen"


@dataclass(slots=True)
class Observing:
    """Looks for one koppeling; the caller holds it."""

    database: Database
    snelstart: SnelStartPort
    settings: Settings
    clock: Clock
    identity: Identity

    async def run(self) -> dict[str, Looked]:
        """What was read of each of the two; nothing when it is not due, or when the key gives no right to orders or facturen."""
        if not await self.database.read(self._is_due):
            return {}
        try:
            return await self._look()
        except ScopeError as refused:
            detail = {"reden": refused.detail or refused.title}
            await self.database.write(
                lambda db: journal.append(db, iso(self.clock()), "orders.overgeslagen", "koppelbord", detail)
            )
            return {}

    async def _look(self) -> dict[str, Looked]:
        before = self.snelstart.calls
        orders = await lookup.all_marked(self.snelstart)
        changed = await self.database.read(lambda db: _changed(db, [order_row(one) for one in orders]))
        snapshot = Snapshot(orders, self.identity)
        swept = await Sweeping(
            self.database, self.snelstart, self.settings, self.clock, self.identity, only_look=True
        ).run(snapshot)
        sought = self.snelstart.calls
        followed = await Following(self.database, self.snelstart, self.clock).run(snapshot, swept)
        await self.database.write(lambda db: reads.set_full_at(db, ORDERS, iso(self.clock())))
        read, fresh = followed.facturen
        return {
            ORDERS: Looked(len(orders), changed, sought - before, tuple(swept.parked)),
            FACTUREN: Looked(read, fresh, self.snelstart.calls - sought),
        }

    def _is_due(self, db: Connection) -> bool:
        if db.execute(
            "SELECT 1 FROM declaraties WHERE state = ? LIMIT 1", (DeclaratieState.OPENSTAAND.value,)
        ).fetchone():
            return True
        at = reads.full_at(db, ORDERS)
        return not at or self.clock() - from_iso(at) >= timedelta(hours=self.settings.reference_hours)


def _changed(db: Connection, rows: list[observed.Row]) -> int:
    known = {id_: digest for digest, id_ in observed.digests_of(db, ORDERS, [str(row[0]) for row in rows]).items()}
    return sum(known.get(str(row[0])) != row[1] for row in rows)
