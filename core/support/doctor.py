"""The doctor: everything that can be looked at, the quick and offline things first; mends nothing and writes nothing."""

import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import closing

from core import shield
from core.clock import Clock, system_clock
from core.config import Paths, Settings, find_paths, load_settings
from core.credentials import Credentials
from core.domain.koppeling import KoppelingState, KoppelingSummary
from core.errors import UsageError
from core.http import Http
from core.store import register
from core.support.administratie import administraties
from core.support.check import Check
from core.support.databases import databases
from core.support.home import home
from core.support.keys import keys
from core.support.machine import machine
from core.support.office import OfficeVisit
from core.support.person import person
from core.support.remote import Remote
from core.support.schedule import schedule


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
    ) -> None:
        self._environment = shield.environment() if environment is None else environment
        self._clock = clock
        self._http = http
        self.paths: Paths = paths or find_paths(self._environment)
        self._settings = settings
        self._office = OfficeVisit(self._environment)
        self._credentials = credentials or Credentials(
            self.paths, self._environment, envelopes=self._office.envelopes()
        )

    def offline(self) -> Iterator[Check]:
        """Machine, terminal, home, databases, keys, what each file tells of its administratie, what a person must look up."""
        try:
            yield from machine(self._environment)
            yield from home(self.paths, self._environment)
            yield from [self._office.check()] if self._office.is_office else databases(self.paths)
            yield from schedule(self.paths, self._clock(), self._sync_minutes())
            yield from keys(self._credentials)
            settings, now = self._known_settings(), self._clock()
            known = [] if self._office.is_office else self._summaries()
            yield from administraties(self.paths, settings, known, now)
            yield from person(self.paths.register, settings, now)
        finally:
            self._office.close()

    def _sync_minutes(self) -> int:
        """Settings that are wrong are a check of their own."""
        try:
            return load_settings(self.paths, self._environment).sync_minutes
        except UsageError:
            return Settings().sync_minutes

    async def online(self) -> AsyncIterator[Check]:
        """Both services. Raises UsageError for settings that are wrong."""
        settings = self._settings or load_settings(self.paths, self._environment)
        http = self._http or Http(settings)
        remote = Remote(http, settings, self._clock, self._credentials)
        try:
            living = [one.koppeling for one in self._summaries()]
            async for check in remote.checks([one for one in living if one.state is not KoppelingState.ONTKOPPELD]):
                yield check
        finally:
            self._office.close()
            if self._http is None:
                await http.aclose()

    def _known_settings(self) -> Settings:
        """The defaults where the settings are wrong, which is a check of its own."""
        try:
            return self._settings or load_settings(self.paths, self._environment)
        except UsageError:
            return Settings()

    def _summaries(self) -> list[KoppelingSummary]:
        """None from a register that can't be read, which is a check of its own; read only, nothing is made or mended."""
        if self._office.is_office:
            return self._office.summaries()
        path = self.paths.register
        if not path.exists():
            return []
        try:
            with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=2)) as db:
                return register.summaries(db)
        except sqlite3.Error:
            return []
