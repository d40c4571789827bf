"""Jobs of workers that died are given to others: at once after the silence, whatever else is going on.

It takes no lock of the engine itself, so that nothing that hangs can hang this too; done twice, it changes nothing.
"""

from procrastinate import App
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job
from psycopg.errors import RaiseException

from core.kantoor.presence import SILENT, put_out_silent


async def give_back(app: App, seconds: float = SILENT) -> list[str]:
    """Put out who is silent, then put their jobs back in line; answers the jobs as `kind koppeling`."""
    await put_out_silent(app, seconds)
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=seconds)
    return [_named(job) for job in stalled if await _given(app, job)]


async def _given(app: App, job: Job) -> bool:
    """Whether it went back; not when it ended, or another gave it back, since it was seen."""
    try:
        await app.job_manager.retry_job(job)
    except ConnectorException as problem:
        if not isinstance(problem.__cause__, RaiseException):
            raise
        return False
    return True


def _named(job: Job) -> str:
    return f"{job.task_name} {job.task_kwargs.get('koppeling', '')}".strip()
