"""One record's own timeline: everything that ever touched it, on both sides, in one list; and how it was before a write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult

from core.domain.partij import Side
from core.support.state_words import subject_text
from core.support.timeline import NUMBERED
from core.text import mark, t, tn
from screens.base import told
from screens.event_words import detail_lines
from screens.health_words import moment_text
from screens.keymap import Action
from screens.registreren import ListScreen
from screens.supporting import BUNDLE, TO_DIAGNOSE
from screens.tijdlijn import rows
from screens.tijdlijn.fronts import Fronts
from screens.widgets.columns import Column
from screens.widgets.source import Cell, Cells, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service import Service
    from core.support.before import FieldThen
    from core.support.record import RecordHistory
    from core.support.timeline import Entry

ENTRIES, BEFORE = "entries", "before"
COLUMNS = (
    Column("at", mark("Wanneer"), 15),
    Column("side", mark("Waar"), 9, priority=2),
    Column("what", mark("Wat"), 40, grow=1),
    Column("actor", mark("Wie"), 8, priority=1),
)
FIELDS = (
    Column("field", mark("Veld"), 20, grow=1),
    Column("before", mark("Ervoor"), 22, grow=2),
    Column("now", mark("Nu"), 22, grow=2),
)


class RecordScreen(Fronts, ListScreen):
    """`subject` is `klant:101` or `declaratie:17`."""

    SCREEN = "record"
    FRONTS = (ENTRIES, BEFORE)
    TRAIL = mark("Tijdlijn")
    TOPICS: ClassVar[frozenset[str]] = frozenset({"review", "sync", "declaraties"})
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            "open", "enter", mark("open"), mark("Het record van vóór een schrijfactie, of dit moment op de tijdlijn.")
        ),
        Action(
            "before",
            "v",
            mark("ervoor"),
            mark("Hoe het record was vóór een schrijfactie van ons, naast hoe het nu is."),
        ),
        Action("tijdlijn", "h", mark("tijdlijn"), mark("Dit moment op de tijdlijn van de koppeling.")),
        Action("declaratie", "d", "", mark("De declaratie zelf.")),
        TO_DIAGNOSE,
        BUNDLE,
    )

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.found: RecordHistory | None = None
        self.entries: dict[str, Entry] = {}
        self.fields: dict[str, FieldThen] = {}
        self.naam = ""
        self.front = ENTRIES

    def body(self) -> ComposeResult:
        """The list, and the record of before that takes its place for a while."""
        yield Table(COLUMNS, id=ENTRIES, empty=mark("Van dit record is niets vastgelegd."))
        yield Table(FIELDS, id=BEFORE, empty=mark("Dit record is niet bewaard; in een bundel zitten ze nooit."))

    def crumbs(self) -> Sequence[str]:
        """Of which record."""
        return (*super().crumbs(), self.naam or subject_text(self.subject), t("Ervoor") if self.front == BEFORE else "")

    def context(self) -> str:
        """How much happened, under how many names."""
        if self.found is None:
            return t("wordt gelezen")
        return tn("{n} gebeurtenis", "{n} gebeurtenissen", len(self.entries))

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """From the journal."""
        opened = await self.open()
        found = await self.service.support.record(opened, self.subject)
        self.post_message(self.Loaded(opened, await opened.read_at(), found))

    @on(ListScreen.Loaded)
    def loaded(self, event: ListScreen.Loaded) -> None:
        """Show it."""
        first = self.found is None
        self.opened, self.read_at, self.found = event.opened, event.read_at, event.rows
        if self.found is None:
            return
        self.entries = {str(place): entry for place, entry in enumerate(self.found.entries)}
        self.naam = next((name for name in map(_name, self.found.entries) if name), "")
        source = ListSource(
            self.entries.items(), key=lambda pair: pair[0], cells=lambda pair: _cells(pair[1]),
            order=lambda pair, column: (_side(pair[1]) if column == 1 else "", int(pair[0])),
        )  # fmt: skip
        table = self.query_one(f"#{ENTRIES}", Table)
        table.show(source, cursor=str(len(self.entries) - 1) if first else None)
        if first:
            self.say(t("Ook bekend als: {names}", names=", ".join(self.found.names)))
            self.show_front(ENTRIES)
        self.fresh()

    @on(Table.Chosen)
    def chosen(self) -> None:
        """Enter goes in."""
        if self.front == ENTRIES:
            self.action_do("open")

    def action_back(self) -> None:  # type: ignore[override]
        """From the record of before to the list first."""
        if self.front == BEFORE:
            self.show_front(ENTRIES)
        else:
            super().action_back()

    def why_not(self, action: str) -> str:
        """Not every record is a declaratie, and not every event a write."""
        if action == "declaratie" and not self.subject.startswith("declaratie:"):
            return t("Dit is geen declaratie.")
        entry = self.entries.get(self.query_one(f"#{ENTRIES}", Table).key)
        if action == "before" and self._kept(entry) is None:
            return t("Van vóór deze gebeurtenis is geen record bewaard: alleen van vóór een wijziging van ons.")
        if action in ("open", "tijdlijn") and entry is None:
            return t("Er is niets om te openen.")
        return ""

    def action_open(self) -> None:
        """The record of before, or the moment."""
        entry = self.entries[self.query_one(f"#{ENTRIES}", Table).key]
        if self._kept(entry) is not None:
            self.action_before()
        else:
            self.action_tijdlijn()

    def action_tijdlijn(self) -> None:
        """The moment among everything else."""
        entry = self.entries[self.query_one(f"#{ENTRIES}", Table).key]
        self.go("tijdlijn", subject=f"at:{entry.at}" if entry.at else "")

    def action_declaratie(self) -> None:
        """The declaratie."""
        self.go("declaratie", subject=self.subject.partition(":")[2])

    @work(exclusive=True, group="before")
    @told
    async def action_before(self) -> None:
        """Field by field."""
        kept = self._kept(self.entries.get(self.query_one(f"#{ENTRIES}", Table).key))
        if self.opened is None or kept is None:
            return
        found = await self.service.support.fields_before(self.opened, kept.detail["run"], kept.detail["line"])
        self.fields = {one.field: one for one in found}
        self.query_one(f"#{BEFORE}", Table).show(ListSource(found, key=lambda one: one.field, cells=_field_cells))
        self.say(t("Zoals het was vóór run {run}. {algemeen.back} gaat terug.", run=kept.detail["run"]))
        self.show_front(BEFORE)

    def _kept(self, entry: Entry | None) -> Entry | None:
        """The record that was kept before this event: that of its own line, when the event is of a write."""
        if entry is None or entry.type == "before":
            return entry
        wanted = (entry.detail.get("run"), entry.detail.get("line"))
        kept = [one for one in self.entries.values() if one.type == "before"]
        return next((one for one in kept if (one.detail["run"], one.detail["line"]) == wanted), None)

    def explain(self) -> None:
        """By the table in front."""
        field, entry = self.fields.get(self.table.key), self.entries.get(self.table.key)
        if self.front == BEFORE and field is not None:
            self.details.show(field.field, [f"{field.before or Sign.NONE}  →  {field.now or Sign.NONE}"])
        elif self.front == ENTRIES and entry is not None:
            head = f"{moment_text(entry.at) if entry.at else Sign.NONE} · {entry.actor or Sign.NONE} · {entry.type}"
            self.details.show(str(entry.what), [(Cell(head, Tone.DIM),), *detail_lines(entry.detail)])
        else:
            self.details.show(t("Tijdlijn"), ())


def _name(entry: Entry) -> str:
    """What an event calls the record; empty where it does not."""
    name = entry.detail.get("nummer") if entry.type == NUMBERED else entry.detail.get("label")
    return str(name or "")


def _side(entry: Entry) -> str:
    """Where it happened: an aanroep at a service, a line by its service, anything else here."""
    line = str(entry.detail.get("line") or "")
    service = entry.subject.partition(":")[2] if entry.type == "aanroep" else line.partition(":")[0]
    return Side(service).label if service in set(Side) else t("hier")


def _cells(entry: Entry) -> Cells:
    sign, tone = rows.SIGNS[entry.weight]
    when = moment_text(entry.at) if entry.at else ""
    return (
        Cell(when, Tone.DIM),
        Cell(_side(entry), Tone.DIM),
        Cell(f"{sign}{entry.what}", tone),
        Cell(entry.actor, Tone.DIM),
    )


def _field_cells(one: FieldThen) -> Cells:
    tone = Tone.STRONG if one.changed else Tone.DIM
    return (Cell(one.field, tone), one.before or Sign.NONE, Cell(one.now or Sign.NONE, tone))
