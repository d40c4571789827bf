"""The table of resources: a row each, over the one machinery. What a row leaves out is what the service does by default."""

from __future__ import annotations

from core.sandbox.snelstart.resource import Resource
from core.sandbox.snelstart.rules import artikelen, relaties, stamgegevens, verkooporders
from core.sandbox.snelstart.rules.dagboekingen import BANK, KAS, MEMORIAAL, Dagboeking
from core.sandbox.snelstart.rules.facturen import INKOOP, VERKOOP, Side


def _plain(path: str, model: str, parameter: str, missing: str = "ALG-0103") -> Resource:
    """A resource without rules of its own."""
    return Resource(path, model, model, parameter, missing)


def _boeking(path: str, model: str, parameter: str, rules: Side | Dagboeking) -> Resource:
    return Resource(
        path,
        model,
        model,
        parameter,
        "BOE-0001",
        dangling={"leverancier": "BOE-0002"},
        prepare=rules.prepare,
        check=rules.check,
        stored=rules.stored,
        block=rules.block,
        removed=rules.removed,
    )


ROWS = (
    _plain("actieprijzen", "Actieprijzen.ActieprijzenModel", "actieprijs"),
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
    _plain("artikelen/prijsafspraken", "Artikelen.ArtikelPrijsAfsprakenModel", "prijsafspraak"),
    _plain("artikelomzetgroepen", "Artikelen.ArtikelOmzetGroepModel", "artikelomzetgroep", "ART-0009"),
    _boeking("bankboekingen", "Bankboekingen.BankboekingModel", "bankboeking", BANK),
    _plain("btwaangiftes", "BtwAangiftes.BtwAangifteModel", "btwAangifte"),
    _plain("btwtarieven", "BtwTarieven.BtwTariefModel", "btwtarief"),
    _plain("dagboeken", "Dagboeken.DagboekModel", "dagboek", "BOE-0096"),
    Resource(
        "grootboeken",
        "Grootboeken.GrootboekModel",
        "Grootboeken.GrootboekModel",
        "grootboek",
        "BOE-0089",
        selectable=True,
        prepare=stamgegevens.prepare_grootboek,
        check=stamgegevens.grootboek,
    ),
    Resource(
        "grootboekmutaties",
        "GrootboekMutaties.GrootboekMutatieModel",
        "GrootboekMutaties.GrootboekMutatieModel",
        "grootboekmutatie",
        "BOE-0001",
        appliable=True,
    ),
    _boeking("inkoopboekingen", "Inkoopboekingen.InkoopboekingModel", "inkoopboeking", INKOOP),
    _plain("inkoopfacturen", "Inkoopfacturen.InkoopfactuurModel", "inkoopfactuur", "BOE-0001"),
    _boeking("kasboekingen", "Kasboekingen.KasboekingModel", "kasboeking", KAS),
    Resource(
        "kostenplaatsen",
        "Kostenplaatsen.KostenplaatsModel",
        "Kostenplaatsen.KostenplaatsModel",
        "kostenplaats",
        "KPL-0001",
        soft="nonactief",
        check=stamgegevens.kostenplaats,
    ),
    _plain("landen", "Landen.LandModel", "land"),
    _boeking("memoriaalboekingen", "Bankboekingen.MemoriaalboekingModel", "memoriaalboeking", MEMORIAAL),
    Resource(
        "offertes",
        "Verkooporders.OfferteModel",
        "Verkooporders.OfferteModel",
        "offerte",
        "VOR-0001",
        missing_on_delete=400,
        prepare=verkooporders.prepare_offerte,
        check=verkooporders.check,
        settle=verkooporders.settle,
    ),
    _plain("prijsafspraken", "Prijsafspraken.PrijsafspraakModel", "prijsafspraak"),
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
    _plain("vatratedefinitions", "VatRates.VatRateDefinitionModel", "vatratedefinition"),
    _plain("vatrates", "VatRates.VatRatesModel", "vatrates"),
    _boeking("verkoopboekingen", "VerkoopBoekingen.VerkoopBoekingModel", "verkoopboeking", VERKOOP),
    _plain("verkoopfacturen", "Verkoopfacturen.VerkoopfactuurModel", "verkoopfactuur", "BOE-0001"),
    Resource(
        "verkooporders",
        "Verkooporders.VerkoopOrderModel",
        "Verkooporders.VerkoopOrderModel",
        "verkooporder",
        "VOR-0001",
        missing_on_delete=400,
        prepare=verkooporders.prepare,
        check=verkooporders.check,
        settle=verkooporders.settle,
        block=verkooporders.block,
    ),
    _plain("verkoopordersjablonen", "Verkoopordersjablonen.VerkoopOrderSjabloonModel", "verkoopordersjabloon"),
)

RESOURCES: dict[str, Resource] = {row.path: row for row in ROWS}
"""By path."""
