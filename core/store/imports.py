"""Where imported registraties come from, and what they are waiting for. Their rows stand among the other registraties."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.domain.registratie import Registratie
from core.store import koppeling, observed, records, registraties
from core.store.connection import Connection

MAPPINGS = "import:mappings"
KLANTEN = "import:klanten"


@dataclass(frozen=True, slots=True)
class Origin:
    """Of one registratie: the row that it is a part of (`regel`), what it may be alike (`lijkt`), and the names as the file
    has them. `at` is stored time.
    """

    id: str
    regel: str
    lijkt: str
    bron: str
    bestand: str
    rij: int
    klant: str
    klantnummer: str
    project: str
    medewerker: str
    at: str


def stored(db: Connection, regels: Iterable[str]) -> dict[str, list[Registratie]]:
    """The registraties of these rows, by row; rows that were never imported are left out."""
    query = "SELECT regel, id FROM imported WHERE regel IN (SELECT value FROM json_each(?))"
    return _by_row(db, db.execute(query, (json.dumps(list(regels)),)).fetchall())


def alike(db: Connection, kinds: Iterable[str]) -> dict[str, list[str]]:
    """Rows by what they may be alike."""
    query = "SELECT DISTINCT lijkt, regel FROM imported WHERE lijkt IN (SELECT value FROM json_each(?))"
    found: dict[str, list[str]] = {}
    for kind, regel in db.execute(query, (json.dumps(list(kinds)),)):
        found.setdefault(kind, []).append(regel)
    return found


def save(db: Connection, parts: Iterable[tuple[Registratie, Origin]]) -> None:
    """New ones, or others in their place."""
    pairs = list(parts)
    observed.upsert_registraties(db, (records.registratie_row(registratie) for registratie, _origin in pairs))
    db.executemany(
        "INSERT OR REPLACE INTO imported VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (o.id, o.regel, o.lijkt, o.bron, o.bestand, o.rij, o.klant, o.klantnummer, o.project, o.medewerker, o.at)
            for _registratie, o in pairs
        ),
    )  # fmt: skip


def drop_parts(db: Connection, regel: str, keep: Iterable[str]) -> None:
    """A row that changed has only these parts left; the others are gone."""
    query = """
        UPDATE registraties SET gone = 1 WHERE id IN (SELECT id FROM imported WHERE regel = ?)
        AND id NOT IN (SELECT value FROM json_each(?))
    """
    db.execute(query, (regel, json.dumps(list(keep))))


def drop(db: Connection, wanted: Iterable[str]) -> int:
    """Forget these registraties, but for those that a declaratie was made of; answers how many went."""
    query = """
        DELETE FROM imported WHERE id IN (SELECT value FROM json_each(?))
        AND id NOT IN (SELECT registratie_id FROM regel_registraties) RETURNING id
    """
    gone = [row[0] for row in db.execute(query, (json.dumps(sorted(wanted)),)).fetchall()]
    db.execute("DELETE FROM registraties WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(gone),))
    return len(gone)


def waiting(db: Connection) -> list[tuple[str, str, int]]:
    """(klant, klantnummer, rows) of imported rows that have no klant yet, by name."""
    query = """
        SELECT i.klant, i.klantnummer, count(DISTINCT i.regel) FROM imported i JOIN registraties r ON r.id = i.id
        WHERE r.klant_id = '' AND r.gone = 0 GROUP BY i.klant, i.klantnummer ORDER BY i.klant COLLATE NOCASE
    """
    return db.execute(query).fetchall()


def settle(db: Connection, klant: str, klantnummer: str, klant_id: str) -> int:
    """Rows that wait for this klant get it; answers how many registraties."""
    query = """
        UPDATE registraties SET klant_id = ? WHERE klant_id = '' AND id IN
        (SELECT id FROM imported WHERE klant = ? AND klantnummer = ?)
    """
    return db.execute(query, (klant_id, klant, klantnummer)).rowcount


def hours_known(db: Connection, hour_ids: Iterable[str]) -> set[str]:
    """Those of these hours that were read from Time On itself."""
    query = "SELECT DISTINCT hour_id FROM registraties WHERE gone = 0 AND hour_id IN (SELECT value FROM json_each(?))"
    return {row[0] for row in db.execute(query, (json.dumps(list(hour_ids)),))}


def mappings(db: Connection) -> list[dict[str, str]]:
    """The mappings that were made, the newest first: folded heading to field."""
    kept = koppeling.fact(db, MAPPINGS, [])
    return [one for one in kept if isinstance(one, dict)]


def keep_mapping(db: Connection, mapping: Mapping[str, str]) -> None:
    """Keep one, before the others."""
    others = [one for one in mappings(db) if set(one) != set(mapping)]
    koppeling.set_fact(db, MAPPINGS, [dict(mapping), *others])


def answers(db: Connection) -> dict[str, str]:
    """What a person said of names in files: name to the klant's id in Time On."""
    kept = koppeling.fact(db, KLANTEN, {})
    return kept if isinstance(kept, dict) else {}


def keep_answers(db: Connection, said: Mapping[str, str]) -> None:
    """Keep more answers."""
    koppeling.set_fact(db, KLANTEN, {**answers(db), **said})


def _by_row(db: Connection, pairs: Sequence[tuple[Any, Any]]) -> dict[str, list[Registratie]]:
    row_of = {id_: regel for regel, id_ in pairs}
    found: dict[str, list[Registratie]] = {}
    for one in registraties.by_ids(db, row_of):
        if not one.deleted:
            found.setdefault(row_of[one.id], []).append(one)
    return found
