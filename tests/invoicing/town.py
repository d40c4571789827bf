"""A koppeling's file filled from a sandbox over HTTP, and invoicing on top of it with the real clients."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from core.clock import Clock, system_clock
from core.config import Settings
from core.domain.match import Decision, Verdict
from core.http import Http
from core.invoicing.declaraties import Declaraties, Identity
from core.snelstart import SnelStart
from core.snelstart import wire as snelstart_wire
from core.store import decisions, observed, records
from core.store.database import Database
from core.store.schema_koppeling import KOPPELING
from core.timeon import TimeOn
from core.timeon import wire as timeon_wire


@dataclass
class Town:
    """Both clients, the file and the face. `facts` is what a sandbox announces."""

    facts: dict[str, Any]
    database: Database
    snelstart: SnelStart
    timeon: TimeOn
    declaraties: Declaraties
    http: Http

    async def close(self) -> None:
        self.database.close()
        await self.http.aclose()

    @property
    def administratie(self) -> str:
        return str(self.facts["administraties"][0]["id"])


async def open_town(
    facts: dict[str, Any], path: Path, *, clock: Clock = system_clock, lock_seconds: float = 10.0, **settings: Any
) -> Town:
    chosen = Settings(
        snelstart_url=facts["snelstart_url"],
        snelstart_auth_url=facts["snelstart_auth_url"],
        timeon_url=facts["timeon_url"],
        **settings,
    )
    http = Http(chosen, clock=clock)
    first = facts["administraties"][0]
    snelstart = SnelStart(
        http, chosen, clock, subscription_key=facts["subscription_key"], koppelsleutel=first["koppelsleutel"]
    )
    timeon = TimeOn(http, chosen, clock, api_key=facts["timeon_key"])
    identity = Identity(first["id"], str((await timeon.organisation())["organisationID"]))
    database = Database(path, KOPPELING)
    face = Declaraties(database, snelstart, timeon, chosen, clock, identity, lock_seconds=lock_seconds)
    return Town(facts, database, snelstart, timeon, face, http)


def digest(raw: bytes) -> bytes:
    return hashlib.sha256(raw).digest()


async def fill(town: Town, van: date, tot: date, *, clock: Clock = system_clock) -> int:
    """Read what invoicing needs and couple klanten by equal number; answers how many were coupled."""
    raws: dict[str, list[bytes]] = {}
    for resource in ("relaties", "artikelen", "artikelomzetgroepen", "btwtarieven"):
        raws[resource] = [raw async for page in town.snelstart.pages(resource) for raw in page]
    customers = [row async for page in town.timeon.customers() for row in page]
    hours = await town.timeon.hours(van, tot)
    relaties = {
        p.nummer: p for p in map(snelstart_wire.relatie_to_partij, raws["relaties"]) if p.takes_part and p.nummer
    }
    partijen = [timeon_wire.customer_to_partij(row) for row in customers]
    pairs = {p.nummer: (p.id, relaties[p.nummer].id) for p in partijen if p.actief and p.nummer in relaties}

    def work(db: Any) -> None:
        observed.upsert(
            db,
            "relaties",
            [records.partij_row(snelstart_wire.relatie_to_partij(raw), digest(raw), raw) for raw in raws["relaties"]],
        )
        observed.upsert(
            db,
            "artikelen",
            [records.artikel_row(snelstart_wire.artikel(raw), digest(raw), raw) for raw in raws["artikelen"]],
        )
        observed.upsert(
            db,
            "productgroepen",
            [
                records.productgroep_row(snelstart_wire.productgroep(raw), digest(raw), raw)
                for raw in raws["artikelomzetgroepen"]
            ],
        )
        observed.upsert(
            db,
            "btwtarieven",
            [records.btw_tarief_row(snelstart_wire.btw_tarief(raw), digest(raw), raw) for raw in raws["btwtarieven"]],
        )
        observed.upsert(db, "customers", [records.partij_row(p, p.id.encode(), b"{}") for p in partijen])
        parts = [part for row in hours for part in timeon_wire.registraties(row)]
        observed.upsert_registraties(db, map(records.registratie_row, parts))
        decisions.decide(db, [Decision(left, right, Verdict.COUPLE, "test", clock()) for left, right in pairs.values()])

    await town.database.write(work)
    return len(pairs)
