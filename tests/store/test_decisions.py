"""A verdict stands until it is taken back; two people can't decide differently about one klant."""

from datetime import UTC, datetime

import pytest

from core.domain.match import Decision, Verdict
from core.errors import MovedError
from core.store import decisions, journal
from core.store.connection import Connection

AT = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)


def verdict(timeon: str, snelstart: str, what: Verdict = Verdict.COUPLE, by: str = "jansen") -> Decision:
    return Decision(timeon, snelstart, what, by, AT, {"timeon.naam": "Jansen"})


def test_a_decision_is_kept_whole(db: Connection) -> None:
    one = verdict("1", "a")
    assert decisions.decide(db, [one]) == 1
    assert decisions.live(db) == [one]
    assert decisions.couples(db) == {"1": "a"}


def test_deciding_the_same_again_changes_nothing(db: Connection) -> None:
    decisions.decide(db, [verdict("1", "a")])
    assert decisions.decide(db, [verdict("1", "a", by="smit")]) == 0
    assert len(list(journal.events(db))) == 1


@pytest.mark.parametrize(
    "clash",
    [verdict("1", "b"), verdict("2", "a"), verdict("1", "", Verdict.IGNORE), verdict("", "a", Verdict.CREATE)],
)
def test_a_clashing_decision_is_refused_naming_the_standing_one(db: Connection, clash: Decision) -> None:
    decisions.decide(db, [verdict("1", "a")])
    with pytest.raises(MovedError, match="jansen"):
        decisions.decide(db, [clash])
    assert decisions.couples(db) == {"1": "a"}


def test_a_rejection_stands_beside_a_couple_of_another_pair(db: Connection) -> None:
    decisions.decide(db, [verdict("1", "b", Verdict.REJECT), verdict("1", "a")])
    assert len(decisions.live(db)) == 2


def test_what_is_withdrawn_can_be_decided_otherwise_and_stays_in_the_journal(db: Connection) -> None:
    decisions.decide(db, [verdict("1", "a")])
    assert decisions.withdraw(db, verdict("1", "a"), "2026-11-24T15:00:00+00:00")
    assert not decisions.withdraw(db, verdict("1", "a"), "2026-11-24T15:00:00+00:00")
    assert decisions.decide(db, [verdict("1", "b")]) == 1
    assert [event.type for event in journal.events(db)] == ["match.beslist", "match.teruggenomen", "match.beslist"]


def test_what_was_made_on_the_other_side_becomes_a_couple(db: Connection) -> None:
    decisions.decide(db, [verdict("1", "", Verdict.CREATE)])
    decisions.couple_created(db, verdict("1", "new", by="sync"))
    assert [(d.timeon_id, d.snelstart_id, d.verdict) for d in decisions.live(db)] == [("1", "new", Verdict.COUPLE)]
