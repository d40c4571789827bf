"""Fields that changed on both sides: asked once, the answer kept, each question and answer an event."""

from collections.abc import Iterable

from core.domain.agreement import Choice, Conflict
from core.store import journal
from core.store.connection import Connection

_COLUMNS = "timeon_id, snelstart_id, field, timeon, snelstart, verdict"


def every(db: Connection) -> list[Conflict]:
    """All of couples that live, open ones first, with the klant's naam."""
    query = """
        SELECT f.timeon_id, f.snelstart_id, f.field, f.timeon, f.snelstart, f.verdict, coalesce(c.naam, r.naam, '')
        FROM conflicts f LEFT JOIN customers c ON c.id = f.timeon_id LEFT JOIN relaties r ON r.id = f.snelstart_id
        WHERE EXISTS (SELECT 1 FROM decisions d WHERE d.live = 1 AND d.verdict = 'couple'
            AND d.timeon_id = f.timeon_id AND d.snelstart_id = f.snelstart_id)
        ORDER BY f.verdict <> '', f.asked_at, 7, f.field
    """
    return [_conflict(row) for row in db.execute(query)]


def of(db: Connection, couple: tuple[str, str]) -> dict[str, Conflict]:
    """Those of one couple by field."""
    query = f"SELECT {_COLUMNS}, '' FROM conflicts WHERE timeon_id = ? AND snelstart_id = ?"  # noqa: S608 - our own names
    return {row[2]: _conflict(row) for row in db.execute(query, couple)}


def ask(db: Connection, found: Iterable[Conflict], at: str) -> int:
    """Store questions; one about the same two values is not asked again. Answers how many were new."""
    count = 0
    for one in found:
        before = of(db, (one.timeon_id, one.snelstart_id)).get(one.field)
        if before is not None and (before.timeon, before.snelstart) == (one.timeon, one.snelstart):
            continue
        db.execute(
            "INSERT OR REPLACE INTO conflicts (timeon_id, snelstart_id, field, timeon, snelstart, asked_at) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (one.timeon_id, one.snelstart_id, one.field, one.timeon, one.snelstart, at),
        )
        detail = {"field": one.field, "timeon": one.timeon, "snelstart": one.snelstart}
        journal.append(db, at, "conflict.gevraagd", f"klant:{one.timeon_id}", detail)
        count += 1
    return count


def decide(db: Connection, conflict: Conflict, choice: Choice, at: str) -> None:
    """Keep the answer of the person at work."""
    db.execute(
        "UPDATE conflicts SET verdict = ?, decided_at = ?, actor = ? "
        "WHERE timeon_id = ? AND snelstart_id = ? AND field = ?",
        (choice.value, at, journal.actor(), conflict.timeon_id, conflict.snelstart_id, conflict.field),
    )
    detail = {
        "field": conflict.field,
        "timeon": conflict.timeon,
        "snelstart": conflict.snelstart,
        "choice": choice.value,
    }
    journal.append(db, at, "conflict.beslist", f"klant:{conflict.timeon_id}", detail)


def reopen(db: Connection, conflict: Conflict, at: str) -> None:
    """The answer of before, mostly none: `conflict` as it was."""
    verdict = conflict.choice.value if conflict.choice else ""
    db.execute(
        "UPDATE conflicts SET verdict = ? WHERE timeon_id = ? AND snelstart_id = ? AND field = ?",
        (verdict, conflict.timeon_id, conflict.snelstart_id, conflict.field),
    )
    journal.append(db, at, "conflict.heropend", f"klant:{conflict.timeon_id}", {"field": conflict.field})


def settled(db: Connection, couple: tuple[str, str], fields: Iterable[str]) -> None:
    """These fields are in step, or were written: nothing is asked any more."""
    db.executemany(
        "DELETE FROM conflicts WHERE timeon_id = ? AND snelstart_id = ? AND field = ?",
        ((*couple, field) for field in fields),
    )


def stamp(db: Connection) -> str:
    """Text that differs once an answer was given."""
    return str(db.execute("SELECT coalesce(max(decided_at), '') FROM conflicts").fetchone()[0])


def _conflict(row: tuple[str, ...]) -> Conflict:
    timeon_id, snelstart_id, field, timeon, snelstart, verdict, label = row
    choice = Choice(verdict) if verdict else None
    return Conflict(timeon_id, snelstart_id, field, timeon, snelstart, label, choice)
