"""Links between records: promises `{id, uri}` with a relative uri, and finds links that lead nowhere.

A link without an id, or with the empty guid, is no link: the service's own examples send the empty guid for "none".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.sandbox.snelstart.schema import SCALARS, Model, model
from core.sandbox.snelstart.values import EMPTY_GUID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.sandbox.snelstart.state import Administratie, Record

MACHTIGINGEN = "doorlopendeincassomachtigingen"
TARGETS = {
    "Artikelen.ArtikelIdentifierModel": "artikelen",
    "Artikelen.ArtikelOmzetGroepIdentifierModel": "artikelomzetgroepen",
    "Dagboeken.DagboekIdentifierModel": "dagboeken",
    "Documenten.DocumentIdentifierModel": "documenten",
    "Grootboeken.GrootboekIdentifierModel": "grootboeken",
    "Inkoopboekingen.InkoopboekingIdentifierModel": "inkoopboekingen",
    "Kostenplaatsen.KostenplaatsIdentifierModel": "kostenplaatsen",
    "Landen.LandIdentifierModel": "landen",
    "Relaties.RelatieIdentifierModel": "relaties",
    "VerkoopBoekingen.IncassoMachtigingIdentifierModel": MACHTIGINGEN,
    "VerkoopBoekingen.VerkoopboekingIdentifierModel": "verkoopboekingen",
    "Verkoopfacturen.VerkoopfactuurIdentifierModel": "verkoopfacturen",
    "Verkooporders.VerkoopOrderIdentifierModel": "verkooporders",
    "Verkoopordersjablonen.VerkoopordersjabloonIdentifierModel": "verkoopordersjablonen",
}
"""The resource behind each kind of link."""


def link(resource: str, record_id: str) -> Record:
    """A link to one record."""
    return {"id": record_id, "uri": f"/{resource}/{record_id}"}


def linked(value: Record | None) -> str | None:
    """The id a link leads to; None for no link."""
    found = value.get("id") if value else None
    return found if found and found != EMPTY_GUID else None


def relink(shape: Model, record: Record) -> None:
    """Puts every link in a bound record, nested ones too, into the service's own form."""
    for each in shape.fields:
        value = record.get(each.name)
        if value is None or each.type in SCALARS:
            continue
        target = TARGETS.get(each.type)
        if target is not None and not each.many:
            found = linked(value)
            record[each.name] = link(target, found) if found else None
        elif target is None:
            for item in value if each.many else [value]:
                relink(model(each.type), item)


def dangling(administratie: Administratie, shape: Model, record: Record, path: str = "") -> Iterator[tuple[str, str]]:
    """The links that lead to no record, as (path of JSON names, resource)."""
    for each in shape.fields:
        value = record.get(each.name)
        if not value or each.type in SCALARS:
            continue
        here = f"{path}.{each.name}" if path else each.name
        target = TARGETS.get(each.type)
        for item in value if each.many else [value]:
            if target is None:
                yield from dangling(administratie, model(each.type), item, here)
            elif item["id"] not in administratie.table(target):
                yield here, target
