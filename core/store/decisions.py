"""What was decided in the match review: a live row a verdict, older ones kept, each change an event."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from core.clock import from_iso, iso
from core.domain.match import Decision, Verdict
from core.domain.verdict_words import in_words
from core.errors import MovedError
from core.store import journal, reads
from core.store.connection import Connection
from core.text import say

_COLUMNS = "timeon_id, snelstart_id, verdict, actor, at, compared"


def live(db: Connection) -> list[Decision]:
    """The decisions in force, in the order they were made."""
    return [_decision(row) for row in db.execute(f"SELECT {_COLUMNS} FROM decisions WHERE live = 1 ORDER BY seq")]  # noqa: S608 - our own column names


def creations(db: Connection) -> list[Decision]:
    """The decisions in force that make a klant on the other side."""
    query = f"SELECT {_COLUMNS} FROM decisions WHERE live = 1 AND verdict = 'create' ORDER BY seq"  # noqa: S608 - ours
    return [_decision(row) for row in db.execute(query)]


def recompare(db: Connection, timeon_id: str, snelstart_id: str, compared: Mapping[str, str]) -> None:
    """A couple's own sync changed one of the two: what the decision was made on follows, so that nobody is asked again."""
    changed = db.execute(
        "UPDATE decisions SET compared = ? WHERE live = 1 AND verdict = 'couple' AND timeon_id = ? AND snelstart_id = ?",
        (json.dumps(dict(compared), ensure_ascii=False, sort_keys=True), timeon_id, snelstart_id),
    ).rowcount
    if changed:
        reads.moved(db, reads.DECISIONS)


def couples(db: Connection) -> dict[str, str]:
    """Time On id to SnelStart id of every live couple."""
    query = "SELECT timeon_id, snelstart_id FROM decisions WHERE live = 1 AND verdict = 'couple'"
    return dict(db.execute(query))


def is_coupled(db: Connection, record_id: str) -> bool:
    """Whether a record of either side is half of a live couple."""
    query = "SELECT 1 FROM decisions WHERE live = 1 AND verdict = 'couple' AND (timeon_id = ? OR snelstart_id = ?)"
    return db.execute(query, (record_id, record_id)).fetchone() is not None


def decide(db: Connection, decisions: Iterable[Decision]) -> int:
    """Store verdicts; one that clashes with a live decision of someone else is refused, naming it.

    Deciding the same again changes nothing, unless it is decided on other values: then that counts from now on. A REJECT
    ends the COUPLE of the same two. Answers how many were new. Raises MovedError.
    """
    count = 0
    for decision in decisions:
        standing = touching(db, decision)
        same = next((one for one in standing if _same(one, decision)), None)
        if same is not None and dict(same.compared) == dict(decision.compared):
            continue
        if same is not None:
            withdraw(db, same, iso(decision.at))
        elif decision.verdict is Verdict.REJECT:
            _end_couple(db, decision, standing)
        elif standing:
            raise MovedError(
                say("Er staat al: {staat}. Jouw besluit: {jij}.", staat=in_words(standing[0]), jij=in_words(decision)),
                advice=say("Neem dat besluit eerst terug als het jouwe moet gelden."),
            )
        seq = db.execute(
            "INSERT INTO decisions (timeon_id, snelstart_id, verdict, actor, at, compared) VALUES (?, ?, ?, ?, ?, ?) "
            "RETURNING seq",
            (
                decision.timeon_id, decision.snelstart_id, decision.verdict.value, decision.by, iso(decision.at),
                json.dumps(dict(decision.compared), ensure_ascii=False, sort_keys=True),
            ),
        ).fetchone()[0]  # fmt: skip
        _event(db, iso(decision.at), "match.beslist", decision, {"seq": seq})
        count += 1
    if count:
        reads.moved(db, reads.DECISIONS)
    return count


def newest_withdrawn(db: Connection) -> Decision | None:
    """What a redo would do again: the decision taken back last, unless something was decided since; None when nothing.

    Read from the journal, so that another process can go on where one stopped.
    """
    undone: list[tuple[str, str, str]] = []
    query = "SELECT type, detail FROM events WHERE type IN ('match.beslist', 'match.teruggenomen') ORDER BY seq"
    for type_, detail in db.execute(query):
        found = json.loads(detail)
        same = (found["timeon"], found["snelstart"], found["verdict"])
        if type_ == "match.teruggenomen":
            undone.append(same)
        elif undone and undone[-1] == same:
            undone.pop()
        else:
            undone.clear()
    if not undone:
        return None
    row = db.execute(
        f"SELECT {_COLUMNS} FROM decisions WHERE live = 0 AND timeon_id = ? AND snelstart_id = ? AND verdict = ? "  # noqa: S608 - our own column names
        "ORDER BY seq DESC LIMIT 1",
        undone[-1],
    ).fetchone()
    return _decision(row) if row else None


def withdraw(db: Connection, decision: Decision, at: str) -> bool:
    """Take a live decision back; answers whether it was there."""
    changed = db.execute(
        "UPDATE decisions SET live = 0 WHERE live = 1 AND timeon_id = ? AND snelstart_id = ? AND verdict = ?",
        (decision.timeon_id, decision.snelstart_id, decision.verdict.value),
    ).rowcount
    if changed:
        _event(db, at, "match.teruggenomen", decision, {})
        reads.moved(db, reads.DECISIONS)
    return bool(changed)


def couple_created(db: Connection, decision: Decision) -> None:
    """A record was made on the other side: the CREATE of either id becomes a COUPLE of both."""
    db.execute(
        "UPDATE decisions SET live = 0 WHERE live = 1 AND verdict = 'create' AND (timeon_id = ? OR snelstart_id = ?)",
        (decision.timeon_id, decision.snelstart_id),
    )
    decide(db, [decision])


def _end_couple(db: Connection, decision: Decision, standing: Iterable[Decision]) -> None:
    pair = decision.timeon_id, decision.snelstart_id
    for one in standing:
        if one.verdict is Verdict.COUPLE and (one.timeon_id, one.snelstart_id) == pair:
            withdraw(db, one, iso(decision.at))


def touching(db: Connection, decision: Decision) -> list[Decision]:
    """The decisions in force on either of its records, and a rejection of the same two."""
    query = f"""
        SELECT {_COLUMNS} FROM decisions WHERE live = 1 AND verdict <> 'reject'
        AND ((timeon_id = :t AND :t <> '') OR (snelstart_id = :s AND :s <> ''))
        UNION ALL
        SELECT {_COLUMNS} FROM decisions WHERE live = 1 AND verdict = 'reject' AND timeon_id = :t AND snelstart_id = :s
    """  # noqa: S608 - our own column names
    return [_decision(row) for row in db.execute(query, {"t": decision.timeon_id, "s": decision.snelstart_id})]


def _same(one: Decision, other: Decision) -> bool:
    return (one.timeon_id, one.snelstart_id, one.verdict) == (other.timeon_id, other.snelstart_id, other.verdict)


def _event(db: Connection, at: str, type_: str, decision: Decision, more: Mapping[str, Any]) -> None:
    subject = f"klant:{decision.timeon_id or decision.snelstart_id}"
    detail = {
        "timeon": decision.timeon_id,
        "snelstart": decision.snelstart_id,
        "verdict": decision.verdict.value,
        "by": decision.by,
        **more,
    }
    journal.append(db, at, type_, subject, detail)


def _decision(row: tuple[str, ...]) -> Decision:
    timeon_id, snelstart_id, verdict, by, at, compared = row
    return Decision(timeon_id, snelstart_id, Verdict(verdict), by, from_iso(at), json.loads(compared))
