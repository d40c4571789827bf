"""Klanten in a file of their own, without a service that they were read from."""

from collections.abc import Iterable

from core.domain.partij import Partij
from core.store import observed, reads, records
from core.store.connection import Connection


def put(db: Connection, partijen: Iterable[Partij]) -> None:
    """As a read does it: the rows, and the sign that they moved."""
    for partij in partijen:
        table = records.table_of(partij.side)
        raw = repr(partij).encode()
        observed.upsert(db, table, [records.partij_row(partij, observed.digest(raw), raw)])
        reads.moved(db, table)
