"""Koppelen as a person or a command walks it: login, administratie, koppel, lezen, review, starten, afronden.

Keys that were tried live in memory until *Koppel*; only a key that minted a token and named an administratie is believed
and kept. Asked again after an interruption, everything goes on where it was.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from core.config import Settings
from core.coupling.activation import Activations
from core.coupling.flow import Flow, Organisatie
from core.credentials import Credentials
from core.credentials.source import KOPPELSLEUTEL
from core.domain.koppeling import Administratie, Koppeling, Step
from core.domain.match import Mode
from core.domain.plan import Plan, RunReport
from core.errors import (
    AlreadyCoupledError,
    AppError,
    GarbledError,
    KoppelsleutelError,
    MissingError,
    NotFoundError,
    PersonNeededError,
)
from core.service.doors import Doors
from core.service.opened import OnProgress, Opened, quiet
from core.store import koppeling as facts
from core.text import say

PERMISSIONS = ("klant:create:snelstart", "klant:create:timeon")
"""What a scheduled run may do by itself unless changed: make klanten that have no candidate on the other side."""


@dataclass(frozen=True, slots=True)
class LoginOptions:
    """How one can log in: by `link` with a partner's short name, `sandbox` when the login is drawn here."""

    link: bool
    sandbox: bool


@dataclass(frozen=True, slots=True)
class Added:
    """The answer of `koppelingen add`."""

    koppeling: Koppeling
    paired: int
    review: int
    created: int
    report: RunReport | None = None

    def to_json(self) -> dict[str, Any]:
        """The documented object; `created` counts both sides, `paired` is without them."""
        return {
            "koppeling": self.koppeling.id,
            "state": self.koppeling.state.value,
            "paired": self.paired,
            "review": self.review,
            "created": self.created,
        }


class Koppelen:
    """The steps. `open_` opens a koppeling's file whether or not the register has it yet."""

    def __init__(
        self, flow: Flow, activations: Activations, doors: Doors, credentials: Credentials,
        open_: Callable[[Koppeling], Opened], settings: Settings,
    ) -> None:  # fmt: skip
        self._flow = flow
        self._activations = activations
        self._doors = doors
        self._credentials = credentials
        self._open = open_
        self._app = settings.snelstart_app
        self._web_url = settings.snelstart_web_url
        self._login_url = settings.snelstart_login_url
        self._links: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._found: dict[str, Administratie] = {}

    async def begin(self) -> Koppeling:
        """The koppeling of the Time On administration that the API key opens, new or where it was left."""
        found = await self._doors.timeon().organisation()
        return await self._flow.begin(Organisatie(str(found["organisationID"]), str(found["name"])))

    def login_options(self) -> LoginOptions:
        """What the login step can offer."""
        return LoginOptions(bool(self._app), bool(self._login_url))

    async def activation_link(self, koppeling: Koppeling) -> str:
        """SnelStart's page for this koppeling, the same as long as this walk lasts; empty without a partner's short name."""
        if self._app and koppeling.timeon_id not in self._links:
            self._links[koppeling.timeon_id] = await self._activations.link(
                self._web_url, self._app, koppeling.timeon_id
            )
        return self._links.get(koppeling.timeon_id, "")

    async def arrived(self, koppeling: Koppeling) -> list[Administratie]:
        """The administraties of keys that SnelStart posted for this koppeling and the receiver proved; tried here too.

        Empty while there is none, or where the receiver keeps its keys in another chain than ours.
        """
        told = [one.snelstart_id for one in await self._activations.arrived(koppeling.timeon_id)]
        for id_ in dict.fromkeys(told):
            for key in await asyncio.to_thread(self._credentials.kept, f"{KOPPELSLEUTEL}:{id_}"):
                if self._keys.get(id_) != key:
                    await self._try(key)
        return [one for one in await self.administraties() if one.id in told]

    async def login_administraties(self) -> list[Administratie]:
        """The sandbox's login: the administraties one can choose there."""
        rows = await self._doors.login_list(self._login_url)
        found = [
            Administratie(str(row["id"]), str(row["naam"]), row.get("boekjaar"), klanten=row.get("klanten"))
            for row in rows
        ]
        return await self._flow.with_owners(found)

    async def login(self, koppeling: Koppeling, administratie_id: str) -> list[Administratie]:
        """Choose one there and press *Koppel*: SnelStart hands out a koppelsleutel, which is then tried."""
        key = await self._doors.login_koppel(self._login_url, administratie_id, koppeling.id)
        return await self.paste(key)

    async def paste(self, text: str) -> list[Administratie]:
        """Try koppelsleutels, one a line, and answer all administraties known by now. Raises what the last was refused for."""
        keys = [line.strip() for line in text.splitlines() if line.strip()]
        if not keys:
            raise MissingError(say("Er is niets geplakt."), advice=say("Kopieer de koppelsleutel uit SnelStart."))
        for key in keys:
            await self._try(key)
        return await self.administraties()

    async def from_chain(self) -> list[Administratie]:
        """Try every koppelsleutel of the chain; a refused one among good ones is passed over."""
        refusal: AppError | None = None
        for key in self._credentials.koppelsleutels():
            try:
                await self._try(key)
            except KoppelsleutelError as problem:
                refusal = problem
        if refusal is not None and not self._found:
            raise refusal
        return await self.administraties()

    async def administraties(self) -> list[Administratie]:
        """What the keys tried so far open, each told who has it already."""
        return await self._flow.with_owners(sorted(self._found.values(), key=lambda a: a.naam.casefold()))

    async def _try(self, key: str) -> None:
        client = self._doors.snelstart(key)
        try:
            found = await client.administratie()
        except AppError as refusal:
            await self._flow.tell("login.mislukt", "dienst:snelstart", {"error": type(refusal).__name__})
            raise
        await self._flow.tell("login.gelukt", "dienst:snelstart", {"snelstart": found.id, "scopes": found.scopes})
        if not found.id:
            raise GarbledError(say("De sleutel noemt geen administratie."))
        self._keys[found.id] = key
        self._found[found.id] = replace(found, klanten=await client.count_klanten())

    async def choose(self, koppeling: Koppeling, administratie_id: str) -> Koppeling:
        """Step *Administratie*: one to one, refused clearly when either is taken."""
        administratie = self._found.get(administratie_id)
        if administratie is None:
            names = ", ".join(f"{a.naam} ({a.id})" for a in self._found.values())
            raise NotFoundError(
                say("Geen sleutel opent administratie {id}. Wel: {names}.", id=administratie_id, names=names)
            )
        return await self._flow.choose(koppeling, administratie)

    async def confirm(self, koppeling: Koppeling, *, allow_file: bool = False) -> tuple[Koppeling, str]:
        """Step *Koppel*: the key is kept; answers where. Without a keyring and a yes to the file: memory, this run only."""
        key = self._keys.get(koppeling.snelstart_id, "")
        kept = ""
        if key and key not in self._kept(koppeling.snelstart_id):
            kept = self._credentials.store(f"{KOPPELSLEUTEL}:{koppeling.snelstart_id}", key, allow_file=allow_file)
            await self._flow.tell("sleutel.bewaard", f"koppeling:{koppeling.id}", {"where": kept})
        opened = self._open(koppeling)
        return await self._flow.advance(koppeling, opened.database, Step.LEZEN, "koppeling.gekoppeld"), kept

    def _kept(self, administratie_id: str) -> list[str]:
        """The keys that the chain has for this administratie; none yet is no error here."""
        try:
            return self._credentials.koppelsleutels(administratie_id)
        except MissingError:
            return []

    async def read(self, koppeling: Koppeling, progress: OnProgress = quiet) -> Koppeling:
        """Step *Lezen*: all data is read."""
        opened = self._open(koppeling)
        await opened.read(progress)
        return await self._flow.advance(koppeling, opened.database, Step.REVIEW, "koppeling.gelezen")

    async def start(
        self, koppeling: Koppeling, *, plan: Plan | None = None, seal: str = "", progress: OnProgress = quiet
    ) -> tuple[Koppeling, RunReport]:
        """*Starten met synchronisatie*: write the plan that was shown, or without one the plan of now."""
        opened = self._open(koppeling)
        wanted = plan if plan is not None else (await opened.plan()).plan
        report = await opened.apply(wanted, progress=progress, seal=seal)
        return await self._flow.advance(koppeling, opened.database, Step.AFRONDEN, "koppeling.gestart"), report

    async def finish(self, koppeling: Koppeling, permissions: tuple[str, ...] = PERMISSIONS) -> Koppeling:
        """*Afronden*: the koppeling is active; `permissions` is what a scheduled run may do by itself."""
        if koppeling.step.place < Step.AFRONDEN.place:
            raise PersonNeededError(
                say("{naam} is nog niet gesynchroniseerd.", naam=koppeling.timeon_naam),
                advice=say("Kies eerst Starten met synchronisatie."),
            )
        opened = self._open(koppeling)
        done = replace(koppeling, permissions=permissions)
        active = await self._flow.advance(done, opened.database, Step.KLAAR, "koppeling.afgerond")
        await self._open(active).refresh("koppelingen")
        return active

    async def disconnect(self, koppeling: Koppeling) -> Koppeling:
        """*Ontkoppelen*: history stays, the key is forgotten."""
        gone = await self._flow.disconnect(koppeling, self._open(koppeling).database)
        await self._activations.end(koppeling.timeon_id)
        await asyncio.to_thread(self._credentials.forget, f"{KOPPELSLEUTEL}:{koppeling.snelstart_id}")
        await self._flow.tell("sleutel.vergeten", f"koppeling:{koppeling.id}", {})
        return gone

    async def walk(
        self, mode: Mode, *, administratie_id: str = "", start: bool = False, progress: OnProgress = quiet
    ) -> Added:
        """All steps in one go, as `koppelingen add` does; goes on where an earlier walk stopped. ASK stops at the review."""
        koppeling = await self.begin()
        if koppeling.step is Step.KLAAR:
            self._refuse_other(koppeling, administratie_id)
            return await self._added(koppeling)
        if koppeling.step.place < Step.LEZEN.place:
            posted = await self.arrived(koppeling)
            if not posted or (administratie_id and administratie_id not in {one.id for one in posted}):
                await self.from_chain()
            koppeling = await self.choose(koppeling, administratie_id or self._only())
            koppeling, _ = await self.confirm(koppeling)
        self._refuse_other(koppeling, administratie_id)
        if koppeling.step.place < Step.REVIEW.place:
            koppeling = await self.read(koppeling, progress)
        opened = self._open(koppeling)
        await opened.reviewing.accept(mode)
        report = None
        stops = mode is Mode.ASK and bool((await opened.reviewing.review()).waiting())
        if start and not stops:
            koppeling, report = await self.start(koppeling, progress=progress)
            koppeling = await self.finish(koppeling)
        return await self._added(koppeling, report)

    async def _added(self, koppeling: Koppeling, report: RunReport | None = None) -> Added:
        opened = self._open(koppeling)
        summary = await opened.refresh("koppelingen")
        created = await opened.database.read(facts.created)
        return Added(koppeling, summary.paired - created, summary.waiting, created, report)

    def _only(self) -> str:
        if len(self._found) == 1:
            return next(iter(self._found))
        names = ", ".join(f"{a.naam} ({a.id})" for a in self._found.values())
        raise NotFoundError(
            say("De sleutels openen er meer: {names}.", names=names), advice=say("Kies er een met --administratie.")
        )

    @staticmethod
    def _refuse_other(koppeling: Koppeling, administratie_id: str) -> None:
        if administratie_id and koppeling.snelstart_id != administratie_id:
            raise AlreadyCoupledError(
                say(
                    "{timeon} hoort al bij {snelstart}.",
                    timeon=koppeling.timeon_naam,
                    snelstart=koppeling.snelstart_naam,
                )
            )
