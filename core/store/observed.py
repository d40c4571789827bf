"""What was read from the two services: slim columns to work with, the raw record to keep, its sha256 to compare.

A record whose digest is known is not parsed again; a record that a full read no longer shows is marked gone, not
deleted.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence

from core.domain.partij import Side
from core.store import match_keys
from core.store.connection import Connection

PARTIJ = (
    "naam", "nummer", "voornaam", "achternaam", "btw", "email", "telefoon", "straat", "postcode", "plaats", "actief",
    "soorten",
)  # fmt: skip
COLUMNS: dict[str, tuple[str, ...]] = {
    "relaties": PARTIJ,
    "customers": PARTIJ,
    "artikelen": ("code", "omschrijving", "groep_id", "prijs", "eenheid", "actief"),
    "productgroepen": ("nummer", "omschrijving", "btw_soort"),
    "btwtarieven": ("soort", "percentage", "van", "tot"),
    "orders": ("nummer", "marker", "relatie_id", "status", "totaal", "regels", "factuur_id"),
    "facturen": ("nummer", "relatie_id", "datum", "verval", "bedrag", "saldo"),
}
REGISTRATIE = (
    "id", "hour_id", "fingerprint", "soort", "datum", "klant_id", "project_id", "medewerker_id", "omschrijving",
    "seconds", "kilometers", "bedrag", "category_id", "facturabel", "goedgekeurd", "invoice_id", "deleted", "worked",
)  # fmt: skip

SIDES = {"customers": Side.TIMEON, "relaties": Side.SNELSTART}
Row = Sequence[str | int | bytes]


def digest(raw: bytes) -> bytes:
    """What tells whether a record changed: sha256 of its bytes as they came."""
    return hashlib.sha256(raw).digest()


def digests(db: Connection, table: str) -> dict[bytes, str]:
    """Digest to id of every record of a table that is not gone."""
    known = COLUMNS[table] and table
    return dict(db.execute(f"SELECT digest, id FROM {known} WHERE gone = 0"))  # noqa: S608 - a table name of ours


def digests_of(db: Connection, table: str, ids: Iterable[str]) -> dict[bytes, str]:
    """Digest to id of these records, as far as they are there and not gone."""
    known = COLUMNS[table] and table
    query = f"SELECT digest, id FROM {known} WHERE gone = 0 AND id IN (SELECT value FROM json_each(?))"  # noqa: S608 - ours
    return dict(db.execute(query, (json.dumps(list(ids)),)))


def count(db: Connection, table: str) -> int:
    """How many records of a table are not gone."""
    known = COLUMNS[table] and table
    return int(db.execute(f"SELECT count(*) FROM {known} WHERE gone = 0").fetchone()[0])  # noqa: S608 - a table of ours


def upsert(db: Connection, table: str, rows: Iterable[Row]) -> None:
    """Rows are (id, digest, raw, *columns) in the order of COLUMNS; what was there is replaced, and no longer gone."""
    names = ("id", "digest", "raw", *COLUMNS[table])
    rows = list(rows)
    marks = ", ".join("?" * len(names))
    sets = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    db.executemany(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks}) "  # noqa: S608 - names of ours, values bound
        f"ON CONFLICT (id) DO UPDATE SET {sets}, gone = 0",
        rows,
    )
    if table in SIDES:
        match_keys.note(db, SIDES[table], (str(row[0]) for row in rows))


def mark_gone(db: Connection, table: str, ids: Iterable[str]) -> None:
    """These were not in a full read."""
    known, ids = COLUMNS[table] and table, list(ids)
    db.executemany(f"UPDATE {known} SET gone = 1 WHERE id = ?", ((i,) for i in ids))  # noqa: S608 - a table of ours
    if table in SIDES:
        match_keys.note(db, SIDES[table], ids)


def raw(db: Connection, table: str, record_id: str) -> bytes | None:
    """The record as it was read, None when unknown or gone."""
    known = COLUMNS[table] and table
    row = db.execute(f"SELECT raw FROM {known} WHERE id = ? AND gone = 0", (record_id,)).fetchone()  # noqa: S608 - ours
    return row[0] if row else None


def upsert_other(db: Connection, kind: str, rows: Iterable[tuple[str, bytes, bytes, str]]) -> None:
    """Small kinds (users, projects, landen, sjablonen): (id, digest, raw, naam)."""
    db.executemany(
        "INSERT INTO others (kind, id, digest, raw, naam) VALUES (?, ?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET "
        "digest = excluded.digest, raw = excluded.raw, naam = excluded.naam, gone = 0",
        ((kind, *row) for row in rows),
    )


def other_digests(db: Connection, kind: str) -> dict[bytes, str]:
    """Digest to id of every record of a small kind that is not gone."""
    return dict(db.execute("SELECT digest, id FROM others WHERE kind = ? AND gone = 0", (kind,)))


def mark_others_gone(db: Connection, kind: str, ids: Iterable[str]) -> None:
    """These were not in the list of a small kind."""
    db.executemany("UPDATE others SET gone = 1 WHERE kind = ? AND id = ?", ((kind, i) for i in ids))


def others(db: Connection, kind: str) -> list[tuple[str, str, bytes]]:
    """(id, naam, raw) of a small kind, by naam."""
    query = "SELECT id, naam, raw FROM others WHERE kind = ? AND gone = 0 ORDER BY naam, id"
    return db.execute(query, (kind,)).fetchall()


def upsert_registraties(db: Connection, rows: Iterable[Row]) -> None:
    """Rows in the order of REGISTRATIE."""
    marks = ", ".join("?" * len(REGISTRATIE))
    sets = ", ".join(f"{name} = excluded.{name}" for name in REGISTRATIE[1:])
    db.executemany(
        f"INSERT INTO registraties ({', '.join(REGISTRATIE)}) VALUES ({marks}) "  # noqa: S608 - names of ours
        f"ON CONFLICT (id) DO UPDATE SET {sets}, gone = 0",
        rows,
    )


def watermark(db: Connection, kind: str) -> tuple[str, str] | None:
    """(largest modified seen, when read); None when never read."""
    row = db.execute("SELECT modified, read_at FROM watermarks WHERE kind = ?", (kind,)).fetchone()
    return (row[0], row[1]) if row else None


def set_watermark(db: Connection, kind: str, modified: str, read_at: str) -> None:
    """Call in the transaction of the rows it stands for; an older `modified` never replaces a newer one."""
    db.execute(
        "INSERT INTO watermarks VALUES (?, ?, ?) ON CONFLICT (kind) DO UPDATE SET "
        "modified = max(watermarks.modified, excluded.modified), read_at = excluded.read_at",
        (kind, modified, read_at),
    )
