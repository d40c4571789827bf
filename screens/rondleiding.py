"""The tour: ten steps from an empty list to an invoice that is followed, each with what to press and where.

Each step says whether it was done; enter goes to its screen, and back comes here again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from core.domain.declaratie import DeclaratieState, OrderState
from core.domain.koppeling import KoppelingState, Step
from core.text import mark, t
from screens.base import BaseScreen, told
from screens.keymap import Action
from screens.widgets.columns import Column
from screens.widgets.source import Cell, Cells, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.domain.koppeling import KoppelingSummary
    from core.service import Service

COLUMNS = (
    Column("n", "", 2, right=True), Column("what", mark("Stap"), 26, grow=1), Column("state", mark("Staat"), 10),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stop:
    """A step of the tour: its name, what to press, why that is so, and the screen where it is done."""

    name: str
    press: str
    why: str
    screen: str


STOPS = (
    Stop(mark("Koppelen"), mark("Druk op {koppelingen.koppelen} in Koppelingen, kies de administratie op de inlogpagina en druk weer op {koppelen.login.koppel}."),
         mark("Eén Time On-administratie hoort bij één SnelStart-administratie. Er wordt nog niets geschreven."), "koppelen"),
    Stop(mark("Wie is wie"), mark("In de match review: {tabel.down} naar een rij en lees eronder waarom. {review.bulk} neemt alles wat eenduidig is."),
         mark("Time On alleen zou dubbele klanten maken; hier zie je vooraf hoeveel, en met jouw keuzes nul."), "review"),
    Stop(mark("Zelf beslissen"), mark("{review.accept} koppelt, {review.reject} is niet dezelfde, {review.create} maakt nieuw. {algemeen.undo} maakt het ongedaan."),
         mark("Wat je niet weet laat je staan: zo'n rij wordt nooit geschreven."), "review"),
    Stop(mark("Het plan"), mark("{review.plan} toont elke schrijfactie, veld voor veld. {plan.start} begint; alleen {plan.start} schrijft."),
         mark("Wat je zag is verzegeld: wijzigt er intussen iets, dan wordt die regel overgeslagen."), "plan"),
    Stop(mark("Afronden"), mark("{afronden.finish} maakt de koppeling actief; {tabel.mark} kiest wat vanzelf mag."),
         mark("Daarna houdt koppelbord beide kanten gelijk."), "afronden"),
    Stop(mark("Vinden"), mark("{algemeen.filter} filtert: naam:bakker. {algemeen.palette} vindt elke klant, declaratie of handeling. {algemeen.help} helpt."),
         mark("Overal dezelfde toetsen; wat nu niet kan is grijs, met de reden."), "klanten"),
    Stop(mark("Registraties"), mark("{registraties.earlier} kiest de vorige maand, {tabel.mark_all} markeert alles, {registraties.make} maakt een concept, {registraties.month} een hele maand."),
         mark("Eén registratie komt nooit op twee declaraties; onderin staat steeds aantal en bedrag."), "registraties"),
    Stop(mark("Nakijken"), mark("{declaraties.open} op een declaratie toont de order tot op de cent, met btw."),
         mark("Een concept kun je nog wijzigen of verwijderen, en dat weer ongedaan maken met {algemeen.undo}."), "declaraties"),
    Stop(mark("Versturen"), mark("{declaraties.push} verstuurt één, {declaraties.push_all} alles; eerst wordt geteld. Valt het antwoord weg, dan zoekt koppelbord."),
         mark("Elke order bestaat precies één keer, ook als de verbinding onderweg brak."), "declaraties"),
    Stop(mark("Opvolgen"), mark("{declaraties.follow} kijkt wat in SnelStart gefactureerd en betaald is; {declaratie.evidence} toont het bewijs."),
         mark("Factureren doe je in SnelStart; hier zie je wat ervan werd."), "declaraties"),
)  # fmt: skip


class RondleidingScreen(BaseScreen):
    """What was done is read from the koppeling itself, so the tour goes on where one was."""

    SCREEN = "rondleiding"
    TOPICS: ClassVar[frozenset[str]] = frozenset({"koppelingen", "review", "sync", "declaraties"})
    FILTERS = False
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            "open", "enter", mark("ga erheen"), mark("Naar het scherm van deze stap; {algemeen.back} komt hier terug.")
        ),
    )

    class Loaded(Message):
        """The koppeling that is shown, if there is one, and which steps were done."""

        def __init__(self, summary: KoppelingSummary | None, done: Sequence[bool]) -> None:
            super().__init__()
            self.summary = summary
            self.done = done

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.summary: KoppelingSummary | None = None
        self.done: Sequence[bool] = ()

    def body(self) -> ComposeResult:
        """The ten."""
        yield Table(COLUMNS)

    def crumbs(self) -> Sequence[str]:
        """Help > tour."""
        return (t("Hulp"), t("Rondleiding"))

    def context(self) -> str:
        """How far one is."""
        return t("{n} van {total} gedaan", n=sum(self.done), total=len(STOPS))

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """Of the koppeling one came from, or the first that lives."""
        living = [
            one for one in await self.service.koppelingen() if one.koppeling.state is not KoppelingState.ONTKOPPELD
        ]
        wanted = self.koppeling_id
        summary = next((one for one in living if one.koppeling.id == wanted), living[0] if living else None)
        done = await self._done(summary) if summary is not None else [False] * len(STOPS)
        self.post_message(self.Loaded(summary, done))

    @on(Loaded)
    def loaded(self, event: Loaded) -> None:
        """The cursor on the first that is left."""
        first = not self.done
        self.summary, self.done = event.summary, event.done
        self.table.show(ListSource(range(len(STOPS)), key=str, cells=self._cells))
        if first:
            self.table.go(next((n for n, done in enumerate(event.done) if not done), 0))
        self.table.focus()
        self.fresh()

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """What to press, and why."""
        if event.key:
            stop = STOPS[int(event.key)]
            self.details.show(t(stop.name), [(Cell("→ ", Tone.ACCENT), t(stop.press)), t(stop.why)])
        self.fresh()

    @on(Table.Chosen)
    def chosen(self) -> None:
        """Enter goes there."""
        self.action_do("open")

    def why_not(self, action: str) -> str:
        """Most steps need a koppeling."""
        del action
        place = self.table.cursor
        if place == 0:
            return ""
        if self.summary is None or self.summary.koppeling.step.place < Step.REVIEW.place:
            return t("Eerst koppelen: stap 1.")
        return ""

    def action_open(self) -> None:
        """The screen of the step."""
        stop = STOPS[self.table.cursor]
        coupled = self.summary is not None and self.summary.koppeling.step is Step.KLAAR
        if stop.screen == "koppelen" and coupled:
            self.go("koppelingen", self.summary.koppeling.id if self.summary else "")
        else:
            self.go(stop.screen, self.summary.koppeling.id if self.summary else "")

    async def _done(self, summary: KoppelingSummary) -> list[bool]:
        koppeling = summary.koppeling
        if koppeling.step.place < Step.REVIEW.place:
            return [False] * len(STOPS)
        opened = await self.service.open(koppeling.id)
        made = await opened.declaraties.list()
        sent = [one for one in made if one.order not in (OrderState.NONE, OrderState.PLANNED)]
        started = koppeling.step.place >= Step.AFRONDEN.place
        ready = koppeling.step is Step.KLAAR
        followed = any(one.state is DeclaratieState.ARCHIEF or one.factuur for one in made)
        return [
            True, summary.paired > 0, summary.waiting == 0 or ready, started, ready, ready, bool(made), bool(made),
            bool(sent), followed,
        ]  # fmt: skip

    def _cells(self, place: int) -> Cells:
        state = Cell(f"{Sign.GOOD} {t('gedaan')}", Tone.GOOD) if self.done[place] else Cell(Sign.NOT_YET, Tone.DIM)
        return (Cell(str(place + 1), Tone.DIM), t(STOPS[place].name), state)
