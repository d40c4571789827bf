"""Registraties as read from Time On or a file, with names filled in and koppelbord's own locks shown."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Unpack

from core.domain.registratie import Asked, Registratie, Soort
from core.store.connection import Connection

_SELECT = """
    SELECT r.id, r.hour_id, r.soort, r.datum, r.klant_id, r.project_id, r.medewerker_id, r.omschrijving, r.seconds,
        r.kilometers, r.bedrag, r.category_id, r.facturabel, r.goedgekeurd, r.invoice_id, r.deleted <> 0 OR r.gone <> 0,
        coalesce(l.declaratie_id, ''), r.fingerprint, coalesce(c.naam, i.klant, ''), coalesce(p.naam, i.project, ''),
        coalesce(u.naam, i.medewerker, ''), r.worked
    FROM registraties r
    LEFT JOIN locks l ON l.registratie_id = r.id
    LEFT JOIN customers c ON c.id = r.klant_id
    LEFT JOIN others p ON p.kind = 'projects' AND p.id = r.project_id
    LEFT JOIN others u ON u.kind = 'users' AND u.id = r.medewerker_id
    LEFT JOIN imported i ON i.id = r.id
"""
_ORDER = " ORDER BY r.datum, r.klant_id, r.id"


def each(db: Connection, **asked: Unpack[Asked]) -> Iterator[Registratie]:
    """Those that fit, held or not, by date."""
    van, tot, soort = asked.get("van"), asked.get("tot"), asked.get("soort")
    goedgekeurd = asked.get("goedgekeurd")
    conditions, values = ["1 = 1"], []
    for condition, value in (
        ("r.datum >= ?", van.isoformat() if van else ""),
        ("r.datum <= ?", tot.isoformat() if tot else ""),
        ("r.klant_id = ?", asked.get("klant_id", "")),
        ("r.project_id = ?", asked.get("project_id", "")),
        ("r.medewerker_id = ?", asked.get("medewerker_id", "")),
        ("r.soort = ?", soort.value if soort else ""),
    ):
        if value:
            conditions.append(condition)
            values.append(value)
    if goedgekeurd is not None:
        conditions.append(f"r.goedgekeurd = {int(goedgekeurd)}")
    return _read(db, f"{_SELECT} WHERE {' AND '.join(conditions)}{_ORDER}", values)


def texts(db: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The omschrijving of each of these that is known."""
    query = "SELECT id, omschrijving FROM registraties WHERE id IN (SELECT value FROM json_each(?))"
    return dict(db.execute(query, (json.dumps(list(ids)),)))


def by_ids(db: Connection, ids: Iterable[str]) -> list[Registratie]:
    """Those of these ids that are known, by date."""
    wanted = json.dumps(list(ids))
    return list(_read(db, f"{_SELECT} WHERE r.id IN (SELECT value FROM json_each(?)){_ORDER}", [wanted]))  # noqa: S608 - ours


def relatie_of(db: Connection, klant_id: str) -> str:
    """The relatie in SnelStart that a klant is coupled to, "" without one."""
    query = "SELECT snelstart_id FROM decisions WHERE live = 1 AND verdict = 'couple' AND timeon_id = ?"
    row = db.execute(query, (klant_id,)).fetchone()
    return str(row[0]) if row else ""


def _read(db: Connection, query: str, values: Sequence[Any]) -> Iterator[Registratie]:
    return (_registratie(row) for row in db.execute(query, values))


def _registratie(row: Sequence[Any]) -> Registratie:
    return Registratie(
        id=row[0],
        hour_id=row[1],
        soort=Soort(row[2]),
        datum=date.fromisoformat(row[3]),
        klant_id=row[4],
        project_id=row[5],
        medewerker_id=row[6],
        omschrijving=row[7],
        seconds=row[8],
        kilometers=Decimal(row[9]),
        bedrag=Decimal(row[10]),
        category_id=row[11],
        facturabel=bool(row[12]),
        goedgekeurd=bool(row[13]),
        invoice_id=row[14],
        deleted=bool(row[15]),
        declaratie_id=row[16],
        fingerprint=row[17],
        klant=row[18],
        project=row[19],
        medewerker=row[20],
        worked=row[21],
    )
