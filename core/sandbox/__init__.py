"""A local SnelStart and Time On, for the demo, the tests and other people's clients.

`build_sandbox` makes the world of a seed; a `Sandbox` gives its applications for use in-process, `serve` puts them
on loopback, `RunningSandbox` does so in a thread for the length of a test. Nothing here is shared with the client.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from core.sandbox.couplings import Couplings
from core.sandbox.faults import Faults, RuleError
from core.sandbox.keeper import Keeper, StateFile, StateFileError
from core.sandbox.sandbox import Sandbox
from core.sandbox.server import RunningSandbox, serve
from core.sandbox.snelstart.acts import issue_koppelsleutel
from core.sandbox.world import build_world

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["RuleError", "RunningSandbox", "Sandbox", "StateFileError", "build_sandbox", "serve"]


def build_sandbox(
    *,
    seed: int = 1,
    klanten: int = 140,
    today: date,
    now: Callable[[], datetime] | None = None,
    state: Path | None = None,
    pairs: int = 1,
) -> Sandbox:
    """The world of `seed` with `klanten` klanten, its registraties ending on `today`.

    The first administratie fits the Time On world; each has one koppelsleutel already. More `pairs` are as many more
    organisations of Time On, each with an administratie that fits it; they are not kept in a file. `now` tells the services the
    time (default: the clock of this machine, in UTC). With a `state` file what happens is kept there; a file that
    exists goes on with its own seed, klanten and today. Raises StateFileError for a file that can't be used, ValueError for a
    day that no world can end on and for more pairs with a file.
    """
    if state is None:
        return _built(seed, klanten, today, now, pairs)
    if pairs > 1:
        raise ValueError("Een bestand bewaart één Time On; laat --pairs of --state weg.")
    file = StateFile(state)
    try:
        kept = file.meta()
        seed, klanten = int(kept.get("seed", seed)), int(kept.get("klanten", klanten))
        today = date.fromisoformat(kept.get("today", today.isoformat()))
        file.set_meta({"seed": str(seed), "klanten": str(klanten), "today": today.isoformat()})
        sandbox = _built(seed, klanten, today, now)
        sandbox.keeper = Keeper(file, sandbox.snelstart, sandbox.timeon, sandbox.couplings)
        sandbox.keeper.restore()
    except BaseException:
        file.close()
        raise
    return sandbox


def _built(seed: int, klanten: int, today: date, now: Callable[[], datetime] | None, pairs: int = 1) -> Sandbox:
    world = build_world(seed, klanten, today, now or _utc_now, pairs)
    for administratie in world.snelstart.administraties:
        issue_koppelsleutel(world.snelstart, administratie.id)
    return Sandbox(world.snelstart, world.timeon, Couplings(), faults=Faults(seed=seed), more=world.more)


def _utc_now() -> datetime:
    return datetime.now(UTC)
