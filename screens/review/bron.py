"""At the source: what to rename or renumber in Time On or in SnelStart, so that Time On's own rule makes no double klanten.

Either list alone is enough. `E` saves it as CSV, JSON or Excel, each change with its steps and why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from core.domain.partij import Side
from core.matching.decisions import FIELD_LABELS
from core.service.review import mended
from core.text import mark, t, tn
from screens.base import told
from screens.registreren import NEXT_TAB, PREVIOUS_TAB, ListScreen
from screens.widgets.columns import Column
from screens.widgets.said import Line, Part
from screens.widgets.source import Cell, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.matching import Mend
    from core.service import Service
    from core.service.opened import Opened


class BronScreen(ListScreen):
    """A row a change, a tab a side; `subject` is the key of the review row that one came from."""

    SCREEN = "bron"
    TRAIL = mark("Bron")
    TABS = (Side.SNELSTART.value, Side.TIMEON.value)
    TOPICS: ClassVar[frozenset[str]] = frozenset({"sync", "review"})
    COLUMNS = (
        Column("veld", mark("Veld"), 7),
        Column("nu", mark("Nu"), 24, grow=1),
        Column("wordt", mark("Wordt"), 24, grow=1),
        Column("stap", mark("Stap"), 40, priority=1, grow=1),
        Column("waarom", mark("Waarom"), 40, priority=2, grow=1),
    )
    ACTIONS: ClassVar = (NEXT_TAB, PREVIOUS_TAB)

    class Found(Message):
        """The changes on either side."""

        def __init__(self, opened: Opened, mends: Mapping[Side, Sequence[Mend]]) -> None:
            super().__init__()
            self.opened = opened
            self.mends = mends

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.mends: Mapping[Side, Sequence[Mend]] = {}

    def body(self) -> ComposeResult:
        """The list."""
        yield Table(self.COLUMNS, markable=True, empty=mark("Niets te verhelpen: er ontstaan geen dubbele klanten."))

    def crumbs(self) -> Sequence[str]:
        """Behind the review."""
        return (self.opened.koppeling.timeon_naam if self.opened else "", t("Match review"), t(self.TRAIL))

    def context(self) -> str:
        """How many changes."""
        if not self.mends:
            return t("wordt gelezen")
        n = len(self.mends[Side(self.tab)])
        return tn("{n} wijziging", "{n} wijzigingen", n)

    def tabs(self) -> Sequence[Part]:
        """A side each."""
        return self.tab_parts(
            {side.value: (side.label, len(self.mends.get(side, ()))) for side in map(Side, self.TABS)}
        )

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """From the review as it stands."""
        opened = await self.open()
        self.post_message(self.Found(opened, await mended(await opened.reviewing.review())))

    @on(Found)
    def found(self, event: Found) -> None:
        """Show them, at first with the row that one came from."""
        first = not self.mends
        self.opened, self.mends = event.opened, event.mends
        self.draw()
        if first and self.subject:
            self.table.go_key(self.subject)
        self.say(t("Eén kant is genoeg. {algemeen.export} bewaart de lijst. Lees daarna opnieuw."))

    def draw(self) -> None:
        """The changes on the side one looks at; of a row with several doubles each has its own key."""
        found: dict[str, Mend] = {}
        for one in self.mends.get(Side(self.tab), ()):
            found[one.key if one.key not in found else f"{one.key}#{len(found)}"] = one
        self.show_rows(ListSource(found.items(), key=lambda item: item[0], cells=lambda item: _cells(item[1])))

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """The steps of the change under the cursor."""
        key = event.key.partition("#")[0]
        here = next((one for one in self.mends.get(Side(self.tab), ()) if one.key == key), None)
        self.details.show(t("Zo doe je dit"), _details(here) if here else ())
        self.fresh()


def _cells(one: Mend) -> Sequence[str | Cell]:
    if not one.field:
        return (
            Cell(f"{Sign.WARN} {t('hand')}", Tone.WARN),
            one.who,
            Cell(one.side.label, Tone.DIM),
            str(one.step),
            str(one.why),
        )
    return (t(FIELD_LABELS[one.field]), one.old, Cell(one.new, Tone.STRONG), str(one.step), str(one.why))


def _details(one: Mend) -> Sequence[Line]:
    lines: list[Line] = [str(one.step), str(one.why)]
    if one.field:
        lines.append(t("Nu: '{oud}'. Wordt: '{nieuw}'.", oud=one.old, nieuw=one.new))
        lines.append((Cell(t("Daarna past deze klant vanzelf, ook zoals Time On het zelf doet."), Tone.DIM),))
    return lines
