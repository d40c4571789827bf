"""A local SnelStart and Time On, for the demo, the tests and other people's clients.

`build_sandbox` makes the world of a seed; a `Sandbox` gives its applications for use in-process, `serve` puts them
on loopback, `RunningSandbox` does so in a thread for the length of a test. Nothing here is shared with the client.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.sandbox.sandbox import Sandbox
from core.sandbox.server import RunningSandbox, serve
from core.sandbox.snelstart.acts import issue_koppelsleutel
from core.sandbox.world import build_world

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

__all__ = ["RunningSandbox", "Sandbox", "build_sandbox", "serve"]


def build_sandbox(
    *, seed: int = 1, klanten: int = 140, today: date, now: Callable[[], datetime] | None = None
) -> Sandbox:
    """The world of `seed` with `klanten` klanten, its registraties ending on `today`.

    The first administratie fits the Time On world; each has one koppelsleutel already. `now` tells the services the
    time (default: the clock of this machine, in UTC).
    """
    world = build_world(seed, klanten, today, now or _utc_now)
    for administratie in world.snelstart.administraties:
        issue_koppelsleutel(world.snelstart, administratie.id)
    return Sandbox(world.snelstart, world.timeon)


def _utc_now() -> datetime:
    return datetime.now(UTC)
