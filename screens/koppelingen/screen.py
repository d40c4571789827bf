"""Beheer > Koppelingen: what is coupled, how it stands, and where a new koppeling begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from core.domain.koppeling import KoppelingState, KoppelingSummary
from core.domain.money import euro
from core.text import mark, t, tn
from screens.base import told
from screens.keymap import Action
from screens.koppelingen.words import HEED, details, state_cell
from screens.supporting import BUNDLE, TO_BOARD, TO_DIAGNOSE, TO_DOCTOR, TO_TIJDLIJN, Supporting
from screens.widgets.columns import Column
from screens.widgets.dialogs import Choice
from screens.widgets.said import paragraphs
from screens.widgets.source import Cell, Cells, ListSource
from screens.widgets.table import Table
from screens.widgets.times import ago_text
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service import Service

COLUMNS = (
    Column("timeon", mark("Time On"), 16, grow=3),
    Column("snelstart", mark("SnelStart"), 16, grow=3),
    Column("state", mark("Staat"), 12, grow=1),
    Column("sync", mark("Sync"), 7, priority=2, right=True),
    Column("open", mark("Open €"), 10, priority=1, right=True),
)
AVAILABLE = "available:snelstart"
_UNFINISHED = (KoppelingState.AANGEMELD, KoppelingState.REVIEW)
_ANYWAY = ("koppelen", "doctor")
_LISTS = ("klanten", "producten", "productgroepen", "registraties", "declaraties")


class KoppelingenScreen(Supporting):
    """The first screen. With no koppeling it lists what can be coupled."""

    SCREEN = "koppelingen"
    KEYS_WAIT = True
    TOPICS: ClassVar[frozenset[str]] = frozenset({"koppelingen", "review", "besluit", "sync", "declaraties"})
    REST = 1.0
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            "open",
            "enter",
            mark("open"),
            mark("Open de koppeling: haar klanten, of de stap waar koppelen gebleven was."),
        ),
        Action("sync", "s", mark("sync"), mark("Lees beide kanten en toon het plan; schrijft nog niets."), writes=True),
        Action("syncing", "o", mark("runs"), mark("Sync: wat loopt en onderweg is, conflicten, en alle runs.")),
        Action("review", "r", mark("review"), mark("Welke klant is welke relatie: bekijk en beslis.")),
        Action("klanten", "l", mark("klanten"), mark("Registreren > Klanten.")),
        Action("producten", "p", "", mark("Producten, gelezen uit SnelStart.")),
        Action("productgroepen", "g", "", mark("Productgroepen, gelezen uit SnelStart.")),
        Action("registraties", "t", mark("registraties"), mark("Registraties selecteren en groeperen.")),
        Action("declaraties", "d", mark("declaraties"), mark("Declaraties: concept, openstaand, archief.")),
        TO_DIAGNOSE,
        Action("koppelen", "k", mark("koppelen"), mark("Koppel een Time On-administratie met SnelStart."), writes=True),
        Action("ontkoppelen", "x", "", mark("Ontkoppel; de geschiedenis blijft."), writes=True),
        TO_TIJDLIJN,
        TO_BOARD,
        TO_DOCTOR,
        BUNDLE,
    )

    class Loaded(Message):
        """The list."""

        def __init__(self, summaries: list[KoppelingSummary]) -> None:
            super().__init__()
            self.summaries = summaries

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.summaries: dict[str, KoppelingSummary] | None = None

    def body(self) -> ComposeResult:
        """The list, or what can be coupled with what to heed."""
        yield Static("", markup=False, id="heed", classes="words")
        yield Table(COLUMNS)

    def crumbs(self) -> Sequence[str]:
        """Beheer > Koppelingen."""
        return (t("Beheer"), t("Koppelingen"))

    def context(self) -> str:
        """How many there are."""
        if self.summaries is None:
            return t("wordt gelezen")
        return tn("{n} koppeling", "{n} koppelingen", len(self.summaries))

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """From the register alone."""
        self.post_message(self.Loaded(await self.service.koppelingen()))

    @on(Loaded)
    def loaded(self, event: Loaded) -> None:
        """Show them."""
        self.summaries = {summary.koppeling.id: summary for summary in event.summaries}
        heed = self.query_one("#heed", Static)
        heed.display = not self.summaries
        if self.summaries:
            rows = ListSource(event.summaries, key=lambda s: s.koppeling.id, cells=self._cells, order=_order)
            self.table.show(rows, cursor=self.table.key or self.koppeling_id)
        else:
            heed.update(paragraphs([t("Er is nog geen koppeling. Beschikbaar:"), ""]))
            self.table.show(ListSource([AVAILABLE], key=str, cells=_available))
        self.table.focus()
        self.fresh()

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """Details of the row under the cursor."""
        if self.summaries is None:
            return
        summary = self.summaries.get(event.key)
        if summary is None:
            self.details.show(t("Waar je op let"), [(Cell(f"{Sign.WARN} ", Tone.WARN), t(point)) for point in HEED])
        else:
            self.details.show(summary.koppeling.timeon_naam, details(summary))
        self.fresh()

    @on(Table.Chosen)
    def chosen(self, event: Table.Chosen) -> None:
        """Enter goes in."""
        if event.key == AVAILABLE:
            self.action_do("koppelen")
        else:
            self.action_do("open")

    def why_not(self, action: str) -> str:
        """Most need a koppeling that has come far enough."""
        if action in (*_ANYWAY, "kantoorbord"):
            return ""
        summary = self._under_cursor()
        if summary is None:
            return t("wordt gelezen") if self.summaries is None else t("Koppel eerst: druk op {koppelingen.koppelen}.")
        if action == "ontkoppelen" and summary.koppeling.state is KoppelingState.ONTKOPPELD:
            return t("Deze is al ontkoppeld.")
        if action in ("sync", "syncing", "review", *_LISTS) and summary.koppeling.state is KoppelingState.AANGEMELD:
            return t("Eerst lezen: druk op {koppelingen.open} om verder te gaan met koppelen.")
        if action == "sync" and summary.koppeling.state is KoppelingState.ONTKOPPELD:
            return t("Deze is ontkoppeld.")
        return ""

    def is_offered(self, action: str) -> bool:
        """Without a koppeling only koppelen."""
        return bool(self.summaries) or action in _ANYWAY

    def subject_koppeling(self) -> str:
        """The one under the cursor."""
        return self.table.key

    def action_open(self) -> None:
        """Go on with koppelen, or to the klanten."""
        summary = self._under_cursor()
        if summary is not None:
            self.go("koppelen" if summary.koppeling.state in _UNFINISHED else "klanten", summary.koppeling.id)

    def action_koppelen(self) -> None:
        """The steps of koppelen."""
        self.go("koppelen")

    def action_sync(self) -> None:
        """Read, then the plan."""
        self._to("sync")

    def action_syncing(self) -> None:
        """What runs, and what was."""
        self._to("syncing")

    def action_review(self) -> None:
        """The match review."""
        self._to("review")

    def action_klanten(self) -> None:
        """Klanten."""
        self._to("klanten")

    def action_producten(self) -> None:
        """Producten."""
        self._to("producten")

    def action_productgroepen(self) -> None:
        """Productgroepen."""
        self._to("productgroepen")

    def action_registraties(self) -> None:
        """Registraties."""
        self._to("registraties")

    def action_declaraties(self) -> None:
        """Declaraties."""
        self._to("declaraties")

    @work
    @told
    async def action_ontkoppelen(self) -> None:
        """Ask, then let both administrations go."""
        summary = self._under_cursor()
        if summary is None:
            return
        koppeling = summary.koppeling
        lines = [
            t("{timeon} en {snelstart} zijn daarna allebei weer vrij.", timeon=koppeling.timeon_naam,
              snelstart=koppeling.snelstart_naam),
            t("De geschiedenis blijft; de koppelsleutel wordt vergeten. In de twee administraties verandert niets."),
            str(await self.service.koppelen().remains(koppeling)),
        ]  # fmt: skip
        if summary.open_count:
            lines.append(
                t("Nog open: {n} declaraties, € {bedrag}.", n=summary.open_count, bedrag=euro(summary.open_amount))
            )
        if await self.ask(t("Ontkoppelen?"), lines, (Choice("j", t("ontkoppel")),)) == "j":
            await self.service.koppelen().disconnect(koppeling)
            self.say_done(t("Ontkoppeld: {naam}.", naam=koppeling.timeon_naam))
            self.reload()

    def _to(self, screen: str) -> None:
        summary = self._under_cursor()
        if summary is not None:
            self.go(screen, summary.koppeling.id)

    def _under_cursor(self) -> KoppelingSummary | None:
        return (self.summaries or {}).get(self.table.key)

    def _cells(self, summary: KoppelingSummary) -> Cells:
        koppeling = summary.koppeling
        now = self.service.clock()
        sync = ago_text(summary.last_run_at, now) if summary.last_run_at else Sign.NONE
        return (
            koppeling.timeon_naam,
            koppeling.snelstart_naam or Cell(t("nog niet gekoppeld"), Tone.DIM),
            state_cell(summary),
            Cell(sync, Tone.DIM),
            euro(summary.open_amount) if summary.open_count else Cell(Sign.NONE, Tone.DIM),
        )


def _order(summary: KoppelingSummary, column: int) -> str | float:
    koppeling = summary.koppeling
    if COLUMNS[column].id == "open":
        return float(summary.open_amount)
    if COLUMNS[column].id == "sync":
        return -summary.last_run_at.timestamp() if summary.last_run_at else 0.0
    texts = {"timeon": koppeling.timeon_naam, "snelstart": koppeling.snelstart_naam, "state": koppeling.state.value}
    return texts[COLUMNS[column].id].casefold()


def _available(_: str) -> Cells:
    return (t("alle administraties"), "SnelStart", Cell(f"{Sign.NOT_YET} {t('Koppelen')}", Tone.ACCENT), "", "")
