"""Koppelen as a person or a command walks it: login, administratie, koppel, lezen, review, starten, afronden.

Keys that were tried live in memory until *Koppel*; only a key that minted a token and named an administratie is believed
and kept. Asked again after an interruption, everything goes on where it was.
"""

import asyncio
from dataclasses import dataclass, replace
from typing import Any

from core.credentials.source import KOPPELSLEUTEL
from core.domain.koppeling import Koppeling, Step
from core.domain.match import Mode
from core.domain.plan import RunReport
from core.errors import (
    AlreadyCoupledError,
    MissingError,
    NotFoundError,
    PersonNeededError,
)
from core.service.login import Login
from core.service.opened import OnProgress, quiet
from core.store import koppeling as facts
from core.syncing.planned import Planned
from core.text import Sentence, say

PERMISSIONS = ("klant:create:snelstart", "klant:create:timeon")
"""What a scheduled run may do by itself unless changed: make klanten that have no candidate on the other side."""


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


class Koppelen(Login):
    """The steps after logging in."""

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
        if self.has_new_key(koppeling):
            kept = self._credentials.store(f"{KOPPELSLEUTEL}:{koppeling.snelstart_id}", key, allow_file=allow_file)
            await self._flow.tell("sleutel.bewaard", f"koppeling:{koppeling.id}", {"where": kept})
        opened = self._open(koppeling)
        return await self._flow.advance(koppeling, opened.database, Step.LEZEN, "koppeling.gekoppeld"), kept

    def has_new_key(self, koppeling: Koppeling) -> bool:
        """Whether *Koppel* has a key to keep: one that was given, or that the receiver kept, stays where it is."""
        key = self._keys.get(koppeling.snelstart_id, "")
        return bool(key) and key not in self._kept(koppeling.snelstart_id)

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
        self,
        koppeling: Koppeling,
        *,
        planned: Planned | None = None,
        seal: str = "",
        released: bool = False,
        progress: OnProgress = quiet,
    ) -> tuple[Koppeling, RunReport]:
        """*Starten met synchronisatie*: write what was planned and shown, or without it the plan of now.

        `released` lets it deactivate more klanten than the ceiling, after a person said so.
        """
        opened = self._open(koppeling)
        wanted = planned if planned is not None else await opened.plan()
        report = await opened.apply(wanted.plan, progress=progress, seal=seal, released=released, beside=wanted)
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

    async def remains(self, koppeling: Koppeling) -> Sentence:
        """What stays in SnelStart after *Ontkoppelen*, in words: nothing is removed there."""
        sent = [one for one in await self._open(koppeling).declaraties.list() if one.order_id]
        return say(
            "In SnelStart blijven de relaties, {n} verkooporders en facturen van hier, en de koppelsleutel zelf: trek die "
            "daar in bij Koppelingen.",
            n=len(sent),
        )

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
