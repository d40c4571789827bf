"""What a koppeling may do without a person, and whether it runs at all: kept in its file first, then in the register.

What is not asked to change stays as the file has it: another process may have changed it since the caller read it.
"""

from collections.abc import Iterable
from dataclasses import replace

from core.domain.koppeling import Koppeling, KoppelingState
from core.domain.partij import Side
from core.errors import UsageError
from core.store import journal, register
from core.store import koppeling as koppelingen
from core.store.connection import Connection, Database
from core.text import say

PERMITTABLE = tuple(f"klant:{verb}:{side.value}" for verb in ("create", "update", "deactivate") for side in Side)
"""Everything a standing permission can name: kind, verb and service of a line of a plan."""


def checked(permissions: Iterable[str]) -> tuple[str, ...]:
    """In a fixed order, each once. Raises UsageError for a name that means nothing."""
    asked = set(permissions)
    unknown = sorted(asked - set(PERMITTABLE))
    if unknown:
        known = ", ".join(PERMITTABLE)
        raise UsageError(say("{name} is geen toestemming; kies uit {known}.", name=unknown[0], known=known))
    return tuple(name for name in PERMITTABLE if name in asked)


async def permit(
    koppeling: Koppeling, permissions: Iterable[str], file: Database, register_: Database, at: str
) -> Koppeling:
    """The koppeling with this standing permission and no other."""
    wanted = checked(permissions)

    def work(db: Connection) -> Koppeling:
        now = koppelingen.read(db) or koppeling
        changed = replace(now, permissions=wanted)
        detail = {"permissions": list(wanted), "before": list(now.permissions)}
        koppelingen.save(db, changed, at, "koppeling.bewaard")
        journal.append(db, at, "koppeling.toestemming", f"koppeling:{koppeling.id}", detail)
        return changed

    changed = await file.write(work)
    await register_.write(lambda db: register.save(db, changed))
    return changed


async def set_running(koppeling: Koppeling, file: Database, register_: Database, at: str, *, on: bool) -> Koppeling:
    """Paused by a person, or running again. Raises UsageError for a koppeling that is not finished or was disconnected."""
    wanted = KoppelingState.ACTIEF if on else KoppelingState.GEPAUZEERD
    event = "koppeling.hervat" if on else "koppeling.gepauzeerd"

    def work(db: Connection) -> Koppeling:
        now = koppelingen.read(db) or koppeling
        if now.state is wanted:
            return now
        if now.state not in (KoppelingState.ACTIEF, KoppelingState.GEPAUZEERD):
            raise UsageError(say("{naam} is niet actief.", naam=koppeling.timeon_naam))
        changed = replace(now, state=wanted)
        koppelingen.save(db, changed, at, event)
        return changed

    changed = await file.write(work)
    await register_.write(lambda db: register.save(db, changed))
    return changed
