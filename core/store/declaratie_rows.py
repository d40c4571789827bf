"""The list of declaraties without their lines: what names each, and the rows of some."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from core.domain.declaratie import DeclaratieState, Factuur, OrderState
from core.domain.declaratie_row import DeclaratieKey, DeclaratieRow
from core.domain.money import from_cents, parse
from core.store.connection import Connection

_ROW = """
    id, nummer, state, klant, van, tot, order_state, order_nummer, reason, credits, verschil, factuur_id, factuur_nummer,
    factuur_datum, factuur_verval, factuur_saldo, cents, (SELECT count(*) FROM regels WHERE declaratie_id = declaraties.id)
"""
_KEY = "id, nummer, state, klant, van, order_state, cents, reason <> ''"
_ORDER = "ORDER BY nummer <> '', nummer DESC, CAST(id AS INTEGER) DESC"


def keys(db: Connection) -> Iterator[DeclaratieKey]:
    """Of all, concepts first, then the newest number first."""
    klanten: dict[str, str] = {}
    days: dict[str, date] = {}
    for id_, nummer, state, klant, van, order, cents, reason in db.execute(f"SELECT {_KEY} FROM declaraties {_ORDER}"):  # noqa: S608 - ours
        day = days.get(van) or days.setdefault(van, date.fromisoformat(van))
        yield DeclaratieKey(
            id_, nummer, DeclaratieState(state), klanten.setdefault(klant, klant), day, OrderState(order),
            from_cents(cents), bool(reason),
        )  # fmt: skip


def rows(db: Connection, ids: Iterable[str]) -> dict[str, DeclaratieRow]:
    """Those of these ids that are there, by id."""
    query = f"SELECT {_ROW} FROM declaraties WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - names of ours
    return {row[0]: _row(row) for row in db.execute(query, (json.dumps(list(ids)),))}


def _row(row: Sequence[Any]) -> DeclaratieRow:
    id_, nummer, state, klant, van, tot, order, order_nummer, reason, credits_, verschil, *factuur, cents, regels = row
    return DeclaratieRow(
        id_, nummer, DeclaratieState(state), klant, date.fromisoformat(van), date.fromisoformat(tot), OrderState(order),
        order_nummer, reason, credits_, verschil, factuur_of(*factuur), from_cents(cents), regels,
    )  # fmt: skip


def factuur_of(id_: str, nummer: str, datum: str, verval: str, saldo: str) -> Factuur | None:
    """The factuur of its columns, None while there is none."""
    return Factuur(id_, nummer, _day(datum), _day(verval), parse(saldo or "0")) if id_ else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
