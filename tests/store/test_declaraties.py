"""Declaraties in the file: what goes in comes out, and what must be unique is."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from core.domain.declaratie import Declaratie, DeclaratieState, Factuur, OrderState, Regel
from core.domain.declaratie_row import DeclaratieRow
from core.store import declaratie_rows, declaraties
from core.store.connection import Connection, IntegrityError
from core.store.regels import Source, sources
from core.text import say

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = date(2026, 10, 5)
REGEL = Regel("a", "Advies", "x", Decimal("0.33"), Decimal("95.00"), Decimal("31.35"), "Hoog", Decimal("31.666667"),
              say("Regel {id}.", id="3"), ("1:uren", "2:uren"))  # fmt: skip
SOURCES = {one: Source(one, one[0], f"print{one}") for one in ("1:uren", "2:uren", "3:uren")}


def made(id_: str = "1", **more: object) -> Declaratie:
    declaratie = Declaratie(id_, "", DeclaratieState.CONCEPT, "7", "Klant", "r", DAY, DAY, DAY, (REGEL,), NOW)
    return replace(declaratie, **more)  # type: ignore[arg-type]


def test_what_goes_in_comes_out(db: Connection) -> None:
    declaraties.insert(db, made(group_by="day", hours_rule="exact"), SOURCES)
    assert declaraties.load(db, "1") == made(group_by="day", hours_rule="exact")
    assert declaraties.load_all(db) == [declaraties.load(db, "1")]
    assert sources(db, "1") == [SOURCES["1:uren"], SOURCES["2:uren"]]
    assert declaraties.load(db, "9") is None


def test_a_registratie_is_held_once(db: Connection) -> None:
    declaraties.insert(db, made(), SOURCES)
    other = made("2", regels=(replace(REGEL, registraties=("2:uren", "3:uren")),))
    with pytest.raises(IntegrityError):
        declaraties.insert(db, other, SOURCES)
    assert declaraties.holders(db, ["1:uren", "3:uren"]) == {"1:uren": "1"}
    assert declaraties.release(db, "1") == ["1:uren", "2:uren"]


def test_deleting_a_concept_takes_everything_with_it(db: Connection) -> None:
    declaraties.insert(db, made(), SOURCES)
    assert declaraties.delete(db, made(), "t") == ["1:uren", "2:uren"]
    for table in ("declaraties", "regels", "regel_registraties", "locks"):
        assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_a_number_that_is_rolled_back_is_given_again(db: Connection) -> None:
    db.execute("BEGIN")
    assert declaraties.next_number(db, "2026") == 1
    db.execute("ROLLBACK")
    assert [declaraties.next_number(db, "2026"), declaraties.next_number(db, "2026")] == [1, 2]
    assert declaraties.next_number(db, "2027") == 1


def test_concepts_come_first_then_the_newest_number(db: Connection) -> None:
    for id_ in ("1", "2", "3", "10"):
        declaraties.insert(db, made(id_, regels=()), {})
    for id_ in ("2", "1"):
        found = declaraties.load(db, id_)
        assert found is not None
        declaraties.number(db, found, DAY, "t")
    assert [(d.id, d.nummer) for d in declaraties.load_all(db)] == [
        ("10", ""),
        ("3", ""),
        ("1", "2026-0002"),
        ("2", "2026-0001"),
    ]
    assert [d.id for d in declaraties.load_all(db, states=[DeclaratieState.OPENSTAAND])] == ["1", "2"]
    assert declaraties.load_all(db, klant_id="8") == []


def test_order_and_factuur_are_kept(db: Connection) -> None:
    declaraties.insert(db, made(), SOURCES)
    factuur = Factuur("f", "26700001", DAY, None, Decimal("12.10"))
    declaraties.set_factuur(db, "1", factuur)
    declaraties.set_order(db, "1", OrderState.INVOICED, order_id="o", order_nummer="1204")
    declaraties.set_order(db, "1", OrderState.PARTLY_PAID)
    found = declaraties.load(db, "1")
    assert found is not None
    assert (found.factuur, found.order, found.order_id, found.order_nummer) == (
        factuur,
        OrderState.PARTLY_PAID,
        "o",
        "1204",
    )
    assert declaraties.refresh(db, made()) == found


def test_one_credit_at_most(db: Connection) -> None:
    for id_ in ("1", "2"):
        declaraties.insert(db, made(id_, regels=()), {})
    declaraties.insert(db, made("3", regels=(), credits="1"), {}, lock=False)
    with pytest.raises(IntegrityError):
        declaraties.insert(db, made("4", regels=(), credits="1"), {}, lock=False)
    credit = declaraties.credit_of(db, "1")
    assert credit is not None
    assert credit.id == "3"
    assert declaraties.credit_of(db, "2") is None


def test_rows_and_keys_tell_what_the_whole_ones_do(db: Connection) -> None:
    for id_, regels in (("1", (REGEL, replace(REGEL, registraties=("3:uren",)))), ("2", ()), ("10", ())):
        declaraties.insert(db, made(id_, regels=regels, credits="2" if id_ == "10" else "", reason="let op"), SOURCES)
    found = declaraties.load(db, "1")
    assert found is not None
    declaraties.number(db, found, DAY, "t")
    declaraties.set_factuur(db, "1", Factuur("f", "26700001", DAY, None, Decimal("12.10")))
    declaraties.set_order(db, "1", OrderState.INVOICED, order_id="o", order_nummer="1204")
    whole = declaraties.load_all(db)
    keys = list(declaratie_rows.keys(db))
    rows = declaratie_rows.rows(db, [one.id for one in whole] + ["9"])
    assert [one.id for one in keys] == [one.id for one in whole] == ["10", "2", "1"]
    assert rows.keys() == {"1", "2", "10"}
    for one, key in zip(whole, keys, strict=True):
        row = rows[one.id]
        names = set(DeclaratieRow.__slots__) - {"regels"}
        assert {name: getattr(row, name) for name in names} == {name: getattr(one, name) for name in names}
        assert row.regels == len(one.regels)
        assert key == (one.id, one.nummer, one.state, one.klant, one.van, one.order, one.totaal, bool(one.reason))
