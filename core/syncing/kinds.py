"""The kinds that are read from SnelStart, each with its resource, its table and how a raw record becomes a row."""

from collections.abc import Callable
from dataclasses import dataclass

from core.snelstart import wire
from core.store.observed import Row
from core.store.records import artikel_row, btw_tarief_row, partij_row, productgroep_row
from core.text import mark

ToRow = Callable[[bytes, bytes], Row]


@dataclass(frozen=True, slots=True)
class Kind:
    """`resource` in the API, `table` in the file, `to_row(raw, digest)`, and the msgid of its name on screen.

    `delta` kinds carry a ModifiedOn that can be asked for; `until_empty` kinds give fewer records a page than asked.
    """

    resource: str
    table: str
    to_row: ToRow
    label: str
    delta: bool = False
    until_empty: bool = False


def _relatie(raw: bytes, digest_: bytes) -> Row:
    return partij_row(wire.relatie_to_partij(raw), digest_, raw)


def _artikel(raw: bytes, digest_: bytes) -> Row:
    return artikel_row(wire.artikel(raw), digest_, raw)


def _productgroep(raw: bytes, digest_: bytes) -> Row:
    return productgroep_row(wire.productgroep(raw), digest_, raw)


def _btw_tarief(raw: bytes, digest_: bytes) -> Row:
    return btw_tarief_row(wire.btw_tarief(raw), digest_, raw)


RELATIES = Kind("relaties", "relaties", _relatie, mark("klanten"), delta=True)
ARTIKELEN = Kind("artikelen", "artikelen", _artikel, mark("producten"), delta=True, until_empty=True)
PRODUCTGROEPEN = Kind("artikelomzetgroepen", "productgroepen", _productgroep, mark("productgroepen"))
BTW_TARIEVEN = Kind("btwtarieven", "btwtarieven", _btw_tarief, mark("btw-tarieven"))

MOVING = (RELATIES, ARTIKELEN)
REFERENCE = (PRODUCTGROEPEN, BTW_TARIEVEN)
SMALL_KINDS = ("landen", "verkoopordersjablonen", "kostenplaatsen")
