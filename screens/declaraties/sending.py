"""Sending declaraties from the list: first what will go, then progress with a stop, then what became of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from core.domain.declaratie import DeclaratieState
from core.domain.declaratie_row import DeclaratieKey
from core.domain.money import euro, total
from core.domain.push import PushVerdict
from core.text import t, tn
from screens import declaratie_words as said
from screens.base import Failed, told
from screens.registratie_words import freed_lines
from screens.registreren import ListScreen
from screens.widgets.dialogs import Choice
from screens.widgets.progress import ProgressLines
from screens.widgets.said import Line
from screens.widgets.source import Cell
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.invoicing.results import FollowResult, PushResult, PushSummary
    from core.service import Service


class Sending(ListScreen):
    """The half of the screen that acts; `declaraties` and `results` are by id, `unsent` is what is not in SnelStart as far as is known."""

    class Sent(Message):
        """A run ended."""

        def __init__(self, summary: PushSummary) -> None:
            super().__init__()
            self.summary = summary

    class Followed(Message):
        """SnelStart was looked at."""

        def __init__(self, result: FollowResult) -> None:
            super().__init__()
            self.result = result

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.declaraties: Mapping[str, DeclaratieKey] | None = None
        self.unsent: Sequence[DeclaratieKey] = ()
        self.results: dict[str, PushResult] = {}
        self.sending = False
        self.following = False
        self._stop = False
        self._pausing = False
        self._wanted: list[str] = []
        self.waiting: list[str] = []

    def busy(self) -> str:
        """Sending can be left, but not unknowingly."""
        if self.sending:
            return t("Er wordt nog verstuurd. Wat onderweg is, wordt later opgezocht.")
        return tn("Pauze: {n} wacht nog.", "Pauze: {n} wachten nog.", len(self.waiting)) if self.waiting else ""

    def picked(self) -> list[DeclaratieKey]:
        """The marked ones, or the one under the cursor."""
        known = self.declaraties or {}
        return [known[key] for key in self.table.picked if key in known]

    def action_push(self) -> None:
        """What is marked."""
        self._send([one for one in self.picked() if said.is_unsent(one)])

    def action_push_all(self) -> None:
        """Everything, whatever tab or filter."""
        self._send(self.unsent, everything=True)

    def action_stop(self) -> None:
        """After the one that is on its way; in a pause: what waits stays as it is."""
        if self.waiting:
            self.waiting = []
            self.fresh()
            self.say(t("Gestopt; wat wachtte is niet verstuurd. {declaraties.push_all} gaat er later mee door."))
            return
        self._stop, self._pausing = True, False
        self.say(Cell(f"{Sign.BUSY} ", Tone.BUSY), t("Stopt na de declaratie die nu onderweg is."))

    def action_pause(self) -> None:
        """Nothing is held meanwhile: going on is a new run, that looks again at everything."""
        if self.waiting:
            self._go_on()
            return
        self._stop = self._pausing = True
        self.say(Cell(f"{Sign.BUSY} ", Tone.BUSY), t("Pauze na de declaratie die nu onderweg is."))

    @work(exclusive=True, group="write")
    @told
    async def _go_on(self) -> None:
        await self._run(self.waiting)

    @work(exclusive=True, group="write")
    @told
    async def _send(self, wanted: Sequence[DeclaratieKey], *, everything: bool = False) -> None:
        if not wanted:
            return
        opened = await self.open()
        lines = _before(wanted, await opened.declaraties.order_total([one.id for one in wanted]))
        if await self.ask(t("Versturen naar SnelStart?"), lines, (Choice("j", t("verstuur")),)) != "j":
            return
        self.results = {}
        await self._run([one.id for one in wanted], everything=everything)

    async def _run(self, wanted: Sequence[str], *, everything: bool = False) -> None:
        self.sending, self._stop, self._pausing, self.waiting = True, False, False, []
        self._wanted = list(wanted)
        self.fresh()
        self.say(
            Cell(f"{Sign.BUSY} ", Tone.BUSY),
            t("Er wordt verstuurd; {declaraties.pause} pauzeert en {declaraties.stop} stopt na die onderweg is."),
        )
        opened = await self.open()
        progress = self.query_one(ProgressLines)
        only = None if everything else set(wanted)
        summary = await opened.declaraties.push_all(only=only, progress=progress.told, stop=lambda: self._stop)
        await opened.refresh("declaraties")
        self.post_message(self.Sent(summary))

    @on(Sent)
    def sent(self, event: Sent) -> None:
        """What became of each; the cursor goes to what needs a person."""
        self._ended()
        self.results |= {
            one.declaratie.id: one for one in event.summary.results if one.verdict is not PushVerdict.NOTHING
        }
        had = {one.declaratie.id for one in event.summary.results}
        if event.summary.cancelled and self._pausing:
            self.waiting = [one for one in self._wanted if one not in had]
        self.tab = DeclaratieState.OPENSTAAND.value if self.results else self.tab
        self.table.marks = {}
        self.reload()
        if self.waiting:
            paused = tn("Pauze: {n} wacht nog; {declaraties.pause} gaat door, {declaraties.stop} stopt.", "Pauze: {n} wachten nog; {declaraties.pause} gaat door, {declaraties.stop} stopt.",
                        len(self.waiting))  # fmt: skip
            self.say(Cell(f"{Sign.WARN} ", Tone.WARN), paused)
        else:
            self.say(*said.summary_said(event.summary))
        if event.summary.stopped is not None:
            self.post_message(Failed(event.summary.stopped))

    @work(exclusive=True, group="write")
    @told
    async def action_follow(self) -> None:
        """From order to invoice to paid."""
        self.following = True
        self.fresh()
        self.say(Cell(f"{Sign.BUSY} ", Tone.BUSY), t("SnelStart wordt gevraagd wat er van de orders werd."))
        opened = await self.open()
        result = await opened.declaraties.follow()
        await opened.refresh("declaraties")
        self.post_message(self.Followed(result))

    @on(Followed)
    def followed(self, event: Followed) -> None:
        """What changed."""
        self._ended()
        looked = tn("{n} declaratie bekeken", "{n} declaraties bekeken", event.result.looked)
        first = ", ".join(f"{nummer} {what}" for nummer, what in event.result.changes[:2])
        n = len(event.result.changes)
        changed = tn("{n} veranderd: {wat}", "{n} veranderd: {wat}", n, wat=first) if n else t("niets veranderd")
        self.say_done(f"{looked}, {changed}.")
        self.reload()

    @work(exclusive=True, group="write")
    @told
    async def action_delete(self) -> None:
        """Concepts only; which registraties come free is shown first. It can be taken back."""
        wanted = [one for one in self.picked() if one.state is DeclaratieState.CONCEPT]
        opened = await self.open()
        held = [row for one in wanted for row in await opened.declaraties.held(one.id)]
        title = tn("{n} concept verwijderen?", "{n} concepten verwijderen?", len(wanted))
        if await self.ask(title, freed_lines(held), (Choice("j", t("verwijder")),)) != "j":
            return
        freed = await opened.declaraties.delete(*[one.id for one in wanted])
        self.table.marks = {}
        await opened.refresh("declaraties")
        self.say_done(tn("Verwijderd; {n} registratie is vrij.", "Verwijderd; {n} registraties zijn vrij.", len(freed)))
        self.reload()

    @on(Failed)
    def ended(self) -> None:
        """Nothing is on its way any more."""
        if self.sending or self.following:
            self._ended()
            self.reload()

    def _ended(self) -> None:
        self.sending = self.following = False
        self.query_one(ProgressLines).clear()
        self.fresh()


def _before(wanted: Sequence[DeclaratieKey], order_total: Decimal) -> list[Line]:
    concepts = sum(one.state is DeclaratieState.CONCEPT for one in wanted)
    lines: list[Line] = [(Cell(said.counted(wanted), Tone.STRONG),)]
    if order_total != total(one.totaal for one in wanted):
        lines.append(
            t("Na de factuurkorting van de klanten: € {bedrag} excl. btw in SnelStart.", bedrag=euro(order_total))
        )
    if concepts:
        numbered = tn("{n} concept krijgt zijn nummer; daarna kan hij alleen nog gecrediteerd worden.",
                      "{n} concepten krijgen hun nummer; daarna kunnen ze alleen nog gecrediteerd worden.", concepts)  # fmt: skip
        lines.append(numbered)
    posts = tn("POST /verkooporders, {n} keer; wat er al staat wordt overgenomen.",
               "POST /verkooporders, {n} keer; wat er al staat wordt overgenomen.", len(wanted))  # fmt: skip
    lines += [posts, t("In SnelStart worden het orders: factureren doe je daar."),
              (Cell(t("{declaraties.open} in de lijst toont een declaratie precies zoals hij verstuurd wordt."), Tone.DIM),)]  # fmt: skip
    return lines
