"""The table of resources: a row each, over the one machinery. What a row leaves out is what the service does by default."""

from __future__ import annotations

from core.sandbox.snelstart.resource import Resource
from core.sandbox.snelstart.rules import artikelen, relaties, verkooporders

ROWS = (
    Resource(
        "actieprijzen", "Actieprijzen.ActieprijzenModel", "Actieprijzen.ActieprijzenModel", "actieprijs", "ALG-0103"
    ),
    Resource(
        "artikelen",
        "Artikelen.ArtikelQueryModel",
        "Artikelen.ArtikelModel",
        "artikel",
        "ART-0001",
        soft="isNonActief",
        dangling={"relatie": "ART-0016"},
        prepare=artikelen.prepare,
        check=artikelen.check,
        block=artikelen.block,
    ),
    Resource(
        "artikelomzetgroepen",
        "Artikelen.ArtikelOmzetGroepModel",
        "Artikelen.ArtikelOmzetGroepModel",
        "artikelomzetgroep",
        "ART-0009",
    ),
    Resource("btwtarieven", "BtwTarieven.BtwTariefModel", "BtwTarieven.BtwTariefModel", "btwtarief", "ALG-0103"),
    Resource("dagboeken", "Dagboeken.DagboekModel", "Dagboeken.DagboekModel", "dagboek", "BOE-0096"),
    Resource("landen", "Landen.LandModel", "Landen.LandModel", "land", "ALG-0103"),
    Resource(
        "relaties",
        "Relaties.RelatieModel",
        "Relaties.RelatieWriteModel",
        "relatie",
        "REL-0005",
        soft="nonactief",
        selectable=True,
        id_given="REL-0063",
        id_differs="REL-0047",
        unreadable="REL-0066",
        dangling={
            "vestigingsAdres.land": "REL-0056",
            "correspondentieAdres.land": "REL-0055",
            "factuurRelatie": "REL-0017",
        },
        prepare=relaties.prepare,
        check=relaties.check,
        settle=relaties.settle,
        block=relaties.block,
    ),
    Resource(
        "verkoopfacturen",
        "Verkoopfacturen.VerkoopfactuurModel",
        "Verkoopfacturen.VerkoopfactuurModel",
        "verkoopfactuur",
        "BOE-0001",
    ),
    Resource(
        "verkooporders",
        "Verkooporders.VerkoopOrderModel",
        "Verkooporders.VerkoopOrderModel",
        "verkooporder",
        "VOR-0001",
        prepare=verkooporders.prepare,
        check=verkooporders.check,
        settle=verkooporders.settle,
        block=verkooporders.block,
    ),
    Resource(
        "verkoopordersjablonen",
        "Verkoopordersjablonen.VerkoopOrderSjabloonModel",
        "Verkoopordersjablonen.VerkoopOrderSjabloonModel",
        "verkoopordersjabloon",
        "ALG-0103",
    ),
)

RESOURCES: dict[str, Resource] = {row.path: row for row in ROWS}
"""By path."""
