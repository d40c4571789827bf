"""A koppeling that was walked through without a screen, and the program with one screen of it in front."""

from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.domain.match import Mode
from core.errors import UnknownOutcomeError
from tests.screens.pilot import settle, shown
from tui.app import Koppelbord


@dataclass(frozen=True, slots=True)
class Coupled:
    """A world and its koppeling, opened."""

    world: Any
    opened: Any

    @property
    def service(self):
        return self.world.service

    @property
    def month(self):
        """Year and month of the month that is declared."""
        today = self.world.today
        return (today.year - 1, 12) if today.month == 1 else (today.year, today.month - 1)

    async def free(self):
        """What can be declared of that month, by klant."""
        year, month = self.month
        rows = await self.opened.registraties(van=date(year, month, 1), tot=date(year, month, 28))
        found = {}
        for one in rows:
            if not one.registratie.lock and one.regel is not None:
                found.setdefault(one.registratie.klant, []).append(one.registratie.id)
        return found

    async def concept(self, klant="", most=3):
        """A concept of a few registraties of a klant that is coupled."""
        by_klant = await self.free()
        paired = {row.timeon.naam for row in await self.opened.klanten() if row.timeon and row.snelstart}
        naam = klant or min(paired & by_klant.keys())
        return await self.opened.declaraties.create(by_klant[naam][:most])


async def couple(world):
    """From an empty home to an active koppeling; answers it opened."""
    service = world.service
    koppelen = service.koppelen()
    koppeling = await koppelen.begin()
    await koppelen.login(koppeling, world.administratie_id)
    koppeling = await koppelen.choose(koppeling, world.administratie_id)
    koppeling, _ = await koppelen.confirm(koppeling)
    koppeling = await koppelen.read(koppeling)
    opened = service.opened(koppeling)
    await opened.reviewing.accept(Mode.SAFE)
    planned = await opened.plan()
    koppeling, _ = await koppelen.start(koppeling, seal=planned.plan.seal)
    return service.opened(await koppelen.finish(koppeling))


@asynccontextmanager
async def at(coupled, screen, subject="", *, size=(80, 24), read_only=False):
    """Answers a Pilot with that screen in front."""
    app = Koppelbord(coupled.service, read_only=read_only)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        app.screen.go(screen, coupled.opened.koppeling.id, subject)
        await settle(pilot)
        yield pilot


def text_of(pilot):
    """Everything on screen."""
    return "\n".join(shown(pilot.app))


def relatiesoort(coupled, declaratie, *soorten):
    """Make the relatie of a declaratie something else in SnelStart."""
    relatie = administratie(coupled).table("relaties")[declaratie.relatie_id]
    administratie(coupled).table("relaties")[declaratie.relatie_id] = {**relatie, "relatiesoort": list(soorten)}


def administratie(coupled):
    """The SnelStart administratie of the sandbox."""
    return coupled.world.sandbox.snelstart.administratie(coupled.world.administratie_id)


def lose_answers(coupled):
    """From now on SnelStart makes what is sent and its answer is lost; answers how to end that."""
    door = coupled.opened.snelstart
    create = door.create

    async def lost(resource, body):
        await create(resource, body)
        raise UnknownOutcomeError

    door.create = lost

    def found():
        door.create = create

    return found


async def couple_by_key(world):
    """A world whose koppelsleutel is known, from an empty home to a concept; answers the ids of what is in it."""
    async with world.service() as service:
        koppelen = service.koppelen()
        begun = await koppelen.begin()
        await koppelen.from_chain()
        koppeling = await koppelen.choose(begun, world.administratie)
        koppeling, _ = await koppelen.confirm(koppeling)
        opened = service.opened(await koppelen.read(koppeling))
        await opened.reviewing.accept(Mode.SAFE)
        planned = await opened.plan()
        koppeling, _ = await koppelen.start(opened.koppeling, seal=planned.plan.seal)
        opened = service.opened(await koppelen.finish(koppeling))
        made = await opened.declaraties.create_month(2026, 10)
        return {"koppeling": koppeling.id, "declaratie": made.created[0].id}
