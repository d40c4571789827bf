"""Doctor: everything that was looked at on this machine and, when asked, at both sides; what is wrong comes first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from core.support.check import Check, CheckState
from core.text import mark, t, tn
from screens.base import told
from screens.keymap import Action
from screens.supporting import BUNDLE, Supporting
from screens.widgets.columns import Column
from screens.widgets.said import Line
from screens.widgets.source import Cell, Cells, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service import Service

COLUMNS = (
    Column("state", mark("Staat"), 13),
    Column("label", mark("Wat"), 26, grow=1),
    Column("detail", mark("Gezien"), 30, grow=3),
)
_SIGNS = {
    CheckState.FAIL: (Sign.BAD, Tone.BAD),
    CheckState.WARN: (Sign.WARN, Tone.WARN),
    CheckState.PERSON: (Sign.NOT_YET, Tone.ACCENT),
    CheckState.UNKNOWN: (Sign.NONE, Tone.DIM),
    CheckState.OK: (Sign.GOOD, Tone.GOOD),
}
_PLACES = {state: place for place, state in enumerate(_SIGNS)}


class DoctorScreen(Supporting):
    """The quick checks that need no network run at once; `o` asks both services too."""

    SCREEN = "doctor"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            "online", "o", mark("ook online"), mark("Vraag het ook aan SnelStart en Time On: sleutels, rechten, klok.")
        ),
        Action("again", "r", mark("opnieuw"), mark("Kijk alles opnieuw na; verandert niets.")),
        BUNDLE,
    )

    class Seen(Message):
        """One thing was looked at."""

        def __init__(self, check: Check) -> None:
            super().__init__()
            self.check = check

    class Done(Message):
        """All was looked at."""

        def __init__(self, *, online: bool) -> None:
            super().__init__()
            self.online = online

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.checks: dict[str, Check] = {}
        self.looking = False

    def body(self) -> ComposeResult:
        """The checks."""
        yield Table(COLUMNS)

    def crumbs(self) -> Sequence[str]:
        """Beheer > Doctor."""
        return (t("Beheer"), t("Doctor"))

    def context(self) -> str:
        """How it stands."""
        if self.looking:
            return t("kijkt")
        wrong = sum(check.state is CheckState.FAIL for check in self.checks.values())
        heed = sum(check.state is CheckState.WARN for check in self.checks.values())
        if wrong:
            return tn("{n} fout", "{n} fouten", wrong)
        return tn("{n} keer let op", "{n} keer let op", heed) if heed else t("alles goed")

    def reload(self) -> None:
        """From the beginning."""
        self._look(online=False)

    @work(exclusive=True, group="load")
    @told
    async def _look(self, *, online: bool) -> None:
        self.looking = True
        if not online:
            self.checks = {}
        self.fresh()
        checks = self.service.support.online_checks() if online else self.service.support.checks()
        try:
            async for check in checks:
                self.post_message(self.Seen(check))
        finally:
            self.looking = False
            self.post_message(self.Done(online=online))

    @on(Seen)
    def seen(self, event: Seen) -> None:
        """Show it in its place."""
        check = event.check
        key = f"{check.name}\t{check.label}\t{check.detail}"
        self.checks[key] = check
        rows = sorted(self.checks.items(), key=lambda pair: _PLACES[pair[1].state])
        first = self.table.source is None
        self.table.show(
            ListSource(rows, key=lambda pair: pair[0], cells=lambda pair: _cells(pair[1]), order=_order),
            cursor=None if self.table.cursor else rows[0][0],
        )
        if first:
            self.table.focus()
        self.fresh()

    @on(Done)
    def done(self, event: Done) -> None:
        """Say how it stands."""
        wrong = [check for check in self.checks.values() if check.state is CheckState.FAIL]
        if wrong:
            self.say(Cell(f"{Sign.BAD} ", Tone.BAD), f"{t(wrong[0].label)}: {wrong[0].detail}")
        elif event.online:
            self.say_done(t("Nagekeken, ook bij SnelStart en Time On."))
        elif self.service.is_replay:
            self.say(
                t("Zoals het stond bij de laatste gebeurtenis in de bundel; wat daarna stil bleef staat hier niet.")
            )
        else:
            self.say_done(t("Nagekeken. {doctor.online} vraagt het ook aan SnelStart en Time On."))
        self.fresh()

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """What was seen, whole, and how to mend it."""
        check = self.checks.get(event.key)
        if check is not None:
            self.details.show(t(check.label), _details(check))
        self.fresh()

    def why_not(self, action: str) -> str:
        """A bundle has no keys to ask with."""
        if action in ("online", "again") and self.looking:
            return t("Er wordt al gekeken.")
        if action == "online" and self.service.is_replay:
            return t("Dit is een bundel: hij heeft geen sleutels en geen netwerk.")
        return ""

    def action_online(self) -> None:
        """Both services."""
        self.say(Cell(f"{Sign.BUSY} ", Tone.BUSY), t("SnelStart en Time On worden gevraagd…"))
        self._look(online=True)

    def action_again(self) -> None:
        """All over."""
        self.reload()


def _cells(check: Check) -> Cells:
    sign, tone = _SIGNS[check.state]
    detail = str(check.detail) or t(check.state.label)
    return (Cell(f"{sign} {t(check.state.label)}", tone), t(check.label), detail)


def _order(pair: tuple[str, Check], column: int) -> tuple[int, str]:
    check = pair[1]
    return (_PLACES[check.state], "") if column == 0 else (0, t(check.label) if column == 1 else str(check.detail))


def _details(check: Check) -> Sequence[Line]:
    sign, tone = _SIGNS[check.state]
    lines: list[Line] = [(Cell(f"{sign} ", tone), str(check.detail) or t(check.state.label))]
    if check.advice:
        lines.append((Cell("→ ", Tone.ACCENT), str(check.advice)))
    return lines
