"""Who looks like a new klant is found by keys kept in the file, and is who a look at everyone by the same index finds."""

import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.coupling import alike
from core.domain.match import Candidate
from core.domain.partij import Partij, Side
from core.matching import newcomers, postings
from core.matching.grams import Asked, Index
from core.matching.normalise import fold
from core.store import match_keys, observed, records
from core.store.connection import Connection
from core.store.database import connect
from core.store.schema_koppeling import KOPPELING
from tests.bench.dutch_names import registers

KLANT = frozenset({"Klant"})
SIDES = (Side.TIMEON, Side.SNELSTART)


def partij(id_: str, naam: str, side: Side = Side.SNELSTART, **more: str) -> Partij:
    return Partij(side, id_, naam, soorten=KLANT, **more)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    connection = connect(tmp_path / "k.db", KOPPELING)
    yield connection
    connection.close()


def store(db: Connection, partijen: Iterable[Partij]) -> None:
    for one in partijen:
        table = records.table_of(one.side)
        observed.upsert(db, table, [records.partij_row(one, observed.digest(one.naam.encode()), b"{}")])


def gone(db: Connection, *ids: str) -> None:
    observed.mark_gone(db, "relaties", ids)


def found(db: Connection, new: Sequence[Partij], side: Side = Side.SNELSTART) -> newcomers.Found:
    alike.bring_up_to_date(db, side)
    return alike.look(db, new, side)


def by_everyone(db: Connection, new: Sequence[Partij], side: Side = Side.SNELSTART) -> newcomers.Found:
    """The same question put to an index made of everyone on the spot."""
    across = [one for one in records.partijen(db, side) if one.takes_part]
    choices = newcomers.named(across)
    rows = [
        (row, choices.entries[owner].partij.id, newcomers.cut(name))
        for row, (name, owner) in enumerate(zip(choices.names, choices.owners.tolist(), strict=True))
        if name
    ]
    rows = [(at, id_, name) for at, (_, id_, name) in enumerate(rows)]
    index = Index.of([name for _, _, name in rows])
    asking = newcomers.named(new)
    grams = index.grams, index.start[1:] - index.start[:-1], index.size
    met = newcomers.met_by(index, Asked.of([newcomers.cut(name) for name in asking.names]).rarest(*grams))
    return newcomers.candidates(asking, across, rows, met)


@pytest.fixture(autouse=True, scope="module")
def _one_by_one() -> Iterator[None]:
    """However many moved, they are keyed one by one, so that this is what is tested."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alike, "MOST_MOVED", 100.0)
        yield


def said(answer: newcomers.Found) -> dict[int, list[tuple[str, int]]]:
    def one(candidates: Iterable[Candidate]) -> list[tuple[str, int]]:
        return [(candidate.partij.id, candidate.score) for candidate in candidates]

    return {at: one(candidates) for at, candidates in answer.items()}


def test_a_new_klant_finds_who_looks_like_it_and_by_what(db: Connection) -> None:
    store(db, [partij("a", "Bakkerij Jansen B.V.", postcode="3511 AB"), partij("b", "Slagerij Pieters")])
    answer = found(db, [partij("", "Bakkerij Janssen", Side.TIMEON, postcode="3511AB")])
    assert [(one.partij.id, one.agree) for one in answer[0]] == [("a", ("postcode",))]


def test_who_is_nowhere_near_has_nobody_and_an_empty_side_answers_nothing(db: Connection) -> None:
    new = [partij("", "Kwekerij Het Groene Hart", Side.TIMEON)]
    assert found(db, new) == {}
    store(db, [partij("a", "Bakkerij Jansen B.V.")])
    assert found(db, new) == {}
    assert found(db, [partij("", "…", Side.TIMEON)]) == {}


def test_the_keys_follow_a_rename_a_newcomer_and_who_goes(db: Connection) -> None:
    new = [partij("", "Bakkerij Jansen", Side.TIMEON)]
    store(db, [partij("a", "Bakkerij Jansen B.V."), partij("b", "Slagerij Pieters")])
    assert [one.partij.id for one in found(db, new)[0]] == ["a"]
    store(db, [partij("a", "Zeilmakerij Oost"), partij("c", "Bakkerij Jansens")])
    assert [one.partij.id for one in found(db, new)[0]] == ["c"]
    gone(db, "c")
    assert found(db, new) == {}


def test_who_takes_no_part_is_nobody_s_candidate(db: Connection) -> None:
    leverancier = Partij(Side.SNELSTART, "l", "Bakkerij Jansen", soorten=frozenset({"Leverancier"}))
    store(db, [leverancier])
    assert found(db, [partij("", "Bakkerij Jansen", Side.TIMEON)]) == {}
    store(db, [partij("l", "Bakkerij Jansen")])
    assert [one.partij.id for one in found(db, [partij("", "Bakkerij Jansen", Side.TIMEON)])[0]] == ["l"]


def test_a_discarded_record_is_found_by_the_name_it_refers_to(db: Connection) -> None:
    store(db, [partij("x", "NIET GEBRUIKEN, zie Installatiebedrijf Zandstra")])
    assert [one.partij.id for one in found(db, [partij("", "Installatiebedrijf Zandstra", Side.TIMEON)])[0]] == ["x"]


def test_only_who_moved_is_keyed_again(db: Connection) -> None:
    store(db, (partij(str(n), f"Firma nummer {fold(str(n))}") for n in range(100)))
    found(db, [partij("", "Firma", Side.TIMEON)])
    before = match_keys.keyed(db, Side.SNELSTART)
    store(db, [partij("7", "Heel iets anders")])
    assert match_keys.moved(db, Side.SNELSTART) == ["7"]
    alike.bring_up_to_date(db, Side.SNELSTART)
    after = match_keys.keyed(db, Side.SNELSTART)
    assert before is not None
    assert after is not None
    assert (after.size, after.room) == (before.size, before.room + 1)
    assert match_keys.moved(db, Side.SNELSTART) == []


def test_keys_made_by_other_rules_are_made_anew(db: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    store(db, [partij("a", "Bakkerij Jansen")])
    found(db, [partij("", "Bakkerij", Side.TIMEON)])
    monkeypatch.setattr(postings, "RULES", postings.RULES + 1)
    assert alike.is_behind(db, Side.SNELSTART)
    alike.bring_up_to_date(db, Side.SNELSTART)
    assert not alike.is_behind(db, Side.SNELSTART)


def test_as_many_as_a_register_holds_find_the_same_as_by_a_look_at_everyone(db: Connection) -> None:
    made = registers(1_500)
    chance = random.Random(7)
    relaties = [partij(one.id, one.naam, postcode=one.postcode) for one in made.right]
    store(db, relaties[:1_400])
    new = [partij(one.id, one.naam, Side.TIMEON, postcode=one.postcode) for one in made.left[:200]]
    found(db, new)
    store(db, relaties[1_400:])
    gone(db, *(one.id for one in chance.sample(relaties, 60)))
    store(db, [partij(one.id, new[at].naam + " oost") for at, one in enumerate(chance.sample(relaties, 60))])
    assert said(found(db, new)) == said(by_everyone(db, new))


WORDS = st.sampled_from(["bakkerij", "jansen", "janssen", "de vries", "bouw", "bv", "b.v.", "holding", "oost", "café"])
NAMES = st.lists(WORDS, max_size=4).map(" ".join)
STEPS = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.one_of(st.none(), NAMES)), max_size=25)


@settings(max_examples=60, deadline=None)
@given(first=STEPS, then=STEPS, asked=st.lists(NAMES, min_size=1, max_size=3), side=st.sampled_from(SIDES))
def test_whatever_was_stored_and_went_the_answer_is_that_of_a_look_at_everyone(
    first: list[tuple[str, str | None]], then: list[tuple[str, str | None]], asked: list[str], side: Side
) -> None:
    new = [partij(str(at), naam, side.other) for at, naam in enumerate(asked)]
    with TemporaryDirectory() as folder, closing(connect(Path(folder) / "k.db", KOPPELING)) as db:
        for steps in (first, then):
            for id_, naam in steps:
                if naam is None:
                    observed.mark_gone(db, records.table_of(side), [id_])
                else:
                    store(db, [partij(id_, naam, side)])
            assert said(found(db, new, side)) == said(by_everyone(db, new, side))
