"""What can be done with one declaratie: number it, send it, take it back, delete it. Each has a key of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from core.domain.declaratie import Declaratie, DeclaratieState, OrderState
from core.domain.money import euro
from core.text import t
from screens import declaratie_words as said
from screens.base import Failed, told
from screens.registratie_words import freed_lines
from screens.registreren import ListScreen
from screens.widgets.dialogs import Choice
from screens.widgets.said import Line
from screens.widgets.source import Cell
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.invoicing.results import PushResult
    from core.service import Service


class Acting(ListScreen):
    """The half of the screen that writes."""

    class Pushed(Message):
        """What a push came to."""

        def __init__(self, result: PushResult) -> None:
            super().__init__()
            self.result = result

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.result: PushResult | None = None
        self.sending = False
        self.deleted = False

    @property
    def declaratie(self) -> Declaratie | None:
        """As it was read last."""
        raise NotImplementedError

    def busy(self) -> str:
        """Sending can be left, but not unknowingly."""
        return t("Hij wordt nog verstuurd; wat onderweg is, wordt later opgezocht.") if self.sending else ""

    def why_not(self, action: str) -> str:
        """By its state."""
        one = self.declaratie
        if one is None:
            return t("Wordt gelezen.")
        if self.sending and action not in ("evidence", "warnings", "weblink"):
            return t("Hij wordt verstuurd.")
        concept = one.state is DeclaratieState.CONCEPT
        reasons = {
            "push": ""
            if said.is_unsent(one)
            else t("Hij staat al in SnelStart als order {nummer}.", nummer=one.order_nummer),
            "finalize": "" if concept else t("Hij is al definitief."),
            "delete": "" if concept else t("Hij heeft een nummer: crediteer hem met {declaratie.credit}."),
            "credit": t("Een concept verwijder je gewoon: {declaratie.delete}.") if concept else "",
            "accept": "" if one.order is OrderState.REFUSED else t("Hier valt niets over te nemen."),
            "again": "" if one.order is OrderState.GONE else t("Hij is niet uit SnelStart verdwenen."),
        }
        return reasons.get(action, "")

    def is_offered(self, action: str) -> bool:
        """What fits its state."""
        return action in ("push", "evidence", "warnings") or not self.why_not(action)

    @work(exclusive=True, group="write")
    @told
    async def action_push(self) -> None:
        """What is shown is what goes; only the number of a concept is asked for."""
        one = self.declaratie
        if one is None:
            return
        if one.state is DeclaratieState.CONCEPT:
            lines: list[Line] = [
                t("Het concept krijgt zijn nummer; daarna kan het alleen nog gecrediteerd worden."),
                t("POST /verkooporders: in SnelStart wordt het een order, factureren doe je daar."),
            ]
            if await self.ask(self._title(one, t("versturen?")), lines, (Choice("j", t("verstuur")),)) != "j":
                return
        await self._push()

    @work(exclusive=True, group="write")
    @told
    async def action_accept(self) -> None:
        """Adopt what is there though it differs."""
        one = self.declaratie
        if one is None:
            return
        lines: list[Line] = [
            one.reason,
            t("Staat er al een order met dit kenmerk, dan wordt die overgenomen zoals hij daar is. "
              "Staat er geen, dan wordt deze verstuurd."),
        ]  # fmt: skip
        if await self.ask(self._title(one, t("overnemen?")), lines, (Choice("j", t("neem over")),)) == "j":
            await self._push(accept_changed=True)

    @work(exclusive=True, group="write")
    @told
    async def action_again(self) -> None:
        """Make again what was deleted there."""
        one = self.declaratie
        if one is None:
            return
        lines = [
            t(
                "De order is uit SnelStart verwijderd. Was dat de bedoeling, crediteer de declaratie dan met {declaratie.credit}."
            )
        ]
        if await self.ask(self._title(one, t("opnieuw maken?")), lines, (Choice("j", t("maak opnieuw")),)) == "j":
            await self._push(again=True)

    @work(exclusive=True, group="write")
    @told
    async def action_finalize(self) -> None:
        """It gets its number."""
        one = self.declaratie
        if one is None:
            return
        lines = [t("Hij krijgt het volgende nummer van dit jaar en staat vast; alleen crediteren kan dan nog.")]
        if await self.ask(self._title(one, t("definitief maken?")), lines, (Choice("j", t("maak definitief")),)) == "j":
            opened = await self.open()
            fixed = await opened.declaraties.finalize(one.id)
            await opened.refresh("declaraties")
            self.say_done(t("Openstaand als {nummer}; nog niet verstuurd.", nummer=fixed.nummer))
            self.reload()

    @work(exclusive=True, group="write")
    @told
    async def action_credit(self) -> None:
        """The negative concept."""
        one = self.declaratie
        if one is None:
            return
        lines = [
            t("Er komt een concept van € {bedrag}, regel voor regel het omgekeerde.", bedrag=euro(-one.totaal)),
            t("Zodra dat concept zijn nummer krijgt, zijn de registraties weer vrij."),
        ]
        if await self.ask(self._title(one, t("crediteren?")), lines, (Choice("j", t("maak de credit")),)) == "j":
            opened = await self.open()
            made = await opened.declaraties.credit(one.id)
            await opened.refresh("declaraties")
            self.go("declaratie", subject=made.id, replace=True)

    @work(exclusive=True, group="write")
    @told
    async def action_delete(self) -> None:
        """After showing what comes free. It can be taken back: the screen below says with which key."""
        one = self.declaratie
        if one is None:
            return
        opened = await self.open()
        lines = freed_lines(await opened.declaraties.held(one.id))
        if await self.ask(self._title(one, t("verwijderen?")), lines, (Choice("j", t("verwijder")),)) != "j":
            return
        self.deleted = True
        await opened.declaraties.delete(one.id)
        await opened.refresh("declaraties")
        self.dismiss()

    async def _push(self, *, accept_changed: bool = False, again: bool = False) -> None:
        self.sending = True
        self.fresh()
        self.say(Cell(f"{Sign.BUSY} ", Tone.BUSY), t("Wordt verstuurd: eerst wordt gezocht of hij er al is."))
        opened = await self.open()
        result = await opened.declaraties.push(self.subject, accept_changed=accept_changed, again=again)
        await opened.refresh("declaraties")
        self.post_message(self.Pushed(result))

    @on(Pushed)
    def pushed(self, event: Pushed) -> None:
        """What became of it."""
        self.sending = False
        self.result = event.result
        self.say(*said.result_said(event.result))
        self.reload()

    @on(Failed)
    def stopped(self) -> None:
        """Nothing is on its way any more; what was stored may have changed."""
        if self.sending:
            self.sending = False
            self.reload()

    @staticmethod
    def _title(one: Declaratie, question: str) -> str:
        return f"{said.name(one)} · {one.klant}: € {euro(one.totaal)} {question}".rstrip()
