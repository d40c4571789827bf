"""A worker beside those of another version: what it can't work with any more it leaves whole, and says so."""

import psycopg
import pytest
from procrastinate import App

from core.errors import NewerDatabaseError
from core.kantoor.engine import ask
from core.kantoor.job import GROUP, Job, Kind
from core.kantoor.overview import overview
from tests.kantoor.conftest import Kantoor


async def test_a_worker_that_became_too_old_puts_back_what_it_took_and_ends(
    kantoor: Kantoor, app: App, office: str
) -> None:
    await ask(app, [Job(Kind.SYNC, kantoor.koppeling), Job(Kind.PUSH, kantoor.koppeling)])
    with psycopg.connect(office, autocommit=True) as db:
        db.execute("INSERT INTO koppelbord.migrations (name, contracts) VALUES ('koppeling:taken away', true)")
    with pytest.raises(NewerDatabaseError, match="taken away"):
        await kantoor.worker().run()
    found = await overview(app)
    assert {(line.kind, line.waiting, line.later, line.doing) for line in found.lines} == {
        ("push", 1, 0, 0), ("sync", 1, 0, 0),
    }  # fmt: skip
    assert (found.workers, found.failed) == ((), ())
    kept = await app.job_manager.list_jobs_async(status="todo")
    assert {job.task_kwargs["attempts"] for job in kept} == {0}


async def test_the_schedule_of_a_worker_that_became_too_old_ends_it(kantoor: Kantoor, app: App, office: str) -> None:
    with psycopg.connect(office, autocommit=True) as db:
        db.execute("INSERT INTO koppelbord.migrations (name, contracts) VALUES ('koppeling:taken away', true)")
    worker = kantoor.worker()
    await worker.schedule(app)
    with pytest.raises(NewerDatabaseError):
        await worker.run()


@pytest.mark.parametrize(
    ("name", "more"), [("verrekenen", {}), ("sync", {"sinds": "2026-11-01"})], ids=["kind", "parameter"]
)
async def test_work_that_only_a_later_version_knows_is_left_in_line(
    kantoor: Kantoor, app: App, name: str, more: dict[str, str]
) -> None:
    asked = app.configure_task(name, allow_unknown=True, queue=GROUP)
    await asked.defer_async(koppeling=kantoor.koppeling, **more)
    await ask(app, [Job(Kind.FOLLOW, kantoor.koppeling)])
    await kantoor.worker().run(until_empty=True)
    found = await overview(app)
    assert [(line.kind, line.waiting, line.later, line.doing) for line in found.lines] == [(name, 0, 1, 0)]
    assert found.failed == ()
    assert kantoor.told("left") == [f"{name} {kantoor.koppeling}"]
    assert len(kantoor.told("done")) == 1
