"""What both sides of each couple agreed on, field by field, and the records it was looked at with.

A couple whose two records are still those it was looked at with has nothing to do: it is not compared again.
"""

import json
from collections.abc import Iterable, Mapping

from core.domain.agreement import Agreed
from core.store.connection import Connection

Couple = tuple[str, str]
"""(Time On id, SnelStart id)."""

_MOVED = """
    SELECT d.timeon_id, d.snelstart_id FROM decisions d
    LEFT JOIN customers c ON c.id = d.timeon_id AND c.gone = 0
    LEFT JOIN relaties r ON r.id = d.snelstart_id AND r.gone = 0
    LEFT JOIN agreed a ON a.timeon_id = d.timeon_id AND a.snelstart_id = d.snelstart_id
    WHERE d.live = 1 AND d.verdict = 'couple'
    AND (a.timeon IS NULL OR a.snelstart IS NULL OR a.timeon IS NOT c.digest OR a.snelstart IS NOT r.digest)
    ORDER BY d.seq
"""


def moved(db: Connection) -> list[Couple]:
    """Every couple with a record that moved since nothing was to do, or with something left to do; oldest first."""
    return [(timeon_id, snelstart_id) for timeon_id, snelstart_id in db.execute(_MOVED)]


def of(db: Connection, couple: Couple) -> dict[str, Agreed]:
    """The agreed values of a couple by field; empty when it was never looked at."""
    query = "SELECT fields FROM agreed WHERE timeon_id = ? AND snelstart_id = ?"
    row = db.execute(query, couple).fetchone()
    return {field: Agreed(*values) for field, values in json.loads(row[0]).items()} if row else {}


def agree(db: Connection, couple: Couple, values: Mapping[str, Agreed]) -> None:
    """Remember these as agreed beside what was; the couple is compared again next time."""
    _keep(db, couple, {**of(db, couple), **values})


def _keep(db: Connection, couple: Couple, known: Mapping[str, Agreed]) -> None:
    text = json.dumps({field: [one.timeon, one.snelstart] for field, one in known.items()}, ensure_ascii=False)
    db.execute(
        "INSERT INTO agreed (timeon_id, snelstart_id, fields) VALUES (?, ?, ?) ON CONFLICT (timeon_id, snelstart_id) "
        "DO UPDATE SET fields = excluded.fields, timeon = NULL, snelstart = NULL",
        (*couple, text),
    )


def replace(db: Connection, couple: Couple, field: str, value: Agreed | None) -> None:
    """What was agreed on one field is this, or nothing; the couple is compared again next time."""
    known = {name: one for name, one in of(db, couple).items() if name != field}
    _keep(db, couple, known if value is None else {**known, field: value})


def looked(db: Connection, couples: Iterable[Couple]) -> None:
    """Nothing is to do for these couples as their records are now."""
    db.executemany(
        """
        UPDATE agreed SET timeon = (SELECT digest FROM customers WHERE id = timeon_id AND gone = 0),
        snelstart = (SELECT digest FROM relaties WHERE id = snelstart_id AND gone = 0)
        WHERE timeon_id = ? AND snelstart_id = ?
        """,
        couples,
    )
