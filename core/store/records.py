"""Observed rows to the value objects of the domain, and back."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from core.domain.money import plain
from core.domain.partij import Partij, Side
from core.domain.product import Artikel, BtwTarief, Productgroep
from core.domain.registratie import Registratie
from core.store.connection import Connection
from core.store.observed import COLUMNS, Row

_PARTIJ = ", ".join(COLUMNS["relaties"])
_TABLES = {Side.TIMEON: "customers", Side.SNELSTART: "relaties"}


def table_of(side: Side) -> str:
    """The observed table of the klanten of a side."""
    return _TABLES[side]


def partijen(db: Connection, side: Side) -> list[Partij]:
    """All klanten or relaties of a side, gone ones left out, those that take no part included."""
    query = f"SELECT id, {_PARTIJ} FROM {_TABLES[side]} WHERE gone = 0 ORDER BY naam, id"  # noqa: S608 - names of ours
    return [_partij(side, row) for row in db.execute(query)]


def names(db: Connection, side: Side) -> list[tuple[str, str, str]]:
    """Of all klanten or relaties of a side the id, naam and nummer; by naam, case aside."""
    query = f"SELECT id, naam, nummer FROM {_TABLES[side]} WHERE gone = 0"  # noqa: S608 - names of ours
    return sorted(db.execute(query), key=lambda row: (row[1].casefold(), row[0]))


def nummers(db: Connection, side: Side) -> list[str]:
    """The numbers in use on a side, as they are written there."""
    query = f"SELECT nummer FROM {_TABLES[side]} WHERE gone = 0 AND nummer <> ''"  # noqa: S608 - names of ours
    return [nummer for (nummer,) in db.execute(query)]


def partij(db: Connection, side: Side, record_id: str) -> Partij | None:
    """One of them, None when unknown or gone."""
    query = f"SELECT id, {_PARTIJ} FROM {_TABLES[side]} WHERE gone = 0 AND id = ?"  # noqa: S608 - names of ours
    row = db.execute(query, (record_id,)).fetchone()
    return _partij(side, row) if row else None


def partijen_of(db: Connection, side: Side, ids: Iterable[str]) -> list[Partij]:
    """Those of these ids that are there, in the order of `partijen`."""
    query = (
        f"SELECT id, {_PARTIJ} FROM {_TABLES[side]} WHERE gone = 0 "  # noqa: S608 - names of ours
        "AND id IN (SELECT value FROM json_each(?)) ORDER BY naam, id"
    )
    return [_partij(side, row) for row in db.execute(query, (json.dumps(list(ids)),))]


def glances(db: Connection, side: Side) -> dict[str, Partij]:
    """All klanten or relaties of a side by id, with only naam, nummer, plaats and email filled in."""
    query = f"SELECT id, naam, nummer, plaats, email FROM {_TABLES[side]} WHERE gone = 0"  # noqa: S608 - names of ours
    return {
        row[0]: Partij(side, row[0], row[1], nummer=row[2], plaats=row[3], email=row[4]) for row in db.execute(query)
    }


class Outline(NamedTuple):
    """As much of a partij as tells where it stands in a list of very many."""

    id: str
    naam: str
    actief: bool
    takes_part: bool


def outlines(db: Connection, side: Side) -> Iterator[Outline]:
    """Of all klanten or relaties of a side, gone ones left out."""
    query = f"SELECT id, naam, nummer, actief, soorten FROM {_TABLES[side]} WHERE gone = 0"  # noqa: S608 - names of ours
    for id_, naam, nummer, actief, soorten in db.execute(query):
        yield Outline(id_, naam, bool(actief), _takes_part(side, nummer[:1], bool(actief), soorten))


@lru_cache(maxsize=1_000)
def _takes_part(side: Side, sign: str, actief: bool, soorten: str) -> bool:  # noqa: FBT001 - named as they are stored
    """The rule of a partij, asked once for all that are alike in what it looks at: of the nummer only how it begins."""
    return Partij(side, "", "", nummer=sign, actief=actief, soorten=frozenset(soorten.split())).takes_part


def _partij(side: Side, row: tuple[str, ...]) -> Partij:
    id_, naam, nummer, voornaam, achternaam, btw, email, telefoon, straat, postcode, plaats, actief, soorten = row
    return Partij(
        side=side,
        id=id_,
        naam=naam,
        nummer=nummer,
        voornaam=voornaam,
        achternaam=achternaam,
        btw=btw,
        email=email,
        telefoon=telefoon,
        straat=straat,
        postcode=postcode,
        plaats=plaats,
        actief=bool(actief),
        soorten=frozenset(soorten.split()),
    )


def partij_row(p: Partij, digest: bytes, raw: bytes) -> Row:
    """For `observed.upsert` into the table of its side."""
    return (
        p.id, digest, raw, p.naam, p.nummer, p.voornaam, p.achternaam, p.btw, p.email, p.telefoon, p.straat,
        p.postcode, p.plaats, int(p.actief), " ".join(sorted(p.soorten)),
    )  # fmt: skip


def artikelen(db: Connection) -> list[Artikel]:
    """All artikelen that are not gone, by code."""
    query = """
        SELECT id, code, omschrijving, groep_id, prijs, eenheid, actief FROM artikelen WHERE gone = 0
        ORDER BY code COLLATE NOCASE, id
    """
    return [
        Artikel(id_, code, omschrijving, groep_id, Decimal(prijs), eenheid, bool(actief))
        for id_, code, omschrijving, groep_id, prijs, eenheid, actief in db.execute(query)
    ]


def artikel_row(a: Artikel, digest: bytes, raw: bytes) -> Row:
    """For `observed.upsert` into artikelen."""
    return (a.id, digest, raw, a.code, a.omschrijving, a.groep_id, plain(a.prijs), a.eenheid, int(a.actief))


def productgroepen(db: Connection) -> list[Productgroep]:
    """All productgroepen that are not gone, by nummer."""
    query = "SELECT id, nummer, omschrijving, btw_soort FROM productgroepen WHERE gone = 0 ORDER BY nummer, id"
    return [Productgroep(*row) for row in db.execute(query)]


def productgroep_row(g: Productgroep, digest: bytes, raw: bytes) -> Row:
    """For `observed.upsert` into productgroepen."""
    return (g.id, digest, raw, g.nummer, g.omschrijving, g.btw_soort)


def btw_tarieven(db: Connection) -> list[BtwTarief]:
    """The history of all tariffs."""
    query = "SELECT soort, percentage, van, tot FROM btwtarieven WHERE gone = 0 ORDER BY soort, van"
    return [
        BtwTarief(soort, Decimal(percentage), date.fromisoformat(van), date.fromisoformat(tot))
        for soort, percentage, van, tot in db.execute(query)
    ]


def btw_tarief_row(tarief: BtwTarief, digest: bytes, raw: bytes) -> Row:
    """For `observed.upsert` into btwtarieven; the wire gives tariffs no id, soort and first day are one."""
    van, tot = tarief.van.isoformat(), tarief.tot.isoformat()
    return (f"{tarief.soort}:{van}", digest, raw, tarief.soort, plain(tarief.percentage), van, tot)


def registratie_row(r: Registratie) -> Row:
    """For `observed.upsert_registraties`."""
    return (
        r.id, r.hour_id, r.fingerprint, r.soort.value, r.datum.isoformat(), r.klant_id, r.project_id,
        r.medewerker_id, r.omschrijving, r.seconds, plain(r.kilometers), plain(r.bedrag), r.category_id,
        int(r.facturabel), int(r.goedgekeurd), r.invoice_id, int(r.deleted), r.worked,
    )  # fmt: skip
