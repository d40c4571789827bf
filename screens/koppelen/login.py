"""Step *Login bij SnelStart*: paste a koppelsleutel, the sandbox's login drawn here, or the activation link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from core.credentials.source import SUBSCRIPTION_KEY
from core.domain.koppeling import Administratie, Step
from core.errors import AppError
from core.text import mark, t
from screens.base import told
from screens.keymap import Action
from screens.koppelen.keeping import kept_text, may_use_file
from screens.koppelen.qr import QrDialog
from screens.koppelen.step import StepScreen
from screens.widgets.columns import Column
from screens.widgets.said import Line, link
from screens.widgets.source import Cell, Cells, ListSource
from screens.widgets.spoken import Spoken
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service import Service

LOOK_SECONDS = 2.0
"""The time between two looks whether the receiver has a key."""

COLUMNS = (
    Column("naam", mark("Administratie in SnelStart"), 28, grow=1),
    Column("boekjaar", mark("Boekjaar"), 8, priority=1),
    Column("klanten", mark("Klanten"), 7, priority=2, right=True),
    Column("keuze", mark("Keuze"), 22),
)


class LoginScreen(StepScreen):
    """A koppelsleutel is believed only after it minted a token and named an administratie. `subject`: an earlier refusal."""

    SCREEN = "koppelen.login"
    STEP = Step.LOGIN
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("paste", "p", mark("plak sleutel"), mark("Plak een koppelsleutel uit SnelStart.")),
        Action("partner", "s", "", mark("Plak de subscription key van koppelbord bij SnelStart."), writes=True),
        Action("choose", "enter", mark("kies"), mark("Kies de administratie op de inlogpagina.")),
        Action(
            "koppel",
            "k",
            mark("Koppel"),
            mark("Koppel op de inlogpagina: SnelStart geeft de koppelsleutel."),
            writes=True,
        ),
        Action("link", "c", mark("kopieer link"), mark("Kopieer de activeringslink.")),
        Action("qr", "v", mark("QR"), mark("Toon de activeringslink als QR-code.")),
    )

    class Offered(Message):
        """What the login page offers."""

        def __init__(self, administraties: Sequence[Administratie]) -> None:
            super().__init__()
            self.administraties = administraties

    class Linked(Message):
        """The activation link of this koppeling."""

        def __init__(self, link: str) -> None:
            super().__init__()
            self.link = link

    class Opened(Message):
        """A key was accepted; these are open now."""

        def __init__(self, administraties: Sequence[Administratie]) -> None:
            super().__init__()
            self.administraties = administraties

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.options = self.walk.koppelen.login_options()
        self._link = ""
        self._picked = ""
        self._trying = False

    def body(self) -> ComposeResult:
        """The ways in, then the login page where there is one."""
        yield Spoken(self._words)
        if self.options.sandbox:
            yield Table(COLUMNS)

    def on_mount(self) -> None:
        """With a link, SnelStart may post the key to the receiver at any moment."""
        if self.options.link:
            self._looking = self.set_interval(LOOK_SECONDS, self.look)

    @work(exclusive=True, group="look")
    @told
    async def look(self) -> None:
        """On, as soon as a posted key was proven; not while a key is tried here. A problem is told once."""
        if self._trying:
            return
        try:
            arrived = await self.walk.koppelen.arrived(self.walk.current)
        except AppError:
            self._looking.stop()
            raise
        if arrived:
            self.post_message(self.Opened(await self.walk.koppelen.administraties()))

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """The link, and the sandbox's page."""
        self._explain()
        if self.subject:
            self.say(Cell(f"{Sign.BAD} ", Tone.BAD), self.subject)
        if self.options.link:
            self.post_message(self.Linked(await self.walk.koppelen.activation_link(self.walk.current)))
        if self.options.sandbox:
            self.post_message(self.Offered(await self.walk.koppelen.login_administraties()))

    @on(Linked)
    def linked(self, event: Linked) -> None:
        """Show it."""
        self._link = event.link
        self.query_one(Spoken).again()
        self.fresh()

    @on(Offered)
    def offered(self, event: Offered) -> None:
        """Draw the login page."""
        self.table.show(ListSource(event.administraties, key=lambda a: a.id, cells=self._cells))
        self.table.focus()
        self.fresh()

    @on(Table.Chosen)
    def chosen(self, event: Table.Chosen) -> None:
        """Choose on the page; nothing is coupled yet."""
        self._picked = event.key
        self.table.forget()
        self.say(t("Gekozen: een enkele administratie koppelen. Druk op {koppelen.login.koppel} voor Koppel."))
        self.fresh()

    @on(Opened)
    def opened(self, event: Opened) -> None:
        """On to the administraties that are open now."""
        self.walk.found = event.administraties
        self.go("koppelen.administratie", replace=True)

    def why_not(self, action: str) -> str:
        """What needs a page, a link or a choice."""
        if self._trying:
            return t("De sleutel wordt geprobeerd.")
        if action == "koppel" and not self._picked:
            return t("Kies eerst een administratie met {koppelen.login.choose}.")
        return ""

    def is_offered(self, action: str) -> bool:
        """Only the ways that there are."""
        if action in ("choose", "koppel"):
            return self.options.sandbox
        return bool(self._link) if action in ("link", "qr") else True

    @work
    @told
    async def action_paste(self) -> None:
        """Paste, try, go on."""
        text = await self.paste(t("Koppelsleutel plakken"), [
            t("Plak de koppelsleutel uit SnelStart. Hij wordt niet getoond en pas bewaard na Koppel."),
        ])  # fmt: skip
        if text:
            self._busy(t("De sleutel wordt geprobeerd bij SnelStart."))
            try:
                self.post_message(self.Opened(await self.walk.koppelen.paste(text)))
            finally:
                self._trying = False

    @work
    @told
    async def action_partner(self) -> None:
        """Keep the subscription key."""
        text = await self.paste(t("Subscription key plakken"), [t("Van de ontwikkelaarspagina van SnelStart.")])
        allow_file = await may_use_file(self) if text else None
        if allow_file is not None:
            kept = self.service.credentials.store(SUBSCRIPTION_KEY, text, allow_file=allow_file)
            self.say_done(kept_text(kept))

    @work
    @told
    async def action_koppel(self) -> None:
        """Press *Koppel* on the page."""
        if not self._picked:
            return
        self._busy(t("SnelStart geeft de koppelsleutel."))
        try:
            self.post_message(self.Opened(await self.walk.koppelen.login(self.walk.current, self._picked)))
        finally:
            self._trying = False

    @work
    async def action_link(self) -> None:
        """Copy the link."""
        if self._link:
            where = await self.app.copy(self._link)
            self.say_done(t("Link gekopieerd: {where}.", where=where))

    def action_choose(self) -> None:
        """Enter on the page chooses; the table tells it."""

    def action_qr(self) -> None:
        """Show it large."""
        if self._link:
            self.app.push_screen(QrDialog(self._link))

    def _busy(self, text: str) -> None:
        self._trying = True
        self.say(Cell(f"{Sign.BUSY} ", Tone.BUSY), text)
        self.fresh()

    def _words(self) -> list[Line]:
        lines: list[Line] = [(Cell("p ", Tone.ACCENT), t("Plak een koppelsleutel uit SnelStart."))]
        if self._link:
            lines += [
                (t("Of open in een browser: "), link(self._link)),
                (
                    Cell(f"{Sign.BUSY} ", Tone.BUSY),
                    t("wachten op koppelsleutel: van de ontvanger, of plak hem met {koppelen.login.paste}"),
                ),
            ]
        if self.options.sandbox:
            lines += ["", t("Of log hier in: Login bij SnelStart › Een enkele administratie koppelen")]
        return lines

    def _explain(self) -> None:
        self.details.show(t("Login bij SnelStart"), [
            t("SnelStart geeft na het inloggen een koppelsleutel: één sleutel opent één administratie."),
            t("Hij wordt pas geloofd als SnelStart er een administratie bij noemt."),
            t("Weggaan mag: koppelen gaat verder waar het was."),
        ])  # fmt: skip

    def _cells(self, administratie: Administratie) -> Cells:
        picked = Cell(f"{Sign.GOOD} {t('gekozen')}", Tone.GOOD) if administratie.id == self._picked else ""
        if administratie.coupled_to:
            picked = Cell(f"{Sign.NONE} {t('al gekoppeld ({naam})', naam=administratie.coupled_to)}", Tone.DIM)
        return (
            administratie.naam,
            str(administratie.boekjaar or Sign.NONE),
            Sign.NONE if administratie.klanten is None else str(administratie.klanten),
            picked,
        )
