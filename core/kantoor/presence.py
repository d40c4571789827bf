"""Who works here: every worker says each few seconds that it is there, and whoever is silent too long is put out.

A silent worker may be dead, or stopped in the middle of something. Its sessions in the database are ended before its jobs
are given to another, so that when it wakes it finds its locks gone and can write nothing over what the other did.
"""

import os
import socket
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from procrastinate import App

from core import __version__
from core.kantoor.engine import transaction

BEAT = 5.0
"""Seconds between two signs of life."""
SILENT = 30.0
"""Seconds of silence after which a worker counts as gone."""


@dataclass(frozen=True, slots=True)
class Present:
    """A worker as the others see it. `at_once` is how many jobs it takes at a time; `doing` how many it has now."""

    name: str
    host: str
    pid: int
    version: str
    group: str
    at_once: int
    started: datetime
    seen: datetime
    draining: bool

    def to_json(self) -> dict[str, Any]:
        """A worker of `kantoor status --json`."""
        return {
            "name": self.name,
            "host": self.host,
            "pid": self.pid,
            "version": self.version,
            "group": self.group,
            "at_once": self.at_once,
            "started": self.started.isoformat(),
            "seen": self.seen.isoformat(),
            "draining": self.draining,
        }


async def say_hello(app: App, name: str, group: str, at_once: int) -> bool:
    """Be seen; answers whether this worker was asked to take no more work."""
    query = """
        INSERT INTO kantoor_workers (name, host, pid, version, queue, at_once) VALUES (%s, %s, %s, %s, %s, %s)
        ON CONFLICT (name) DO UPDATE SET seen = now() RETURNING draining
    """
    async with transaction(app) as db:
        values = (name, socket.gethostname(), os.getpid(), __version__, group, at_once)
        row = await (await db.execute(query, values)).fetchone()
    return bool(row and row[0])


async def say_goodbye(app: App, name: str) -> None:
    """Be gone."""
    async with transaction(app) as db:
        await db.execute("DELETE FROM kantoor_workers WHERE name = %s", (name,))


async def present(app: App) -> list[Present]:
    """Everyone who was seen and has not gone, the oldest first."""
    query = """
        SELECT name, host, pid, version, queue, at_once, started, seen, draining
        FROM kantoor_workers ORDER BY started, name
    """
    async with transaction(app) as db:
        return [Present(*row) for row in await (await db.execute(query)).fetchall()]


async def drain(app: App, name: str = "") -> int:
    """Ask one worker by name or host, or all of them, to finish what they have and stop; answers how many were asked."""
    query = "UPDATE kantoor_workers SET draining = true WHERE %s IN ('', name, host)"
    async with transaction(app) as db:
        return (await db.execute(query, (name,))).rowcount


async def put_out_silent(app: App, seconds: float = SILENT) -> list[str]:
    """End the sessions of those who are silent and forget them; answers their names."""
    silent = "DELETE FROM kantoor_workers WHERE seen < now() - make_interval(secs => %s) RETURNING name"
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = ANY(%s)"
    async with transaction(app) as db:
        names = [row[0] for row in await (await db.execute(silent, (seconds,))).fetchall()]
        if names:
            await db.execute("SET LOCAL ROLE NONE")  # a session is ended by whoever logged in as it did
            await db.execute(end, (names,))
    return names
