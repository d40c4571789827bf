"""Step *Administratie*: which SnelStart administration, one to one, and what can be known of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from core.domain.koppeling import Administratie, Koppeling, Step
from core.text import mark, t, tn
from screens.base import told
from screens.keymap import Action
from screens.koppelen.step import StepScreen
from screens.widgets.columns import Column
from screens.widgets.said import Line
from screens.widgets.source import Cell, Cells, ListSource
from screens.widgets.spoken import Spoken
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

COLUMNS = (
    Column("naam", mark("SnelStart-administratie"), 30, grow=1),
    Column("boekjaar", mark("Boekjaar"), 8, priority=1),
    Column("klanten", mark("Klanten"), 7, right=True),
    Column("staat", mark("Staat"), 24, grow=1),
)


class AdministratieScreen(StepScreen):
    """Enter chooses; nothing is written until *Koppel*."""

    SCREEN = "koppelen.administratie"
    STEP = Step.ADMINISTRATIE
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("choose", "enter", mark("kies"), mark("Kies deze administratie; koppelt nog niet.")),
        Action("paste", "a", mark("andere sleutel"), mark("Plak nog een koppelsleutel.")),
        Action("login", "o", mark("opnieuw inloggen"), mark("Terug naar Login bij SnelStart.")),
    )

    class Known(Message):
        """What the keys open."""

        def __init__(self, administraties: Sequence[Administratie]) -> None:
            super().__init__()
            self.administraties = administraties

    class Picked(Message):
        """The choice holds."""

        def __init__(self, koppeling: Koppeling, administratie: Administratie) -> None:
            super().__init__()
            self.koppeling = koppeling
            self.administratie = administratie

    def body(self) -> ComposeResult:
        """The question and the list."""
        naam = self.walk.current.timeon_naam
        yield Spoken(lambda: [t("Met welke administratie koppel je {naam}? Eén op één.", naam=naam), ""])
        yield Table(
            COLUMNS,
            empty=mark(
                "Nog geen administratie: {koppelen.administratie.paste} plakt een koppelsleutel, {koppelen.administratie.login} logt in."
            ),
        )

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """What the keys that were tried open."""
        self.post_message(self.Known(await self.walk.koppelen.administraties()))

    @on(Known)
    def known(self, event: Known) -> None:
        """Show them."""
        self.walk.found = event.administraties
        self.table.show(ListSource(event.administraties, key=lambda a: a.id, cells=_cells))
        self.table.focus()
        n = len(event.administraties)
        self.say(tn("Sleutel geldig: {n} administratie gevonden.", "Sleutels geldig: {n} administraties gevonden.", n))
        self.fresh()

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """What is known of it."""
        found = self._administratie(event.key)
        if found is not None:
            self.details.show(found.naam, self._details(found))

    @on(Table.Chosen)
    def chosen(self, event: Table.Chosen) -> None:
        """Try the choice."""
        self._choose(event.key)

    @on(Picked)
    def picked(self, event: Picked) -> None:
        """On to *Koppel*."""
        self.walk.koppeling, self.walk.chosen = event.koppeling, event.administratie
        self.go("koppelen.koppel", replace=True)

    def action_choose(self) -> None:
        """As enter on the row."""
        self._choose(self.table.key)

    @work
    @told
    async def action_paste(self) -> None:
        """Another key."""
        text = await self.paste(t("Nog een koppelsleutel plakken"), [t("Eén sleutel opent één administratie.")])
        if text:
            self.say(Cell(f"{Sign.BUSY} ", Tone.BUSY), t("De sleutel wordt geprobeerd bij SnelStart."))
            self.post_message(self.Known(await self.walk.koppelen.paste(text)))

    def action_login(self) -> None:
        """Back to the login."""
        self.go("koppelen.login", replace=True)

    @work(exclusive=True, group="choose")
    @told
    async def _choose(self, key: str) -> None:
        found = self._administratie(key)
        if found is not None:
            koppeling = await self.walk.koppelen.choose(self.walk.current, found.id)
            self.post_message(self.Picked(koppeling, found))

    def _administratie(self, key: str) -> Administratie | None:
        return next((one for one in self.walk.found if one.id == key), None)

    def _details(self, found: Administratie) -> list[Line]:
        known = [found.bedrijfsnaam, t("KvK {nummer}", nummer=found.kvk) if found.kvk else "",
                 t("btw {nummer}", nummer=found.btw) if found.btw else ""]  # fmt: skip
        lines: list[Line] = [
            " · ".join(part for part in known if part) or t("Geen bedrijfsgegevens ingevuld."),
            found.id,
        ]
        if found.coupled_to:
            lines.append((Cell(f"{Sign.NONE} ", Tone.DIM), t("Al gekoppeld aan {naam}.", naam=found.coupled_to)))
        elif found.naam.casefold() == self.walk.current.timeon_naam.casefold():
            lines.append(
                (Cell(f"{Sign.GOOD} ", Tone.GOOD), t("De naam is gelijk aan die van de Time On-administratie."))
            )
        else:
            lines.append(t("De naam verschilt van die in Time On: {naam}.", naam=self.walk.current.timeon_naam))
        if found.scopes:
            lines.append(_rights(found.scopes))
        return lines


def _cells(administratie: Administratie) -> Cells:
    if administratie.coupled_to:
        state = Cell(f"{Sign.NONE} {t('al gekoppeld ({naam})', naam=administratie.coupled_to)}", Tone.DIM)
    else:
        state = Cell(f"{Sign.GOOD} {t('vrij')}", Tone.GOOD)
    klanten = Sign.NONE if administratie.klanten is None else str(administratie.klanten)
    return (administratie.naam, str(administratie.boekjaar or Sign.NONE), klanten, state)


def _rights(scopes: Sequence[str]) -> str:
    """What a key may, without saying everything twice."""
    writes = sorted({scope.removesuffix(":write") for scope in scopes if scope.endswith(":write")})
    reads = sorted({scope.removesuffix(":read") for scope in scopes if scope.endswith(":read")} - set(writes))
    said = t("Rechten van de sleutel: lezen en schrijven {schrijven}.", schrijven=", ".join(writes) or Sign.NONE)
    return f"{said} {t('Alleen lezen: {lezen}.', lezen=', '.join(reads))}" if reads else said
