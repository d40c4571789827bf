"""The references that SnelStart posts koppelsleutels to: made, told of, and ended. Keys pass by here and stay in none of it."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from core.clock import Clock, iso
from core.coupling.notice import Notice
from core.domain.activation import Activation, Outcome, digest_of, matching, wait_after
from core.domain.koppeling import Koppeling
from core.store import activations, journal, register
from core.store.connection import Connection, Database

PATH = "/couplings/activate/{app}?referenceKey={reference}"
_BYTES = 24
"""192 bits; a link with more makes a QR code that does not fit on 24 lines."""


def _random() -> str:
    return secrets.token_urlsafe(_BYTES)


@dataclass(slots=True)
class Activations:
    """The references of one home. `make` gives the text of a new one."""

    register: Database
    clock: Clock
    make: Callable[[], str] = _random

    async def link(self, page: str, app: str, timeon_id: str) -> str:
        """A link below `page` with a reference of its own; earlier links of this administration stay good, as SnelStart may use them."""
        reference, now = self.make(), self.clock()
        asked = Activation(digest_of(reference), timeon_id, now)
        await self._keep(asked, "activering.gevraagd", {})
        return page + PATH.format(app=quote(app, safe=""), reference=quote(reference, safe=""))

    async def recognise(self, notice: Notice) -> Activation | None:
        """Whose reference this is; None when it is nobody's, or ended."""
        return matching(notice.reference, await self.register.read(activations.living))

    async def told(self, activation: Activation, notice: Notice) -> Activation:
        """Keep what was told; it is due at once."""
        heard = replace(activation, told=notice.told, tries=0, next_at=self.clock(), outcome=None)
        await self._keep(heard, "activering.bericht", {"action": notice.told.value})
        return heard

    async def due(self) -> list[Activation]:
        """What was told and is to be looked into now."""
        now = self.clock()
        return [one for one in await self.register.read(activations.living) if one.is_due(now)]

    async def is_current(self, activation: Activation) -> bool:
        """Whether nothing was told to it, nor done with it, since this was read."""
        return activation in await self.register.read(activations.living)

    async def later(self, activation: Activation) -> None:
        """Nothing is known yet: try again after a while, longer each time."""
        tries = activation.tries + 1
        again = replace(activation, tries=tries, next_at=self.clock() + wait_after(tries))
        await self.register.write(lambda db: activations.save(db, again))

    async def settled(self, activation: Activation, outcome: Outcome, *, snelstart_id: str = "") -> None:
        """What was told has ended this way; a key that is gone ends the reference too."""
        gone = self.clock() if outcome is Outcome.GONE else None
        done = replace(
            activation,
            told=None,
            next_at=None,
            outcome=outcome,
            snelstart_id=snelstart_id or activation.snelstart_id,
            ended_at=gone,
        )
        detail = {"action": activation.told, "outcome": outcome.value, "snelstart": done.snelstart_id}
        await self._keep(done, "activering.afgehandeld", detail)

    async def arrived(self, timeon_id: str) -> list[Activation]:
        """The references of this administration whose key was proven."""
        found = await self.register.read(lambda db: activations.of_timeon(db, timeon_id))
        return [one for one in found if one.snelstart_id]

    async def end(self, timeon_id: str) -> None:
        """Ontkoppelen: what comes for it now is nobody's."""
        at = self.clock()
        await self.register.write(lambda db: activations.end(db, timeon_id, at))

    async def standing_in_the_way(self, activation: Activation, snelstart_id: str) -> Outcome | None:
        """Why a key for this SnelStart administration can't be taken here; None when it can."""
        ours: Koppeling | None = await self.register.read(lambda db: register.find(db, timeon_id=activation.timeon_id))
        if ours is not None and ours.snelstart_id and ours.snelstart_id != snelstart_id:
            return Outcome.OTHER
        owner = await self.register.read(lambda db: register.find(db, snelstart_id=snelstart_id))
        return Outcome.TAKEN if owner is not None and owner.timeon_id != activation.timeon_id else None

    async def _keep(self, activation: Activation, type_: str, detail: Mapping[str, Any]) -> None:
        at, subject = iso(self.clock()), f"timeon:{activation.timeon_id}"

        def write(db: Connection) -> None:
            activations.save(db, activation)
            journal.append(db, at, type_, subject, detail)

        await self.register.write(write)
