"""The steps of koppelen as a state machine over the register and the koppeling's own file.

Login → administratie → koppel → lezen → review → afronden → klaar. A step is stored when it is done, so that after a
restart the same call goes on where it was. One Time On administration to one SnelStart administration, enforced by the
register and told before it is tried.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.clock import Clock, iso
from core.domain.koppeling import Administratie, Koppeling, KoppelingState, Step
from core.errors import AlreadyCoupledError, NotFoundError, UsageError
from core.store import journal, register
from core.store import koppeling as koppelingen
from core.store.connection import Database
from core.text import say


@dataclass(frozen=True, slots=True)
class Organisatie:
    """The Time On administration that an API key opens."""

    id: str
    naam: str


@dataclass(slots=True)
class Flow:
    """Moves koppelingen through their steps. `open_file` answers the Database of a koppeling's own file."""

    register: Database
    clock: Clock

    async def begin(self, organisatie: Organisatie) -> Koppeling:
        """The unfinished koppeling of this Time On administration, a new one, or the finished one as it is."""
        found = await self.register.read(lambda db: register.find(db, timeon_id=organisatie.id))
        if found is not None:
            return found
        taken = {summary.koppeling.id for summary in await self.register.read(register.summaries)}
        return Koppeling(
            id=_id(organisatie, taken),
            timeon_id=organisatie.id,
            timeon_naam=organisatie.naam,
            snelstart_id="",
            snelstart_naam="",
            state=KoppelingState.AANGEMELD,
            step=Step.LOGIN,
            created_at=self.clock(),
        )

    async def tell(self, type_: str, subject: str, detail: Mapping[str, Any]) -> None:
        """An event of the home's own journal: of logging in and of keys, never with one."""
        at = iso(self.clock())
        if not self.register.read_only:
            await self.register.write(lambda db: journal.append(db, at, type_, subject, detail))

    async def with_owners(self, found: Sequence[Administratie]) -> list[Administratie]:
        """The administraties, each told which Time On administration has it already."""
        marked = []
        for administratie in found:
            wanted = administratie.id
            owner = await self.register.read(lambda db, w=wanted: register.find(db, snelstart_id=w))  # type: ignore[misc]
            marked.append(replace(administratie, coupled_to=owner.timeon_naam if owner else ""))
        return marked

    async def choose(self, koppeling: Koppeling, administratie: Administratie) -> Koppeling:
        """The administratie is chosen, not yet coupled. Raises AlreadyCoupledError when it or the koppeling is taken."""
        owner = await self.register.read(lambda db: register.find(db, snelstart_id=administratie.id))
        if owner is not None and owner.id != koppeling.id:
            raise AlreadyCoupledError(
                say("{snelstart} hoort al bij {timeon}.", snelstart=administratie.naam, timeon=owner.timeon_naam)
            )
        if (
            koppeling.snelstart_id
            and koppeling.snelstart_id != administratie.id
            and koppeling.step.place > Step.KOPPEL.place
        ):
            raise AlreadyCoupledError(
                say(
                    "{timeon} hoort al bij {snelstart}.",
                    timeon=koppeling.timeon_naam,
                    snelstart=koppeling.snelstart_naam,
                )
            )
        if koppeling.step.place > Step.KOPPEL.place:
            return koppeling
        return replace(koppeling, snelstart_id=administratie.id, snelstart_naam=administratie.naam, step=Step.KOPPEL)

    async def advance(self, koppeling: Koppeling, file: Database, step: Step, event: str) -> Koppeling:
        """Store that everything before `step` is done; never goes back.

        The register claims first: its indexes refuse an administratie that is taken. A kill before the file commits
        leaves the file a step behind, and `repair` takes the register back to it: that step is then done again.
        """
        if step.place < koppeling.step.place:
            return koppeling
        moved = replace(koppeling, step=step, state=_state(step))
        await self.register.write(lambda db: register.save(db, moved))
        await file.write(lambda db: koppelingen.save(db, moved, iso(self.clock()), event))
        return moved

    async def disconnect(self, koppeling: Koppeling, file: Database) -> Koppeling:
        """Ontkoppelen: history stays, both administraties are free again."""
        if koppeling.state is KoppelingState.ONTKOPPELD:
            raise UsageError(say("{naam} is al ontkoppeld.", naam=koppeling.timeon_naam))
        gone = replace(koppeling, state=KoppelingState.ONTKOPPELD)
        await file.write(lambda db: koppelingen.save(db, gone, iso(self.clock()), "koppeling.ontkoppeld"))
        await self.register.write(lambda db: register.save(db, gone))
        return gone


def pick(koppelingen_: Sequence[Koppeling], wanted: str) -> Koppeling:
    """The koppeling by id or by (part of) its name; the only one when nothing is asked.

    Raises NotFoundError when none or several fit.
    """
    living = [k for k in koppelingen_ if k.state is not KoppelingState.ONTKOPPELD]
    if wanted:
        fold = wanted.casefold()
        exact = [k for k in koppelingen_ if k.id == wanted]
        living = exact or [k for k in living if fold in k.timeon_naam.casefold() or fold in k.snelstart_naam.casefold()]
    if len(living) == 1:
        return living[0]
    if not living:
        raise NotFoundError(
            say("Geen koppeling {wanted}.", wanted=wanted) if wanted else say("Er is nog geen koppeling."),
            advice=say("Maak er een met 'koppelbord koppelingen add' of op het scherm met k."),
        )
    names = ", ".join(k.id for k in living)
    raise NotFoundError(say("Er zijn er meer: {names}.", names=names), advice=say("Kies er een met --koppeling."))


def _state(step: Step) -> KoppelingState:
    if step is Step.KLAAR:
        return KoppelingState.ACTIEF
    return KoppelingState.REVIEW if step in (Step.REVIEW, Step.AFRONDEN) else KoppelingState.AANGEMELD


def _id(organisatie: Organisatie, taken: set[str]) -> str:
    """A readable id that is the same on every machine: the name, folded, and a hash where it is taken."""
    ascii_ = unicodedata.normalize("NFKD", organisatie.naam).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-")[:40] or "koppeling"
    if slug not in taken:
        return slug
    number = len([one for one in taken if one.startswith(slug)])
    return f"{slug}-{hashlib.sha256(f'{organisatie.id}:{number}'.encode()).hexdigest()[:6]}"
