"""The bookkeeper's rules from registratie to artikel: read, replaced as a whole, each change an event."""

import sqlite3
from collections.abc import Iterable

from core.domain.artikel_regel import ArtikelRegel
from core.domain.money import parse, plain
from core.domain.registratie import Soort
from core.store import journal

_COLUMNS = "id, soort, category_id, project_id, medewerker_id, woord, artikel_id, prijs, inferred"


def rules(db: sqlite3.Connection) -> list[ArtikelRegel]:
    """All rules in the order they were made; empty while nobody made one."""
    found = []
    for row in db.execute(f"SELECT {_COLUMNS} FROM artikel_regels ORDER BY id"):  # noqa: S608 - names of ours
        id_, soort, category_id, project_id, medewerker_id, woord, artikel_id, prijs, inferred = row
        found.append(
            ArtikelRegel(
                soort=Soort(soort),
                artikel_id=artikel_id,
                prijs=None if prijs is None else parse(prijs),
                category_id=category_id,
                project_id=project_id,
                medewerker_id=medewerker_id,
                woord=woord,
                id=id_,
                inferred=bool(inferred),
            )
        )
    return found


def add(db: sqlite3.Connection, rule: ArtikelRegel, at: str) -> ArtikelRegel:
    """Store one rule; answers it with its id."""
    row = (
        rule.soort.value, rule.category_id, rule.project_id, rule.medewerker_id, rule.woord, rule.artikel_id,
        None if rule.prijs is None else plain(rule.prijs), int(rule.inferred),
    )  # fmt: skip
    names = _COLUMNS.removeprefix("id, ")
    new = db.execute(f"INSERT INTO artikel_regels ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid  # noqa: S608 - ours
    stored = next(one for one in rules(db) if one.id == new)
    journal.append(db, at, "artikelregel.gemaakt", f"artikelregel:{new}", stored.to_json())
    return stored


def remove(db: sqlite3.Connection, rule_id: int, at: str) -> bool:
    """Delete one rule; answers whether it was there."""
    gone = db.execute("DELETE FROM artikel_regels WHERE id = ?", (rule_id,)).rowcount > 0
    if gone:
        journal.append(db, at, "artikelregel.verwijderd", f"artikelregel:{rule_id}")
    return gone


def replace(db: sqlite3.Connection, new: Iterable[ArtikelRegel], at: str) -> None:
    """These and no others."""
    for old in rules(db):
        remove(db, old.id, at)
    for rule in new:
        add(db, rule, at)
