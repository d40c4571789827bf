"""A setting changed while the program runs: kept in the file, noted in the home's journal."""

from core import settings_file, shield
from core.clock import Clock, iso
from core.config import ENVIRONMENT, Paths, Settings
from core.store import settings_seen
from core.store.connection import Database


async def keep(paths: Paths, register: Database, settings: Settings, name: str, clock: Clock) -> str:
    """Keep `name` as `settings` has it; answers the variable that goes before it at the next start, empty without."""
    settings_file.put(paths.settings_file, name, getattr(settings, name))
    at = iso(clock())
    await register.write(lambda db: settings_seen.note(db, settings, at))
    return next((one for one, field in ENVIRONMENT.items() if field == name and shield.environment().get(one)), "")
