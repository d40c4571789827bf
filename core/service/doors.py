"""The ways to the two services, opened when first asked: lists from the cache need no key and no network.

A koppelsleutel is used only for the koppeling whose administratieIdentifier it names; the chain may hold several.
"""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from core.clock import Clock
from core.config import Settings
from core.credentials import Credentials
from core.errors import (
    AppError,
    GarbledError,
    GuardError,
    KoppelsleutelError,
    MissingError,
    ReadOnlyError,
    TimeOnKeyError,
)
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
        answer = await self._http.get(f"{url}/login")
        rows = answer.json()
        if not isinstance(rows, list) or not all(isinstance(row, dict) and {"id", "naam"} <= set(row) for row in rows):
            raise GarbledError(say("{host} noemt geen administraties.", host=answer.host))
        return rows

    async def login_koppel(self, url: str, administratie_id: str, reference: str) -> str:
        """Press *Koppel* there; answers the koppelsleutel."""
        self.open_to_write()
        body = json.dumps({"administratie": administratie_id, "referenceKey": reference}).encode()
        answer = await self._http.send(
            "POST", f"{url}/koppel", headers={"Content-Type": "application/json"}, content=body
        )
        found = answer.json()
        if not isinstance(found, dict) or not isinstance(found.get("koppelsleutel"), str):
            raise GarbledError(say("{host} gaf geen koppelsleutel.", host=answer.host))
        return str(found["koppelsleutel"])

    def timeon(self, key: str, hearing: Hearing | None = None) -> "TimeOn":
        """A client for one API key of Time On, not yet tried."""
        from core.timeon import TimeOn

        return TimeOn(self._heard("timeon", hearing), self._settings, self._clock, api_key=key)

    async def timeon_of(self, timeon_id: str, hearing: Hearing | None = None) -> "TimeOn":
        """The client whose key opens this administration. Raises MissingError, GuardError or the refusal of the last key."""
        problem: AppError | None = None
        for key in self._credentials.timeon_keys(timeon_id):
            client = self.timeon(key, hearing)
            try:
                found = await client.organisation()
            except TimeOnKeyError as refusal:
                problem = refusal
                continue
            if str(found["organisationID"]) == timeon_id:
                return client
            problem = GuardError(
                say("De API-sleutel opent {found}, niet de gekoppelde administratie.", found=found.get("name")),
                advice=say("Zet in KOPPELBORD_TIMEON_KEY de sleutel van de gekoppelde administratie."),
            )
        assert problem is not None, "an empty chain raises"  # noqa: S101 - told to the checker
        raise problem
