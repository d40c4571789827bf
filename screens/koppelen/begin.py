"""The way in to koppelen: which Time On administration the API key opens, then on to the step where it was left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from core.domain.koppeling import Koppeling, Step
from core.errors import KoppelsleutelError, MissingError
from core.text import mark, t
from screens.base import Failed, told
from screens.keymap import Action
from screens.koppelen.keeping import may_use_file
from screens.koppelen.step import StepScreen
from screens.koppelen.walk import Walk
from screens.widgets.said import Line, paragraphs
from screens.widgets.source import Cell
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service import Service


class KoppelenScreen(StepScreen):
    """Asks Time On who it is and goes on; `koppeling` names one that was begun before."""

    SCREEN = "koppelen"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("again", "o", mark("opnieuw"), mark("Vraag Time On nog een keer.")),
        Action(
            "key",
            "t",
            mark("Time On-sleutel plakken"),
            mark("Plak de API-sleutel van de Time On-administratie."),
            writes=True,
        ),
    )

    class Begun(Message):
        """Where the koppeling stands."""

        def __init__(self, koppeling: Koppeling) -> None:
            super().__init__()
            self.koppeling = koppeling

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self._failed = False
        self._coupled = False
        self._refused = ""

    def body(self) -> ComposeResult:
        """What is being asked."""
        yield Static(markup=False, id="words", classes="words")

    def tabs(self) -> Sequence[str]:
        """No step yet."""
        return ()

    def context(self) -> str:
        """No step yet."""
        return ""

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """Ask Time On, unless the koppeling was begun before."""
        self._draw([(Cell(f"{Sign.BUSY} ", Tone.BUSY), t("Time On wordt gevraagd welke administratie dit is."))])
        if self.koppeling_id:
            koppeling = (await self.service.open(self.koppeling_id)).koppeling
            if koppeling.step.place >= Step.LEZEN.place:
                self.post_message(self.Begun(koppeling))
                return
        await self._go_on(await self.walk.koppelen.begin())

    async def _go_on(self, koppeling: Koppeling) -> None:
        if koppeling.step is Step.LOGIN and not self.walk.found:
            await self._from_chain()
        self.post_message(self.Begun(koppeling))

    @on(Begun)
    def begun(self, event: Begun) -> None:
        """On to its step."""
        koppeling = event.koppeling
        known = self.walk.koppeling
        if known is None or known.id != koppeling.id or koppeling.step.place >= Step.LEZEN.place:
            self.walk.koppeling, self.walk.chosen = koppeling, None
        self.koppeling_id = koppeling.id
        self._coupled = koppeling.step is Step.KLAAR
        if self._coupled:
            self._draw(_coupled(koppeling))
            self.fresh()
            return
        self.go(_screen(koppeling.step, self.walk), koppeling.id, self._refused, replace=True)

    @on(Failed)
    def not_begun(self) -> None:
        """Say how to go on; the dialog says what went wrong."""
        self._failed = True
        self._draw(
            [
                (Cell(f"{Sign.BAD} ", Tone.BAD), t("Time On gaf geen administratie.")),
                t("{koppelen.again} vraagt opnieuw, {koppelen.key} plakt een API-sleutel."),
            ]
        )
        self.fresh()

    def is_offered(self, action: str) -> bool:
        """A key where one is missing or refused, or where this administration is coupled and another may be meant."""
        return self._failed or self._coupled or action != "key"

    @work
    @told
    async def action_key(self) -> None:
        """Try it; it is kept for the administration that it opens, so that each koppeling may have its own."""
        text = await self.paste(t("Time On API-sleutel plakken"), [t("De sleutel wordt niet getoond.")])
        allow_file = await may_use_file(self) if text else None
        if allow_file is not None:
            koppeling = await self.walk.koppelen.begin(text, allow_file=allow_file)
            await self._go_on(koppeling)

    def action_again(self) -> None:
        """Ask again."""
        self.reload()

    async def _from_chain(self) -> None:
        """Keys that were given beforehand spare the login; a refused one is told there."""
        try:
            self.walk.found = await self.walk.koppelen.from_chain()
        except MissingError:
            return
        except KoppelsleutelError as problem:
            self._refused = problem.title

    def _draw(self, lines: Sequence[Line]) -> None:
        self.query_one("#words", Static).update(paragraphs(lines))


def _screen(step: Step, walk: Walk) -> str:
    if step is Step.LEZEN:
        return "koppelen.lezen"
    if step is Step.REVIEW:
        return "review"
    if step is Step.AFRONDEN:
        return "afronden"
    if walk.chosen is not None:
        return "koppelen.koppel"
    return "koppelen.administratie" if walk.found else "koppelen.login"


def _coupled(koppeling: Koppeling) -> list[Line]:
    return [
        (Cell(f"{Sign.GOOD} ", Tone.GOOD),
         t("{timeon} is al gekoppeld aan {snelstart}.", timeon=koppeling.timeon_naam,
           snelstart=koppeling.snelstart_naam)),
        "",
        t("De API-sleutel bepaalt welke Time On-administratie dit is."),
        t("Voor een andere: {koppelen.key} plakt de sleutel van die administratie. Of ontkoppel deze eerst. {algemeen.back} gaat terug."),
    ]  # fmt: skip
