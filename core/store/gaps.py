"""Gaps in a journal: which events trimming let go, and the hash from which the chain goes on after them."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from core.store.connection import Connection

TRIMMED = "journal.ingekort"
"""The type of the event that bears witness to all gaps, by their hash."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Events `van` to and with `tot` are gone; `hash` was that of the last of them."""

    van: int
    tot: int
    hash: str


def gaps(db: Connection) -> list[Gap]:
    """All, in order."""
    return [Gap(*row) for row in db.execute("SELECT van, tot, hash FROM journal_gaps ORDER BY van")]


def agreed(found: Iterable[Gap]) -> str:
    """The hash over gaps that an event about trimming tells."""
    rows = sorted((gap.van, gap.tot, gap.hash) for gap in found)
    return hashlib.sha256(json.dumps(rows, separators=(",", ":")).encode()).hexdigest()


def joined(found: Iterable[Gap]) -> list[Gap]:
    """In order, those that touch made one."""
    whole: list[Gap] = []
    for gap in sorted(found, key=lambda gap: gap.van):
        if whole and whole[-1].tot + 1 == gap.van:
            whole[-1] = Gap(whole[-1].van, gap.tot, gap.hash)
        else:
            whole.append(gap)
    return whole


def replace(db: Connection, found: Iterable[Gap]) -> None:
    """These and no others."""
    db.execute("DELETE FROM journal_gaps")
    db.executemany("INSERT INTO journal_gaps VALUES (?, ?, ?)", ((gap.van, gap.tot, gap.hash) for gap in found))
