"""The lines of declaraties and what each was made of, which is remembered after the lock on it is gone."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from core.domain.declaratie import Regel
from core.domain.money import plain
from core.store.connection import Connection
from core.text import Sentence

_COLUMNS = "declaratie_id, positie, artikel_id, artikel, omschrijving, aantal, prijs, bedrag, btw_soort, exact, rule"


@dataclass(frozen=True, slots=True)
class Source:
    """What a line was made of: the registratie, its hour row in Time On, and a hash of what was billed of it."""

    registratie_id: str
    hour_id: str
    fingerprint: str


def write(db: Connection, declaratie_id: str, regels: Sequence[Regel], made_of: Mapping[str, Source]) -> None:
    """These lines and no others; `made_of` knows every registratie on them."""
    db.execute("DELETE FROM regels WHERE declaratie_id = ?", (declaratie_id,))
    db.execute("DELETE FROM regel_registraties WHERE declaratie_id = ?", (declaratie_id,))
    db.executemany(
        "INSERT INTO regels VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                declaratie_id, positie, r.artikel_id, r.artikel, r.omschrijving, plain(r.aantal), plain(r.prijs),
                plain(r.bedrag), r.btw_soort, plain(r.exact), json.dumps(r.rule.to_json(), ensure_ascii=False),
            )
            for positie, r in enumerate(regels)
        ),
    )  # fmt: skip
    db.executemany(
        "INSERT INTO regel_registraties VALUES (?, ?, ?, ?, ?)",
        (
            (declaratie_id, one, positie, made_of[one].hour_id, made_of[one].fingerprint)
            for positie, regel in enumerate(regels)
            for one in regel.registraties
        ),
    )


def read(db: Connection, declaraties: Iterable[str]) -> dict[str, list[Regel]]:
    """Lines in order, by declaratie."""
    made_of: dict[tuple[str, int], list[str]] = {}
    where, values = "WHERE declaratie_id IN (SELECT value FROM json_each(?))", (json.dumps(list(declaraties)),)
    query = f"SELECT declaratie_id, positie, registratie_id FROM regel_registraties {where} ORDER BY rowid"  # noqa: S608 - ours
    for owner, positie, registratie_id in db.execute(query, values):
        made_of.setdefault((owner, positie), []).append(registratie_id)
    regels: dict[str, list[Regel]] = {}
    query = f"SELECT {_COLUMNS} FROM regels {where} ORDER BY declaratie_id, positie"  # noqa: S608 - a condition of ours
    for row in db.execute(query, values):
        owner, positie, artikel_id, artikel, omschrijving, aantal, prijs, bedrag, btw_soort, exact, rule = row
        regel = Regel(
            artikel_id, artikel, omschrijving, Decimal(aantal), Decimal(prijs), Decimal(bedrag), btw_soort,
            Decimal(exact), _sentence(rule), tuple(made_of.get((owner, positie), ())),
        )  # fmt: skip
        regels.setdefault(owner, []).append(regel)
    return regels


def sources(db: Connection, declaratie_id: str) -> list[Source]:
    """What its lines were made of, locked or not."""
    query = """
        SELECT registratie_id, hour_id, fingerprint FROM regel_registraties WHERE declaratie_id = ? ORDER BY rowid
    """
    return [Source(*row) for row in db.execute(query, (declaratie_id,))]


@lru_cache(maxsize=512)
def _sentence(text: str) -> Sentence:
    """The same few rules stand behind many lines."""
    return Sentence.from_json(json.loads(text))
