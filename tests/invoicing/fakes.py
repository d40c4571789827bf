"""Two services in a dict, with faults on demand, and a koppeling's file filled with a small office."""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from core.config import Settings
from core.domain.match import Decision, Verdict
from core.domain.product import Artikel, BtwTarief, Productgroep
from core.domain.registratie import Registratie
from core.errors import RefusedError, UnknownOutcomeError
from core.invoicing.declaraties import Declaraties, Identity
from core.store import decisions, observed, records
from core.store.database import Database
from core.store.schema_koppeling import KOPPELING
from core.timeon import wire

ADMINISTRATIE = "5d2d5c1e-0000-4000-8000-00000000a001"
IDENTITY = Identity(ADMINISTRATIE, "4711")
START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
UREN, KM, POST, LAAG = (f"a0000000-0000-4000-8000-00000000000{n}" for n in range(1, 5))
HOOG_GROEP, LAAG_GROEP, GEEN_GROEP = "g-hoog", "g-laag", "g-geen"
GROEPEN = [
    Productgroep(HOOG_GROEP, 5, "Hoog btw (diensten)", "Hoog"),
    Productgroep(LAAG_GROEP, 6, "Laag btw (diensten)", "Laag"),
    Productgroep(GEEN_GROEP, 7, "Geen btw (diensten)", "Geen"),
]
ARTIKELEN = [
    Artikel(UREN, "1001", "Administratie werkzaamheden", HOOG_GROEP, Decimal("87.50"), "uur"),
    Artikel(KM, "1701", "Kilometers", HOOG_GROEP, Decimal("0.35"), "km"),
    Artikel(POST, "1601", "Griffierecht (onbelast)", GEEN_GROEP, Decimal("0.00"), "post"),
    Artikel(LAAG, "1704", "Treinreis", LAAG_GROEP, Decimal("0.00"), "post"),
]
_EVER = (date(1900, 1, 1), date(2400, 12, 31))
TARIEVEN = [
    BtwTarief("Geen", Decimal(0), *_EVER),
    BtwTarief("Laag", Decimal(6), date(1900, 1, 1), date(2018, 12, 31)),
    BtwTarief("Laag", Decimal(9), date(2019, 1, 1), date(2400, 12, 31)),
    BtwTarief("Hoog", Decimal(21), date(2012, 10, 1), date(2400, 12, 31)),
]


def relatie_id(number: int) -> str:
    return f"b0000000-0000-4000-8000-{number:012d}"


@dataclass
class Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class FakeTimeOn:
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    calls: int = 0

    async def hours_by_id(self, ids: Any) -> list[dict[str, Any]]:
        self.calls += 1
        return [dict(self.rows[one]) for one in map(str, ids) if one in self.rows]


Fault = Callable[["FakeSnelStart", dict[str, Any]], Any]


@dataclass
class FakeSnelStart:
    """`faults` are taken one a POST; each gets the body and may make the order, or not, and raise."""

    clock: Clock
    orders: dict[str, dict[str, Any]] = field(default_factory=dict)
    facturen: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    posts: int = 0
    made: int = 0
    looks: int = 0
    skew: timedelta | None = timedelta(0)
    documents: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    document_faults: list[Fault] = field(default_factory=list)
    administratie: str = ADMINISTRATIE
    ignores_filter: bool = False
    refuses_filter: bool = False
    calls: int = 0

    async def company_info(self) -> dict[str, Any]:
        return {"administratieIdentifier": self.administratie, "administratieNaam": "Voorbeeld"}

    async def pages(self, resource: str, *, filter: str = "") -> Any:  # noqa: A002 - the word of the API
        self.looks += 1
        if self.refuses_filter and filter:
            raise RefusedError("no such property", status=400)
        if resource.startswith("documenten/"):
            yield [raw(one) for one in self.documents.get(resource.rpartition("/")[2], [])]
            return
        table = self.orders if resource == "verkooporders" else self.facturen
        rows = [row for key, row in table.items() if key not in self.hidden]
        if not self.ignores_filter and "KB" in filter:
            wanted = re.findall(r"'(KB[A-Z2-7]*)'", filter)[0]
            rows = [row for row in rows if wanted in str(row.get("orderreferentie")) + str(row.get("memo"))]
        if rows:
            yield [raw(row) for row in rows]

    async def read(self, resource: str, record_id: str) -> bytes | None:
        table = self.orders if resource == "verkooporders" else self.facturen
        return raw(table[record_id]) if record_id in table else None

    async def create(self, resource: str, body: dict[str, Any]) -> dict[str, Any]:
        if resource.startswith("documenten/"):
            return self.document_faults.pop(0)(self, body) if self.document_faults else self.hang(body)
        self.posts += 1
        if self.faults:
            return self.faults.pop(0)(self, body)
        return self.make(body)

    async def delete(self, resource: str, record_id: str) -> None:
        del self.orders[record_id]

    def clock_skew(self) -> timedelta | None:
        return self.skew

    def make(self, body: dict[str, Any]) -> dict[str, Any]:
        nummer = 1200 + self.made
        self.made += 1
        total = sum((cents(r["aantal"] * r["stuksprijs"]) for r in body["regels"]), Decimal("0.00"))
        total = cents(total * (100 - body.get("factuurkorting", 0)) / 100)
        order = {**body, "id": f"c0000000-0000-4000-8000-{nummer:012d}", "nummer": nummer, "totaalExclusiefBtw": total,
                 "modifiedOn": self.clock().isoformat(), "verkoopfactuur": None}  # fmt: skip
        self.orders[order["id"]] = order
        return order

    def hang(self, body: dict[str, Any]) -> dict[str, Any]:
        hung = self.documents.setdefault(body["parentIdentifier"], [])
        hung.append({"id": f"d{len(hung)}", "fileName": body["fileName"], "content": body["content"]})
        return {"id": f"d{len(hung) - 1}"}

    def invoice(self, order_id: str, saldo: str, bedrag: str = "121.00") -> None:
        factuur = {"id": f"f-{order_id}", "factuurnummer": "26700001", "factuurDatum": "2026-11-05T00:00:00",
                   "vervalDatum": "2026-11-19T00:00:00", "factuurBedrag": Decimal(bedrag),
                   "openstaandSaldo": Decimal(saldo), "relatie": self.orders[order_id]["relatie"]}  # fmt: skip
        self.facturen[factuur["id"]] = factuur
        self.orders[order_id] |= {"verkoopfactuur": {"id": factuur["id"]}, "procesStatus": "Factuur"}

    def doubles(self) -> int:
        marks = Counter(str(order["orderreferentie"])[:14] for order in self.orders.values())
        return sum(count - 1 for count in marks.values())


def lost_request(_fake: FakeSnelStart, _body: dict[str, Any]) -> Any:
    raise UnknownOutcomeError("time-out")


def lost_reply(fake: FakeSnelStart, body: dict[str, Any]) -> Any:
    fake.make(body)
    raise UnknownOutcomeError("time-out")


def delivered_twice(fake: FakeSnelStart, body: dict[str, Any]) -> Any:
    fake.make(body)
    return fake.make(body)


def refused(_fake: FakeSnelStart, _body: dict[str, Any]) -> Any:
    raise RefusedError("De relatie is geen klant", codes=["VOR-0002"], status=400)


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def raw(row: dict[str, Any]) -> bytes:
    return json.dumps(row, default=str).encode()


def hour(number: int, klant: int = 1, day: str = "2026-10-05", **more: Any) -> dict[str, Any]:
    return {
        "hourID": number, "customerID": klant, "projectID": 7, "userID": 301, "categoryID": 11, "date": f"{day}T00:00:00",
        "seconds": 3600, "secondsBillable": 3600, "billable": True, "remark": "Bankboekingen verwerkt", "approved": True,
        "invoiceID": None, "deleted": False, **more,
    }  # fmt: skip


@dataclass
class Office:
    """A koppeling with two klanten that are coupled and one that is not."""

    path: Path
    settings: Settings = field(default_factory=Settings)
    clock: Clock = field(default_factory=Clock)
    timeon: FakeTimeOn = field(default_factory=FakeTimeOn)
    snelstart: FakeSnelStart = field(init=False)
    database: Database = field(init=False)
    declaraties: Declaraties = field(init=False)

    def __post_init__(self) -> None:
        self.snelstart = FakeSnelStart(self.clock)
        self.open()

    def open(self) -> None:
        self.database = Database(self.path, KOPPELING)
        self.declaraties = Declaraties(
            self.database, self.snelstart, self.timeon, self.settings, self.clock, IDENTITY, lock_seconds=0.2
        )

    def close(self) -> None:
        self.database.close()

    async def fill(self, *rows: dict[str, Any], klanten: int = 3, coupled: int = 2) -> None:
        self.timeon.rows |= {str(row["hourID"]): row for row in rows}
        parts: list[Registratie] = [part for row in self.timeon.rows.values() for part in wire.registraties(row)]

        def work(db: Any) -> None:
            for number in range(1, klanten + 1):
                customer = {"customerID": number, "name": f"Klant {number} B.V.", "poNumber": f"PO-{number}"}
                partij = wire.customer_to_partij(customer)
                observed.upsert(db, "customers", [records.partij_row(partij, bytes([number]), raw(customer))])
                relatie = {"id": relatie_id(number), "naam": f"Klant {number} B.V.", "relatiesoort": ["Klant"]}
                slim = records.partij_row(partij, bytes([number]), raw(relatie))
                observed.upsert(db, "relaties", [(relatie_id(number), *slim[1:])])
                if number <= coupled and str(number) not in decisions.couples(db):
                    decisions.decide(db, [Decision(str(number), relatie_id(number), Verdict.COUPLE, "t", START)])
            observed.upsert(db, "artikelen", [records.artikel_row(a, a.id.encode(), b"{}") for a in ARTIKELEN])
            observed.upsert(db, "productgroepen", [records.productgroep_row(g, g.id.encode(), b"{}") for g in GROEPEN])
            observed.upsert(db, "btwtarieven", [records.btw_tarief_row(t, str(t).encode(), b"{}") for t in TARIEVEN])
            observed.upsert_other(db, "projects", [("7", b"p", b"{}", "Werkzaamheden 2026")])
            observed.upsert_other(db, "users", [("301", b"u", b"{}", "Fatma Yılmaz")])
            observed.upsert_registraties(db, map(records.registratie_row, parts))

        await self.database.write(work)
