"""The two services of one koppeling, reached when first asked: lists from the cache need no key and no network.

A koppelsleutel is used only for the koppeling whose administratieIdentifier it names; the chain may hold several.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from core.clock import Clock
from core.config import Settings
from core.credentials import Credentials
from core.domain.koppeling import Administratie
from core.errors import GuardError, KoppelsleutelError, MissingError, ReadOnlyError
from core.text import say

if TYPE_CHECKING:
    from core.http import Call, Http
    from core.snelstart import SnelStart
    from core.snelstart.limits import Counts, Limits
    from core.timeon import TimeOn


class Hearing(Protocol):
    """Who writes calls down."""

    def hear(self, service: str) -> "Callable[[Call], None]":
        """What a client of a service tells its calls to."""


class Doors:
    """Makes clients: one HTTP client a process behind all of them. `hearing` is told calls that are of no koppeling yet."""

    def __init__(
        self,
        http: "Callable[[], Http]",
        settings: Settings,
        clock: Clock,
        credentials: Credentials,
        hearing: Hearing | None = None,
    ) -> None:
        self._made_http = http
        self._settings = settings
        self._clock = clock
        self._credentials = credentials
        self._hearing = hearing

    @property
    def _http(self) -> "Http":
        return self._made_http()

    def open_to_write(self) -> None:
        """Raises ReadOnlyError when koppelbord only looks."""
        if self._settings.read_only:
            raise ReadOnlyError

    def _heard(self, service: str, hearing: Hearing | None) -> "Http":
        """The HTTP client whose calls are told to whoever they belong to."""
        listener = hearing or self._hearing
        return self._http.heard_by(listener.hear(service)) if listener is not None else self._http

    def snelstart(
        self, koppelsleutel: str, limits: "Limits | None" = None, hearing: Hearing | None = None
    ) -> "SnelStart":
        """A client for one koppelsleutel, not yet tried; without `limits` its calls are not counted."""
        from core.snelstart import SnelStart

        key = self._credentials.subscription_key()
        http = self._heard("snelstart", hearing)
        return SnelStart(
            http, self._settings, self._clock, subscription_key=key, koppelsleutel=koppelsleutel, limits=limits
        )

    def limits(self, counts: "Counts") -> "Limits":
        """The allowance of one administratie, by the counts that are kept of it."""
        from core.snelstart.limits import Limits

        at_once, settings = self._settings.calls_at_once, self._settings
        return Limits(
            counts, self._clock, a_minute=settings.calls_a_minute, an_hour=settings.calls_an_hour, at_once=at_once
        )

    async def snelstart_of(
        self, administratie_id: str, limits: "Limits | None" = None, hearing: Hearing | None = None
    ) -> "SnelStart":
        """The client whose key names this administratie. Raises MissingError or the refusal of the last key tried."""
        refusal: KoppelsleutelError | None = None
        for koppelsleutel in self._credentials.koppelsleutels(administratie_id):
            client = self.snelstart(koppelsleutel, limits, hearing)
            try:
                found = await client.administratie()
            except KoppelsleutelError as problem:
                refusal = problem
                continue
            if found.id == administratie_id:
                return client
        if refusal is not None:
            raise refusal
        raise MissingError(
            say("Geen van de koppelsleutels opent deze administratie."),
            advice=say("Plak de koppelsleutel van deze administratie opnieuw bij Koppelen."),
        )

    async def login_list(self, url: str) -> list[dict[str, Any]]:
        """The administraties that the sandbox's login page offers."""
        rows: list[dict[str, Any]] = (await self._http.get(f"{url}/login")).json()
        return rows

    async def login_koppel(self, url: str, administratie_id: str, reference: str) -> str:
        """Press *Koppel* there; answers the koppelsleutel."""
        self.open_to_write()
        body = json.dumps({"administratie": administratie_id, "referenceKey": reference}).encode()
        answer = await self._http.send(
            "POST", f"{url}/koppel", headers={"Content-Type": "application/json"}, content=body
        )
        return str(answer.json()["koppelsleutel"])

    def timeon(self, timeon_id: str = "", hearing: Hearing | None = None) -> "TimeOn":
        """The client of a Time On administration."""
        from core.timeon import TimeOn

        key = self._credentials.timeon_key(timeon_id or None)
        return TimeOn(self._heard("timeon", hearing), self._settings, self._clock, api_key=key)


class SnelStartDoor:
    """SnelStart for one koppeling; the first call finds the key."""

    def __init__(
        self, doors: Doors, administratie_id: str, counts: "Counts | None" = None, hearing: Hearing | None = None
    ) -> None:
        self._doors = doors
        self._administratie_id = administratie_id
        self._counts = counts
        self._hearing = hearing
        self._client: SnelStart | None = None
        self._finding = asyncio.Lock()

    @property
    def calls(self) -> int:
        """Calls made so far."""
        return self._client.calls if self._client else 0

    @property
    def scopes(self) -> tuple[str, ...]:
        """What the token allows; empty before the first call."""
        return self._client.scopes if self._client else ()

    async def _ready(self) -> "SnelStart":
        async with self._finding:
            if self._client is None:
                limits = self._doors.limits(self._counts) if self._counts is not None else None
                self._client = await self._doors.snelstart_of(self._administratie_id, limits, self._hearing)
            return self._client

    async def administratie(self) -> Administratie:
        """Who the key opens."""
        return await (await self._ready()).administratie()

    async def company_info(self) -> dict[str, Any]:
        """The administration's settings, as SnelStart answers."""
        return await (await self._ready()).company_info()

    def clock_skew(self) -> timedelta | None:
        """How far SnelStart's clock is ahead of ours; None before the first answer."""
        return self._client.clock_skew() if self._client else None

    async def pages(
        self,
        resource: str,
        *,
        filter: str = "",  # noqa: A002 - the word of the API
        page: int | None = None,
        skip: int = 0,
    ) -> AsyncIterator[list[bytes]]:
        """Raw records, page by page."""
        client = await self._ready()
        async for records in client.pages(resource, filter=filter, page=page, skip=skip):
            yield records

    async def page(
        self,
        resource: str,
        *,
        filter: str = "",  # noqa: A002 - the word of the API
        size: int,
        skip: int = 0,
    ) -> list[bytes]:
        """The raw records of one page."""
        return await (await self._ready()).page(resource, filter=filter, size=size, skip=skip)

    async def read(self, resource: str, record_id: str) -> bytes | None:
        """One raw record, None when it is not there."""
        return await (await self._ready()).read(resource, record_id)

    async def create(self, resource: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """POST once."""
        self._doors.open_to_write()
        return await (await self._ready()).create(resource, body)

    async def update(self, resource: str, record_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """PUT once."""
        self._doors.open_to_write()
        return await (await self._ready()).update(resource, record_id, body)

    async def delete(self, resource: str, record_id: str) -> None:
        """DELETE once."""
        self._doors.open_to_write()
        await (await self._ready()).delete(resource, record_id)


class TimeOnDoor:
    """Time On for one koppeling; the first call makes sure that the key opens the coupled administration."""

    def __init__(self, doors: Doors, timeon_id: str, hearing: Hearing | None = None) -> None:
        self._doors = doors
        self._timeon_id = timeon_id
        self._hearing = hearing
        self._client: TimeOn | None = None
        self._finding = asyncio.Lock()

    @property
    def calls(self) -> int:
        """Calls made so far."""
        return self._client.calls if self._client else 0

    async def _ready(self) -> "TimeOn":
        async with self._finding:
            if self._client is None:
                self._client = await self._find()
            return self._client

    async def _find(self) -> "TimeOn":
        client = self._doors.timeon(self._timeon_id, self._hearing)
        found = await client.organisation()
        if str(found["organisationID"]) != self._timeon_id:
            raise GuardError(
                say("De API-sleutel opent {found}, niet de gekoppelde administratie.", found=found["name"]),
                advice=say("Zet in KOPPELBORD_TIMEON_KEY de sleutel van de gekoppelde administratie."),
            )
        return client

    async def organisation(self) -> dict[str, Any]:
        """Which Time On administration the key opens."""
        return await (await self._ready()).organisation()

    async def users(self) -> list[dict[str, Any]]:
        """All medewerkers."""
        return await (await self._ready()).users()

    async def customers(self) -> AsyncIterator[list[dict[str, Any]]]:
        """All klanten, page by page."""
        client = await self._ready()
        async for rows in client.customers():
            yield rows

    async def projects(self) -> AsyncIterator[list[dict[str, Any]]]:
        """All projecten, page by page."""
        client = await self._ready()
        async for rows in client.projects():
            yield rows

    async def hours(self, van: date, tot: date) -> list[dict[str, Any]]:
        """All hour rows of a window."""
        return await (await self._ready()).hours(van, tot)

    async def hours_by_id(self, ids: Iterable[str]) -> list[dict[str, Any]]:
        """These hour rows, wherever they went."""
        return await (await self._ready()).hours_by_id(ids)

    async def create_customer(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """POST once."""
        self._doors.open_to_write()
        return await (await self._ready()).create_customer(body)

    async def read_customer(self, customer_id: str) -> dict[str, Any]:
        """One klant with all its keys."""
        return await (await self._ready()).read_customer(customer_id)

    async def save_customer(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Replace a klant, once."""
        self._doors.open_to_write()
        return await (await self._ready()).save_customer(body)
