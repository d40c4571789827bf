"""The keys of names are kept, noted as moved and answered the same on either dialect."""

from core.domain.partij import Partij, Side
from core.store import match_keys, observed, records
from core.store.connection import Connection
from core.store.match_keys import Keyed

HERE = Side.SNELSTART


def test_names_and_holders_come_back_as_they_were_kept(db: Connection) -> None:
    names = [(0, "a", "bakkerij jansen"), (1, "b", "slagerij")]
    match_keys.keep(db, HERE, Keyed(2, 2, 1), come=names, grams=[(5, 2, b"\0\1"), (900_000, 1, b"\2")])
    assert match_keys.keyed(db, HERE) == Keyed(2, 2, 1)
    assert match_keys.held(db, HERE, [5, 6, 900_000]) == {5: 2, 900_000: 1}
    assert match_keys.holders(db, HERE, [5, 6]) == {5: b"\0\1"}
    assert match_keys.names_at(db, HERE, [1, 7]) == names[1:]
    assert match_keys.names_of(db, HERE, ["a"]) == names[:1]
    assert match_keys.keyed(db, HERE.other) is None
    match_keys.keep(db, HERE, Keyed(1, 3, 1), come=[(2, "c", "oost")], gone=[0, 1], grams=[(5, 0, b"")])
    assert match_keys.names_of(db, HERE, ["a", "b", "c"]) == [(2, "c", "oost")]
    assert match_keys.held(db, HERE, [5]) == {}
    match_keys.drop(db, HERE)
    assert match_keys.keyed(db, HERE) is None


def test_who_is_stored_or_goes_is_noted_where_keys_are_kept(db: Connection) -> None:
    def store(id_: str, side: Side = HERE) -> None:
        row = records.partij_row(Partij(side, id_, "naam"), observed.digest(b"1"), b"{}")
        observed.upsert(db, records.table_of(side), [row])

    store("a")
    assert match_keys.moved(db, HERE) == []
    match_keys.keep(db, HERE, Keyed(0, 0, 1))
    store("b")
    store("b")
    store("c", HERE.other)
    observed.mark_gone(db, "relaties", ["a"])
    assert match_keys.moved(db, HERE) == ["a", "b"]
    assert match_keys.moved(db, HERE.other) == []
    match_keys.keep(db, HERE, Keyed(0, 0, 1))
    assert match_keys.moved(db, HERE) == []
