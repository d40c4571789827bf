"""The one façade that screens and commands call, and the wiring of everything behind it.

service = bootstrap()
async with service:
    for summary in await service.koppelingen(): ...
    opened = await service.open("bakker")
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from core import shield
from core.clock import Clock, iso, system_clock
from core.config import Paths, Settings, find_paths, load_settings
from core.credentials import Credentials
from core.domain.koppeling import Koppeling, KoppelingSummary
from core.errors import AppError, ReadOnlyError, UsageError
from core.service.bus import Bus, Changed
from core.service.calls import CallJournal
from core.service.doors import Doors
from core.service.files import Files
from core.service.opened import Opened, Shared
from core.service.openings import Openings
from core.service.undoing import Undoing
from core.store import koppeling as koppelingen
from core.store import register, settings_seen
from core.store.connection import Database
from core.store.house import tidy
from core.store.read_only import is_bundle
from core.store.trimming import Keep, overdue, trim
from core.text import Sentence, say, set_language

if TYPE_CHECKING:
    from core.http import Http
    from core.service.koppelen import Koppelen
    from core.service.many import Many
    from core.service.office import Office
    from core.service.support import Support
    from core.service.watching import Watch
    from core.service.webhook import Webhook


class Service:
    """Plain asyncio; knows no screen. Raises AppErrors only. `notes` is what was mended when it was entered."""

    def __init__(
        self,
        paths: Paths,
        settings: Settings,
        credentials: Credentials,
        make_http: "Callable[[], Http]",
        clock: Clock,
        office: "Office | None" = None,
    ) -> None:
        self.paths = paths
        self.settings = settings
        self.clock = clock
        self.credentials = credentials
        self._make_http = make_http
        self._http: Http | None = None
        self._office = office
        self._files = office or Files(paths, read_only=settings.read_only)
        self._bus = Bus(self._files.tell)
        self.undoing = Undoing()
        self._hearing: asyncio.Task[None] | None = None
        self._calls = CallJournal(
            lambda: self._files.register, clock, self.redact, lambda db: trim(db, clock(), Keep.of(settings))
        )
        self._doors = Doors(self.http, settings, clock, credentials, self._calls)
        self._opened = Openings()
        self.notes: list[Sentence] = []

    async def __aenter__(self) -> Self:
        paths = self.paths
        self.notes = tidy((paths.data, paths.config, paths.state, paths.koppelingen))
        if self.read_only:
            return self
        if await self._files.register.read(settings_seen.last) != settings_seen.changed(self.settings):
            with suppress(*self._files.frozen):  # told by the first service that can
                await self._files.register.write(lambda db: settings_seen.note(db, self.settings, iso(self.clock())))
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self.aclose()

    @property
    def office(self) -> "Office | None":
        """The databases of an office of several machines; None where everything is in files of this one."""
        return self._office

    @property
    def read_only(self) -> bool:
        """Whether nothing here may be changed: a home made of a support bundle, or the setting."""
        return self._files.read_only

    @property
    def is_replay(self) -> bool:
        """Whether this home was made of a support bundle."""
        return is_bundle(self.paths.data)

    async def aclose(self) -> None:
        """Write down the calls that wait, then let the files and the network go."""
        for calls in (self._calls, *(opened.calls for opened in self._opened.every())):
            await calls.done()
        if self._hearing is not None:
            self._hearing.cancel()
            await asyncio.gather(self._hearing, return_exceptions=True)
        await self._files.done()
        self._files.close()
        if self._http is not None:
            await self._http.aclose()

    @property
    def register(self) -> Database:
        """The register's database."""
        return self._files.register

    @cached_property
    def support(self) -> "Support":
        """The board, diagnoses, timelines, bundles and backups."""
        from core.service.support import Support

        return Support(self)

    @cached_property
    def many(self) -> "Many":
        """Work over many koppelingen at once."""
        from core.service.many import Many

        return Many(self)

    async def set_setting(self, name: str, value: str | bool) -> str:  # noqa: FBT001 - a value, not a switch
        """Keep a setting from now on; answers what goes before it at the next start, empty when nothing does."""
        from core.service.preferences import changed, keep

        before = getattr(self.settings, name)
        self.settings = replace(self.settings, **{name: value})  # type: ignore[arg-type]
        set_language(self.settings.language)
        self.undoing.did(changed(name, value), lambda: self.set_setting(name, before))
        if self.read_only:
            return "--read-only"
        return await keep(self.paths, self._files.register, self.settings, name, self.clock)

    async def repair(self) -> int:
        """Bring the register after the koppelingen's own files, and tend its journal; answers how many rows were behind.

        Looks into every file, so it is for those who work long or with all of them; `open` does it for one.
        """
        for koppeling in (stale := await self._files.repair()):
            await self.opened(koppeling).refresh("koppelingen")
        await self._tend()
        return len(stale)

    async def _tend(self) -> None:
        """Let old events of the home's own journal go; writes only when there are."""
        now, keep = self.clock(), Keep.of(self.settings)
        if not self.read_only and await self._files.register.read(lambda db: overdue(db, now, keep)):
            await self._files.register.write(lambda db: trim(db, now, keep))

    def tell(self, topics: Iterable[str]) -> None:
        """Tell whoever listens that these changed, of every koppeling."""
        for topic in topics:
            self._bus.tell(topic)

    def let_go(self) -> None:
        """Close every file; asked something again, it opens again."""
        self._files.close()

    def http(self) -> "Http":
        """The way to the network, made when first asked: most commands never need it."""
        if self._http is None:
            self._http = self._make_http()
        return self._http

    def redact(self, text: str) -> str:
        """The text without any secret that this service used, nor anything that has the shape of one."""
        from core.http import Secrets

        return (self._http.secrets if self._http is not None else Secrets()).redact(text)

    async def koppelingen(self) -> list[KoppelingSummary]:
        """The list of Beheer > Koppelingen, from the register alone."""
        return await self._files.register.read(register.summaries)

    async def open(self, wanted: str = "") -> Opened:
        """An opened koppeling by id or name; the only one when nothing is asked. Raises NotFoundError.

        Where the register is behind the koppeling's own file, the file counts and the register is brought after it.
        """
        from core.coupling.flow import pick

        found = pick([summary.koppeling for summary in await self.koppelingen()], wanted)
        facts = await self.current(found)
        if facts != found and not self.read_only:
            await self._files.save(facts)
            return await self.open(wanted)
        return self.opened(facts)

    def opened(self, koppeling: Koppeling) -> Opened:
        """The opened koppeling of these facts; the same object as long as only its step moves."""
        held = self._opened.find(koppeling.id)
        file = self._files.koppeling(koppeling.id)
        if held is None or held.koppeling.snelstart_id != koppeling.snelstart_id or held.database is not file:
            shared = Shared(self._files.register, self._doors, self.settings, self.clock, self._bus, self.redact,
                            self.undoing)  # fmt: skip
            held = Opened(koppeling, file, shared)
            self._opened.put(held)
        held.koppeling = koppeling
        return held

    async def current(self, koppeling: Koppeling) -> Koppeling:
        """The facts of a koppeling as its file has them now."""
        return await self._files.koppeling(koppeling.id).read(koppelingen.read) or koppeling

    def koppelen(self) -> "Koppelen":
        """A walk through the steps of koppelen; keys tried in it are forgotten with it."""
        from core.coupling.activation import Activations
        from core.coupling.flow import Flow
        from core.service.koppelen import Koppelen

        flow = Flow(self._files.register, self.clock)
        activations = Activations(self._files.register, self.clock)
        return Koppelen(flow, activations, self._doors, self.credentials, self.opened, self.settings)

    def webhook(self, *, allow_file: bool, tell: "Callable[[AppError], None]") -> "Webhook":
        """The receiver of koppelsleutels that SnelStart posts; `tell` gets what kept one from being looked into."""
        from core.coupling.activation import Activations
        from core.service.webhook import Webhook

        activations = Activations(self._files.register, self.clock)
        return Webhook(activations, self.credentials, self._doors, allow_file=allow_file, tell=tell)

    def watch(self, pause: "Callable[[float], Awaitable[bool]]") -> "Watch":
        """Run every active koppeling on its half hour; `pause(seconds)` waits between rounds and answers False to stop."""
        from core.service.watching import Watch

        if self.read_only:
            raise ReadOnlyError
        return Watch(self, pause)

    def stop_runs(self) -> None:
        """Let every run of this process end at its next page or write."""
        for opened in self._opened.every():
            opened.stop()

    def events(self) -> AsyncIterator[Changed]:
        """What changes from now on, here or on another machine of the office."""
        if self._hearing is None:
            self._hearing = asyncio.create_task(self._hear())
        return self._bus.listen()

    async def _hear(self) -> None:
        async for topic, koppeling in self._files.hear():
            self._bus.heard(topic, koppeling)


def bootstrap(
    *,
    environment: Mapping[str, str] | None = None,
    flags: Mapping[str, Any] | None = None,
    apps: Mapping[str, Any] | None = None,
    clock: Clock = system_clock,
    memory_only: bool = False,
) -> Service:
    """Wire everything. `apps` serves origins in-process (the demo); `memory_only` keeps credentials off the machine."""
    known = shield.environment() if environment is None else dict(environment)
    paths = find_paths(known)
    settings = load_settings(paths, known, flags)
    set_language(settings.language)
    office = None if is_bundle(paths.data) else _office(known, settings)
    envelopes = office.envelopes if office is not None else None
    credentials = Credentials(paths, known, memory_only=memory_only, read_only=settings.read_only, envelopes=envelopes)

    def make_http() -> "Http":
        from core.http import Http

        return Http(settings, apps=apps, clock=clock)

    return Service(paths, settings, credentials, make_http, clock, office)


def _office(environment: Mapping[str, str], settings: Settings) -> "Office | None":
    """The office's PostgreSQL where KOPPELBORD_DATABASE names one. Raises UsageError."""
    address = environment.get("KOPPELBORD_DATABASE", "").strip()
    if not address:
        return None
    try:
        from core.service.office import Office, read
    except ImportError as missing:
        raise UsageError(
            say("Voor KOPPELBORD_DATABASE is {package} nodig.", package=missing.name),
            advice=say("Installeer koppelbord[kantoor]."),
        ) from missing
    return Office(read(address, environment), read_only=settings.read_only)
