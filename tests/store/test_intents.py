"""Push intents: one live one a declaratie and a marker, claimed by one, and stored only by who holds the claim."""

import asyncio
import multiprocessing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.domain.declaratie import Declaratie, DeclaratieState, OrderState
from core.domain.push import Intent, IntentState
from core.store import declaraties, intents, journal
from core.store.connection import Connection, IntegrityError
from core.store.database import Database, connect
from core.store.intents import FenceError
from core.store.schema_koppeling import KOPPELING

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LEASE = NOW + timedelta(minutes=2)


def concept(id_: str) -> Declaratie:
    day = date(2026, 11, 24)
    return Declaratie(id_, "", DeclaratieState.CONCEPT, "1", "Klant", "r", day, day, day, (), NOW)


def plan(db: Connection, id_: str = "1", marker: str = "KBAAAAAAAAAAAA") -> Intent:
    return intents.plan(
        db, declaratie_id=id_, marker=marker, generation=0, payload="{}", payload_hash="h", total=Decimal("1.00"),
        lines=1, relatie_id="r", at="2026-11-24",
    )  # fmt: skip


def claim(db: Connection, intent: Intent, owner: str = "here", now: datetime = NOW) -> Intent | None:
    return intents.claim(
        db, intent.id, owner=owner, now=now, lease_until=now + timedelta(minutes=2), fence=intent.fence
    )


@pytest.fixture
def db(db: Connection) -> Connection:
    for id_ in ("1", "2"):
        declaraties.insert(db, concept(id_), {})
    return db


def test_one_live_intent_a_declaratie_and_a_marker(db: Connection) -> None:
    first = plan(db)
    with pytest.raises(IntegrityError):
        plan(db, marker="KBBBBBBBBBBBBB")
    with pytest.raises(IntegrityError):
        plan(db, "2")
    intents.abandon(db, first, "", "opnieuw gevraagd")
    assert plan(db).id != first.id
    assert intents.markers(db) == {"KBAAAAAAAAAAAA"}


def test_a_claim_is_taken_once_and_after_its_lease_again(db: Connection) -> None:
    intent = plan(db)
    taken = claim(db, intent)
    assert taken is not None
    assert (taken.fence, taken.owner, taken.lease_until) == (1, "here", LEASE)
    assert claim(db, intent, "there") is None
    assert claim(db, taken, "there") is None
    assert claim(db, taken, "there", LEASE - timedelta(seconds=1)) is None
    again = claim(db, taken, "there", LEASE)
    assert again is not None
    assert again.fence == 2


def test_the_same_machine_takes_over_what_its_dead_run_left(db: Connection) -> None:
    taken = claim(db, plan(db))
    assert taken is not None
    again = claim(db, taken)
    assert again is not None
    assert again.fence == 2


def test_who_lost_the_claim_stores_nothing(db: Connection) -> None:
    old = claim(db, plan(db))
    assert old is not None
    assert claim(db, old) is not None
    for step in (
        lambda: intents.sending(db, old, ""),
        lambda: intents.done(db, old, "", remote_id="o", remote_nummer="1", event="push.beantwoord"),
        lambda: intents.refused(db, old, "", "", ()),
        lambda: intents.unknown(db, old, "", ""),
        lambda: intents.not_sent(db, old, "", ""),
        lambda: intents.release(db, old, ""),
        lambda: intents.looked(db, old, "", [], "marker"),
    ):
        with pytest.raises(FenceError):
            step()
    assert intents.by_id(db, old.id).state is IntentState.PLANNED


def test_each_step_keeps_the_declaratie_and_the_journal_in_step(db: Connection) -> None:
    intent = claim(db, plan(db))
    assert intent is not None
    intents.looked(db, intent, "t1", [], "marker")
    intents.sending(db, intent, NOW.isoformat())
    sent = intents.by_id(db, intent.id)
    assert (sent.state, sent.last_sent_at, sent.looked) == (IntentState.SENDING, NOW, 0)
    intents.unknown(db, sent, "t3", "time-out")
    found = declaraties.load(db, "1")
    assert found is not None
    assert (found.order, found.reason) == (OrderState.UNKNOWN, "time-out")
    intents.done(db, sent, "t4", remote_id="o1", remote_nummer="1204", event="push.overgenomen")
    found = declaraties.load(db, "1")
    assert found is not None
    assert (found.order, found.order_id, found.order_nummer, found.marker) == (
        OrderState.ORDER,
        "o1",
        "1204",
        intent.marker,
    )
    assert [e.type for e in journal.events(db, subject="declaratie:1")] == [
        "declaratie.gemaakt", "push.bedoeld", "push.geclaimd", "push.gezocht", "push.verstuurd", "push.onbekend",
        "push.overgenomen",
    ]  # fmt: skip
    assert journal.verify(db).ok


async def test_two_databases_on_one_file_claim_one_intent_once(tmp_path: Path) -> None:
    first, second = Database(tmp_path / "k.db", KOPPELING), Database(tmp_path / "k.db", KOPPELING)

    def prepare(db: Connection) -> Intent:
        declaraties.insert(db, concept("1"), {})
        return plan(db)

    intent = await first.write(prepare)
    for round_ in range(20):
        now = NOW + timedelta(hours=round_)
        current = await first.read(lambda db: intents.by_id(db, intent.id))
        claims = await asyncio.gather(
            first.write(lambda db, c=current, n=now: claim(db, c, "one", n)),
            second.write(lambda db, c=current, n=now: claim(db, c, "two", n)),
        )
        assert sum(one is not None for one in claims) == 1
    first.close()
    second.close()


def _claim_in_process(path: Path, owner: str, start: Any, answers: Any) -> None:
    db = connect(path, KOPPELING)
    intent = intents.by_id(db, 1)
    start.wait()
    db.execute("BEGIN IMMEDIATE")
    taken = claim(db, intent, owner)
    db.execute("COMMIT")
    answers.put(taken is not None)
    db.close()


def test_four_processes_on_one_file_claim_one_intent_once(tmp_path: Path) -> None:
    db = connect(tmp_path / "k.db", KOPPELING)
    declaraties.insert(db, concept("1"), {})
    plan(db)
    db.close()
    context = multiprocessing.get_context("spawn")
    start, answers = context.Barrier(4), context.Queue()
    processes = [
        context.Process(target=_claim_in_process, args=(tmp_path / "k.db", f"p{n}", start, answers)) for n in range(4)
    ]
    for process in processes:
        process.start()
    taken = [answers.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()
    assert sorted(taken) == [False, False, False, True]
