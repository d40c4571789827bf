"""The bookkeeper's rules from registratie to artikel: read, replaced as a whole, each change an event."""

from collections.abc import Iterable

from core.domain.artikel_regel import ArtikelRegel
from core.domain.money import parse, plain
from core.domain.registratie import Soort
from core.store import journal
from core.store.connection import Connection

_COLUMNS = "id, soort, category_id, project_id, medewerker_id, woord, artikel_id, prijs, inferred"


def rules(db: Connection) -> list[ArtikelRegel]:
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


def add(db: Connection, rule: ArtikelRegel, at: str) -> ArtikelRegel:
    """Store one rule; answers it with its id."""
    row = (
        rule.soort.value, rule.category_id, rule.project_id, rule.medewerker_id, rule.woord, rule.artikel_id,
        None if rule.prijs is None else plain(rule.prijs), int(rule.inferred),
    )  # fmt: skip
    names = _COLUMNS.removeprefix("id, ")
    query = f"INSERT INTO artikel_regels ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"  # noqa: S608 - ours
    new = db.execute(query, row).fetchone()[0]
    stored = next(one for one in rules(db) if one.id == new)
    journal.append(db, at, "artikelregel.gemaakt", f"artikelregel:{new}", stored.to_json())
    return stored


def remove(db: Connection, rule_id: int, at: str) -> bool:
    """Delete one rule; answers whether it was there."""
    gone = db.execute("DELETE FROM artikel_regels WHERE id = ?", (rule_id,)).rowcount > 0
    if gone:
        journal.append(db, at, "artikelregel.verwijderd", f"artikelregel:{rule_id}")
    return gone


def replace(db: Connection, new: Iterable[ArtikelRegel], at: str) -> None:
    """These and no others."""
    for old in rules(db):
        remove(db, old.id, at)
    for rule in new:
        add(db, rule, at)
