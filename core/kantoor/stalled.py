"""Jobs that nobody does any more are given to others: those of workers that died, and those that a worker lost sight of.

It takes no lock of the engine itself, so that nothing that hangs can hang this too; done twice, it changes nothing.
"""

from collections.abc import Collection, Iterable

from procrastinate import App
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from psycopg.errors import RaiseException

from core.kantoor.job import Kind
from core.kantoor.presence import SILENT, put_out_silent


async def give_back(app: App, seconds: float = SILENT) -> list[str]:
    """Put out who is silent, then put their jobs back in line; answers the jobs as `kind koppeling`."""
    await put_out_silent(app, seconds)
    return await give(app, await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=seconds))


async def unknown(app: App, worker: int, doing: Collection[int]) -> dict[int, Job]:
    """By number, the jobs on a worker's name that it is not doing; for a moment that may be so of any."""
    mine = await app.job_manager.list_jobs_async(status=Status.DOING.value, worker_id=worker)
    return {job.id: job for job in mine if job.id is not None and job.id not in doing and job.task_name in set(Kind)}


async def give(app: App, jobs: Iterable[Job]) -> list[str]:
    """Put these back in line; answers as `give_back`."""
    return [_named(job) for job in jobs if await _given(app, job)]


async def _given(app: App, job: Job) -> bool:
    """Whether it is in line again. Not when it ended, or another gave it back, since it was seen."""
    try:
        await app.job_manager.retry_job(job)
    except UniqueViolation:
        # The same work waits there already and does for both.
        await app.job_manager.finish_job(job, status=Status.ABORTED, delete_job=True)
    except ConnectorException as problem:
        if not isinstance(problem.__cause__, RaiseException):
            raise
        return False
    return True


def _named(job: Job) -> str:
    return f"{job.task_name} {job.task_kwargs.get('koppeling', '')}".strip()
