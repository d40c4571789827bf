"""The first steps of koppelen: which Time On administration an API key opens, and which administraties of SnelStart.

Keys that were tried live in memory; only one that minted a token and named an administratie is believed.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from core.config import Settings
from core.coupling.activation import Activations
from core.coupling.flow import Flow, Organisatie
from core.credentials import Credentials
from core.credentials.source import KOPPELSLEUTEL, TIMEON
from core.domain.koppeling import Administratie, Koppeling, Step
from core.errors import AppError, GarbledError, KoppelsleutelError, MissingError, TimeOnKeyError
from core.service.doors import Doors
from core.service.opened import Opened
from core.text import say


@dataclass(frozen=True, slots=True)
class LoginOptions:
    """How one can log in: by `link` with a partner's short name, `sandbox` when the login is drawn here."""

    link: bool
    sandbox: bool


class Login:
    """Logging in at both sides. `open_` opens a koppeling's file whether or not the register has it yet."""

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

    async def begin(self, key: str = "", *, allow_file: bool = False) -> Koppeling:
        """The koppeling of the Time On administration that an API key opens, new or where it was left.

        A `key` that was pasted is kept for its own administration. Without one: of the keys of the chain the first whose
        administration is not coupled yet, else the first. Raises MissingError, or the refusal of the last key tried.
        """
        if key:
            organisatie = await self._organisatie(key)
            self._credentials.store(f"{TIMEON}:{organisatie.id}", key, allow_file=allow_file)
            return await self._flow.begin(organisatie)
        first: Koppeling | None = None
        refusal: TimeOnKeyError | None = None
        for one in self._credentials.timeon_keys():
            try:
                found = await self._flow.begin(await self._organisatie(one))
            except TimeOnKeyError as problem:
                refusal = problem
                continue
            if found.step is not Step.KLAAR:
                return found
            first = first or found
        if first is None:
            raise refusal or TimeOnKeyError
        return first

    async def _organisatie(self, key: str) -> Organisatie:
        found = await self._doors.timeon(key).organisation()
        return Organisatie(str(found["organisationID"]), str(found.get("name") or ""))

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
