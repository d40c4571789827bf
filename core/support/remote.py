"""The two services: whether they let us in, each key told apart, and whether they still are what was coupled."""

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

from core.clock import Clock
from core.config import Settings
from core.credentials import Credentials
from core.domain.koppeling import Administratie, Koppeling
from core.errors import (
    AppError,
    ExitCode,
    KoppelsleutelError,
    MissingError,
    SubscriptionKeyError,
    UnreachableError,
    UsageError,
)
from core.http import Http
from core.snelstart import SnelStart
from core.support.check import Check, CheckState, failed
from core.text import mark, say
from core.timeon import TimeOn

_TIMEON = mark("Time On")
_SUBSCRIPTION = mark("SnelStart: subscription key")
_KOPPELSLEUTEL = mark("SnelStart: koppelsleutel")
_SCOPES = mark("SnelStart: rechten")
_CLOCK = mark("Klok")
_COUPLED = mark("Gekoppelde administratie")
_NOT_ASKED = (UnreachableError, UsageError)
"""Nobody answered, or an address or a proxy is such that nobody was asked: the next key would fare the same."""
NEEDED = ("settings:read", "relaties:read", "relaties:write", "artikelen:read", "orders:read", "orders:write")
FOR_DOCUMENTS = ("documenten:write", "boekhouden:write")
"""What each operation that is used asks, by SnelStart's own document."""


class Remote:
    """Asks each service once a key."""

    def __init__(self, http: Http, settings: Settings, clock: Clock, credentials: Credentials) -> None:
        self._http = http
        self._settings = settings
        self._clock = clock
        self._credentials = credentials
        self._organisations: set[str] = set()
        self._opened: dict[str, Administratie] = {}
        self._away: list[str] = []

    async def checks(self, koppelingen: list[Koppeling]) -> AsyncIterator[Check]:
        """Every key of Time On, then every koppelsleutel, then each koppeling against what the keys open.

        A service that can't be reached is not asked with the next key, and nothing is said of a koppeling for its sake.
        """
        async for check in self._timeon([one.timeon_id for one in koppelingen]):
            yield check
        async for check in self._snelstart([one.snelstart_id for one in koppelingen]):
            yield check
        for koppeling in koppelingen:
            yield self._coupled(koppeling)

    async def _timeon(self, ids: Sequence[str]) -> AsyncIterator[Check]:
        try:
            keys = _all(self._credentials.timeon_keys, ids)
        except AppError as problem:
            yield failed("timeon", _TIMEON, problem)
            return
        for key in keys:
            try:
                found = await TimeOn(self._http, self._settings, self._clock, api_key=key).organisation()
            except _NOT_ASKED as problem:
                self._away.append("Time On")
                yield failed("timeon", _TIMEON, problem)
                return
            except AppError as problem:
                yield failed("timeon", _TIMEON, problem)
                continue
            self._organisations.add(str(found["organisationID"]))
            yield Check("timeon", _TIMEON, CheckState.OK, say("opent {naam}", naam=str(found.get("name") or "")))

    async def _snelstart(self, ids: Sequence[str]) -> AsyncIterator[Check]:
        try:
            subscription_key = self._credentials.subscription_key()
            keys = _all(self._credentials.koppelsleutels, ids)
        except AppError as problem:
            yield failed("koppelsleutel", _KOPPELSLEUTEL, problem)
            return
        accepted = False
        for number, key in enumerate(keys, start=1):
            try:
                client = SnelStart(
                    self._http, self._settings, self._clock, subscription_key=subscription_key, koppelsleutel=key
                )
                found = await client.administratie()
            except SubscriptionKeyError as problem:
                yield failed("subscription_key", _SUBSCRIPTION, problem)
                return
            except KoppelsleutelError as problem:
                yield failed("koppelsleutel", _KOPPELSLEUTEL, problem)
                continue
            except _NOT_ASKED as problem:
                self._away.append("SnelStart")
                yield failed("snelstart", _KOPPELSLEUTEL, problem)
                return
            except AppError as problem:
                yield failed("snelstart", _KOPPELSLEUTEL, problem)
                continue
            if not accepted:
                accepted = True
                yield Check("subscription_key", _SUBSCRIPTION, CheckState.OK, say("aangenomen"))
            self._opened[found.id.lower()] = found
            yield Check(
                "koppelsleutel",
                _KOPPELSLEUTEL,
                CheckState.OK,
                say("nummer {n} opent {naam}", n=number, naam=found.naam),
            )
            yield scopes(client.scopes, documents=self._settings.attach_specification)
            yield self._skew(client)

    def _skew(self, client: SnelStart) -> Check:
        skew = client.clock_skew()
        if skew is None:
            return Check("clock", _CLOCK, CheckState.UNKNOWN, say("SnelStart noemde geen tijd."))
        seconds = round(abs(skew.total_seconds()))
        shown = say("{n} seconden verschil met SnelStart", n=seconds)
        if seconds <= self._settings.clock_skew_seconds:
            return Check("clock", _CLOCK, CheckState.OK, shown)
        return Check("clock", _CLOCK, CheckState.FAIL, shown, say("Zet de klok van deze machine gelijk (NTP)."))

    def _coupled(self, koppeling: Koppeling) -> Check:
        values: dict[str, Any] = {"timeon": koppeling.timeon_naam, "snelstart": koppeling.snelstart_naam}
        closed = []
        if koppeling.snelstart_id.lower() not in self._opened:
            closed.append("SnelStart")
        if koppeling.timeon_id not in self._organisations:
            closed.append("Time On")
        if away := [one for one in closed if one in self._away]:
            said = say(
                "{timeon} en {snelstart}: niet na te gaan, {away} is niet bereikbaar", **values, away=", ".join(away)
            )
            return Check("coupled", _COUPLED, CheckState.UNKNOWN, said)
        if not closed:
            return Check("coupled", _COUPLED, CheckState.OK, say("{timeon} en {snelstart}", **values))
        return Check(
            "coupled", _COUPLED, CheckState.FAIL,
            say("{timeon} en {snelstart}: geen sleutel opent die in {missing}.", **values, missing=", ".join(closed)),
            say("Zet de sleutel van de gekoppelde administratie terug."), ExitCode.CREDENTIALS,
        )  # fmt: skip


def _all(ask: Callable[[str | None], list[str]], ids: Sequence[str]) -> list[str]:
    """The keys that can be listed and those kept for these ids: a keyring gives a key by its name alone. Raises MissingError."""
    found: list[str] = []
    problem: MissingError | None = None
    for id_ in (None, *dict.fromkeys(ids)):
        try:
            found += ask(id_)
        except MissingError as missing:
            problem = missing
    if not found and problem is not None:
        raise problem
    return list(dict.fromkeys(found))


def scopes(found: Sequence[str], *, documents: bool) -> Check:
    """Whether a token allows what we do; `documents`: whether the specification is hung on a boeking."""
    if not found:
        return Check("scopes", _SCOPES, CheckState.UNKNOWN, say("De sleutel noemt geen rechten."))
    advice = say("Vraag SnelStart (API-support) de rechten aan te vullen en koppel opnieuw.")
    if missing := [one for one in NEEDED if one not in found]:
        shown = say("Ontbreekt: {names}.", names=", ".join(missing))
        return Check("scopes", _SCOPES, CheckState.FAIL, shown, advice, ExitCode.CREDENTIALS)
    if missing := [one for one in FOR_DOCUMENTS if one not in found] if documents else []:
        shown = say("Ontbreekt: {names}; zonder gaat de specificatie niet mee.", names=", ".join(missing))
        return Check("scopes", _SCOPES, CheckState.WARN, shown, advice)
    return Check("scopes", _SCOPES, CheckState.OK, ", ".join(found))
