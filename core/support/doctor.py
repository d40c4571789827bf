"""The doctor: everything that can be looked at, the quick and offline things first; mends nothing and writes nothing."""

from collections.abc import AsyncIterator, Iterator, Mapping

from core import shield
from core.clock import Clock, system_clock
from core.config import Paths, Settings, find_paths, load_settings
from core.credentials import Credentials
from core.domain.koppeling import Koppeling, KoppelingState
from core.errors import StorageError
from core.http import Http
from core.store import register
from core.store.database import Database
from core.store.schema_register import REGISTER
from core.support.check import Check
from core.support.databases import databases
from core.support.home import home
from core.support.keys import keys
from core.support.machine import machine
from core.support.remote import Remote


class Doctor:
    """One visit. Needs no service: it works where a service can't start."""

    def __init__(
        self,
        environment: Mapping[str, str] | None = None,
        *,
        clock: Clock = system_clock,
        http: Http | None = None,
        credentials: Credentials | None = None,
    ) -> None:
        self._environment = shield.environment() if environment is None else environment
        self._clock = clock
        self._http = http
        self.paths: Paths = find_paths(self._environment)
        self._credentials = credentials or Credentials(self.paths, self._environment)

    def offline(self) -> Iterator[Check]:
        """Machine, terminal, home, databases, keys."""
        yield from machine(self._environment)
        yield from home(self.paths, self._environment)
        yield from databases(self.paths)
        yield from keys(self._credentials)

    async def online(self) -> AsyncIterator[Check]:
        """Both services. Raises UsageError for settings that are wrong."""
        settings: Settings = load_settings(self.paths, self._environment)
        http = self._http or Http(settings)
        remote = Remote(http, settings, self._clock, self._credentials)
        try:
            async for check in remote.checks(await self._koppelingen()):
                yield check
        finally:
            if self._http is None:
                await http.aclose()

    async def _koppelingen(self) -> list[Koppeling]:
        """Those that live; none from a register that can't be read, which is a check of its own."""
        if not self.paths.register.exists():
            return []
        database = Database(self.paths.register, REGISTER)
        try:
            found = await database.read(register.summaries)
        except StorageError:
            return []
        finally:
            database.close()
        return [one.koppeling for one in found if one.koppeling.state is not KoppelingState.ONTKOPPELD]
