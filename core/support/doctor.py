"""The doctor: everything that can be looked at, the quick and offline things first; mends nothing and writes nothing."""

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import tzinfo

from core import shield
from core.clock import Clock, system_clock
from core.config import Paths, Settings, find_paths, load_settings
from core.credentials import Credentials
from core.domain.koppeling import KoppelingState
from core.errors import UsageError
from core.http import Http
from core.support.administratie import administraties
from core.support.check import Check, folded
from core.support.home import home
from core.support.keys import keys
from core.support.machine import machine
from core.support.person import person
from core.support.remote import Remote
from core.support.schedule import schedule
from core.support.visit import Visit, visit


class Doctor:
    """One visit. Needs no service: it works where a service can't start."""

    def __init__(
        self,
        environment: Mapping[str, str] | None = None,
        *,
        clock: Clock = system_clock,
        http: Http | None = None,
        credentials: Credentials | None = None,
        paths: Paths | None = None,
        settings: Settings | None = None,
        looks: Visit | None = None,
        zone: tzinfo | None = None,
    ) -> None:
        self._environment = shield.environment() if environment is None else environment
        self._clock = clock
        self._zone = zone
        self._http = http
        self.paths: Paths = paths or find_paths(self._environment)
        self._settings = settings
        self._visit = looks or visit(self.paths, self._environment)
        self._credentials = credentials or Credentials(self.paths, self._environment, envelopes=self._visit.envelopes())

    def offline(self, *, whole: bool = False) -> Iterator[Check]:
        """Machine, terminal, home, keys, what a person must look up; then what grows with the number of koppelingen: the
        schedule, what each tells of its administratie, and last, because every page is read, the databases. `whole`: each koppeling by itself, however many say the same.
        """
        try:
            yield from machine(self._environment)
            yield from home(self.paths, self._environment)
            settings, now = self._known_settings(), self._clock()
            yield from keys(self._credentials)
            yield from person(self._visit, settings, now)
            yield from schedule(self._visit, now, settings.sync_minutes, zone=self._zone)
            each = administraties(self._visit, settings, now)
            yield from each if whole else folded(each)
            yield from self._visit.databases()
        finally:
            self._visit.close()

    async def online(self) -> AsyncIterator[Check]:
        """Both services. Raises UsageError for settings that are wrong."""
        settings = self._settings or load_settings(self.paths, self._environment)
        http = self._http or Http(settings)
        remote = Remote(http, settings, self._clock, self._credentials)
        try:
            living = [one.koppeling for one in self._visit.summaries()]
            async for check in remote.checks([one for one in living if one.state is not KoppelingState.ONTKOPPELD]):
                yield check
        finally:
            self._visit.close()
            if self._http is None:
                await http.aclose()

    def _known_settings(self) -> Settings:
        """The defaults where the settings are wrong, which is a check of its own."""
        try:
            return self._settings or load_settings(self.paths, self._environment)
        except UsageError:
            return Settings()
