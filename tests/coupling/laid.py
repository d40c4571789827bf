"""Klanten in a file of their own, without a service that they were read from."""

import sqlite3
from collections.abc import Iterable

from core.domain.partij import Partij
from core.store import observed, reads, records


def put(db: sqlite3.Connection, partijen: Iterable[Partij]) -> None:
    """As a read does it: the rows, and the sign that they moved."""
    for partij in partijen:
        table = records.table_of(partij.side)
        raw = repr(partij).encode()
        observed.upsert(db, table, [records.partij_row(partij, observed.digest(raw), raw)])
        reads.moved(db, table)
