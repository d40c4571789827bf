"""The rows of the review that wait for a person: how many, and the couples among them; counted again only when a klant
or a decision changed.
"""

from dataclasses import dataclass

from core.coupling.reviewing import Reviewing
from core.domain.match import Mode, Verdict
from core.store import koppeling as facts
from core.store import reads
from core.store.agreed import Couple
from core.store.connection import Connection, Database

_FACT = "review:waiting"
KLANTEN = ("relaties", "customers")


@dataclass(frozen=True, slots=True)
class Held:
    """`couples` are (Time On id, SnelStart id) of klanten of which a person is asked again whether they are one."""

    waiting: int
    couples: frozenset[Couple]


async def held_rows(database: Database, reviewing: Reviewing, mode: Mode | None) -> Held:
    """Accept by `mode` first, unless it is None or nothing changed since it was done last."""
    stamp = await database.read(_stamp)
    kept = await database.read(lambda db: facts.fact(db, _FACT))
    if kept and kept["stamp"] == stamp and (mode is None or kept["mode"] == mode.value):
        return Held(kept["waiting"], frozenset((left, right) for left, right in kept["couples"]))
    if mode is not None:
        await reviewing.accept(mode, in_a_run=True)
        stamp = await database.read(_stamp)
    waiting = (await reviewing.review()).waiting()
    pairs = [row.earlier for row in waiting if row.is_pair]
    earlier = [one for one in pairs if one is not None and one.verdict is Verdict.COUPLE]
    held = Held(len(waiting), frozenset((one.timeon_id, one.snelstart_id) for one in earlier))
    accepted = mode.value if mode is not None else ""
    fact = {"stamp": stamp, "mode": accepted, "waiting": held.waiting, "couples": sorted(held.couples)}
    if not database.read_only:
        await database.write(lambda db: facts.set_fact(db, _FACT, fact))
    return held


def _stamp(db: Connection) -> str:
    return reads.stamp(db, KLANTEN)
