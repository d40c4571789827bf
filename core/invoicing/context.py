"""What an order needs beside its declaratie, read from the koppeling's file in one go."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.config import Settings
from core.domain.artikel_regel import ArtikelRegel
from core.domain.declaratie import Declaratie
from core.domain.product import Artikel, BtwTarief, Productgroep
from core.invoicing import kostenplaatsen
from core.invoicing.default_rules import default_rules
from core.invoicing.kostenplaatsen import Kostenplaats
from core.invoicing.lineamount import LineRule, line_rule
from core.invoicing.order import OrderContext, factuurkorting, read_payload
from core.invoicing.snapshot import Identity, credit_marker, next_marker
from core.store import artikel_regels, declaraties, intents, koppeling, observed, records, regels
from core.store.connection import Connection, Database

COMPANY = "companyInfo"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Artikelen, productgroepen, tariffs, the rules in force (made by hand, and inferred ones for the rest), and how lines are
    counted.
    """

    artikelen: Sequence[Artikel]
    groepen: Sequence[Productgroep]
    tarieven: Sequence[BtwTarief]
    rules: Sequence[ArtikelRegel]
    line_rule: LineRule = ""


def catalogue(db: Connection) -> Catalogue:
    """As last read from SnelStart."""
    artikelen, groepen = records.artikelen(db), records.productgroepen(db)
    rules = [*artikel_regels.rules(db), *default_rules(artikelen, groepen)]
    return Catalogue(artikelen, groepen, records.btw_tarieven(db), rules, line_rule(company(db)))


def company(db: Connection) -> Mapping[str, Any]:
    """CompanyInfo as far as it is known."""
    found = koppeling.fact(db, COMPANY, {})
    return found if isinstance(found, dict) else {}


async def keep_company(database: Database, company: Mapping[str, Any]) -> None:
    """Keep companyInfo as it was answered, when it is not what is known."""
    plain = json.loads(json.dumps(company, default=str))
    if await database.read(lambda db: koppeling.fact(db, COMPANY)) != plain:
        await database.write(lambda db: koppeling.set_fact(db, COMPANY, plain))


def sjablonen(db: Connection) -> list[dict[str, Any]]:
    """The verkoopordersjablonen as last read."""
    return [_json(raw) for _id, _naam, raw in observed.others(db, "verkoopordersjablonen")]


def marker_for(
    db: Connection, declaratie: Declaratie, identity: Identity, credited: Collection[str] = ()
) -> tuple[str, int]:
    """Its marker and generation; `credited` are markers known to be taken back beside those of this file.

    A credit of something that has no marker yet has none either: ("", 0).
    """
    if declaratie.credits:
        original = declaraties.load(db, declaratie.credits)
        return (credit_marker(identity, original.marker), 0) if original and original.marker else ("", 0)
    ids = [source.registratie_id for source in regels.sources(db, declaratie.id)]
    return next_marker(identity, ids, {*credited, *_credited_here(db)})


def order_context(
    db: Connection,
    declaratie: Declaratie,
    identity: Identity,
    settings: Settings,
    credited: Collection[str] = (),
) -> OrderContext:
    """Everything `order_body` asks for."""
    marker, generation = marker_for(db, declaratie, identity, credited)
    original = declaraties.load(db, declaratie.credits) if declaratie.credits else None
    klant = _json(observed.raw(db, "customers", declaratie.klant_id))
    registraties = [] if original else [one.registratie_id for one in regels.sources(db, declaratie.id)]
    relatie = _json(observed.raw(db, "relaties", declaratie.relatie_id))
    return OrderContext(
        relatie=relatie,
        organisatie=identity.organisatie,
        marker=marker,
        generation=generation,
        registraties=registraties,
        po_number=str(klant.get("poNumber") or ""),
        payment_days=settings.payment_days,
        credits=original.marker if original else "",
        credits_nummer=original.nummer if original else "",
        korting=korting_of(db, original) if original else factuurkorting(relatie),
        kostenplaats=kostenplaats_of(db, original or declaratie),
    )


def kostenplaats_of(db: Connection, declaratie: Declaratie) -> Kostenplaats | None:
    """The kostenplaats of a declaratie: as it was sent, else what is chosen for its klant now."""
    intent = intents.sent(db, declaratie.id)
    if intent is not None:
        return kostenplaatsen.of_order(db, read_payload(intent.payload))
    return kostenplaatsen.of_klant(db, declaratie.klant_id)


def korting_of(db: Connection, declaratie: Declaratie) -> Decimal:
    """The factuurkorting of a declaratie: as it was sent, else what its klant has in SnelStart now."""
    intent = intents.sent(db, declaratie.id)
    if intent is not None:
        return factuurkorting(read_payload(intent.payload))
    original = declaraties.load(db, declaratie.credits) if declaratie.credits else None
    if original is not None:
        return korting_of(db, original)
    return factuurkorting(_json(observed.raw(db, "relaties", declaratie.relatie_id)))


def _credited_here(db: Connection) -> set[str]:
    query = """
        SELECT o.marker FROM declaraties c JOIN declaraties o ON o.id = c.credits
        WHERE c.nummer <> '' AND o.marker <> ''
    """
    return {row[0] for row in db.execute(query)}


def _json(raw: bytes | None) -> dict[str, Any]:
    found = json.loads(raw) if raw else {}
    return found if isinstance(found, dict) else {}
