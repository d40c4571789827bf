"""Artikelregels: on which artikel and for which price registraties come, those made by hand above what is inferred."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult

from core.domain.money import number
from core.domain.registratie import Soort
from core.text import mark, t
from screens.base import told
from screens.keymap import Action
from screens.registreren import TO_REGISTRATIES, ListScreen
from screens.widgets.columns import Column
from screens.widgets.dialogs import Choice
from screens.widgets.form import Entry, FormDialog, Values
from screens.widgets.picker import PickDialog
from screens.widgets.said import Line
from screens.widgets.source import Cell, Cells, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.invoicing.ruling import Ruled
    from core.service import Service

COLUMNS = (
    Column("soort", mark("Soort"), 10),
    Column("voor", mark("Voor"), 20, grow=2),
    Column("artikel", mark("Artikel"), 20, grow=2),
    Column("prijs", mark("Prijs"), 9, right=True),
    Column("van", mark("Van"), 10, priority=1),
)
_ARTIKEL = (
    Column("naam", mark("Artikel"), 30, grow=1),
    Column("code", mark("Code"), 9),
    Column("prijs", mark("Prijs"), 9, right=True),
)
_NAAM = (Column("naam", mark("Naam"), 40, grow=1),)
_ALL = "*"
_SOORTEN = {"u": Soort.UREN, "k": Soort.KILOMETERS, "o": Soort.ONKOSTEN}


class ArtikelregelsScreen(ListScreen):
    """Rules count for declaraties made from then on."""

    SCREEN = "artikelregels"
    TRAIL = mark("Artikelregels")
    TOPICS: ClassVar[frozenset[str]] = frozenset({"sync", "declaraties"})
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("add", "plus", mark("nieuwe regel"), mark("Maak een regel: soort, artikel, medewerker, project, woord, prijs."),
               writes=True),
        Action("remove", "x", mark("verwijder"), mark("Verwijder de regel; bestaande declaraties houden hun regels."), writes=True),
        TO_REGISTRATIES,
    )  # fmt: skip

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.rules: dict[str, Ruled] | None = None

    def body(self) -> ComposeResult:
        """The rules."""
        yield Table(
            COLUMNS,
            empty=mark(
                "Geen artikelen gelezen, dus niets af te leiden: {klanten.sync} op het scherm Klanten leest SnelStart."
            ),
        )

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """From the file."""
        opened = await self.open()
        self.post_message(self.Loaded(opened, await opened.read_at(), await opened.declaraties.ruling.all()))

    @on(ListScreen.Loaded)
    def loaded(self, event: ListScreen.Loaded) -> None:
        """Show them."""
        first = self.rules is None
        self.take(event)
        self.rules = {one.key: one for one in event.rows}
        self.show_rows(ListSource(event.rows, key=lambda one: one.key, cells=_cells))
        if first:
            self.table.focus()

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """What it does, and which one wins."""
        one = (self.rules or {}).get(event.key)
        lines: list[Line] = []
        if one is not None and one.artikel is None:
            lines.append((Cell(f"{Sign.WARN} ", Tone.WARN), t("Het artikel is niet meer in SnelStart.")))
        lines += [
            t("De meest bijzondere regel die past wint: medewerker voor project, project voor categorie, dan woorden."),
            t(
                "Een regel van jezelf gaat voor wat uit de artikelen is afgeleid; bij elke registratie staat welke regel gold."
            ),
        ]
        self.details.show(_voor(one) if one else t("Artikelregels"), lines)
        self.fresh()

    def why_not(self, action: str) -> str:
        """What was inferred has nothing to remove."""
        one = (self.rules or {}).get(self.table.key)
        if action == "remove" and (one is None or not one.rule.id):
            return t("Deze is afgeleid uit de artikelen; een eigen regel gaat ervoor.")
        return ""

    @work(exclusive=True, group="write")
    @told
    async def action_add(self) -> None:
        """A question at a time; esc anywhere makes nothing."""
        from core.invoicing.ruling import Wanted
        from core.invoicing.typed import read_edit

        opened = await self.open()
        artikelen, medewerkers, projecten = await opened.declaraties.ruling.choices()
        soort = _SOORTEN.get(await self.ask(t("Waarvoor is de regel?"), (), [
            Choice(letter, t(one.label)) for letter, one in _SOORTEN.items()
        ]))  # fmt: skip
        if soort is None:
            return
        source = ListSource(
            artikelen, key=lambda one: one.id, cells=lambda one: (one.omschrijving, one.code, number(one.prijs))
        )
        artikel = await self.app.push_screen_wait(PickDialog(t("Op welk artikel?"), _ARTIKEL, source))
        medewerker = await self._pick(t("Van welke medewerker?"), t("iedereen"), medewerkers) if artikel else ""
        project = await self._pick(t("Op welk project?"), t("alle projecten"), projecten) if medewerker else ""
        if not project:
            return

        def price(values: Values) -> Decimal | None:
            return read_edit(prijs=values["prijs"]).prijs if values["prijs"] else None

        def check(values: Values) -> Sequence[Line]:
            found = price(values)
            return [
                t("voor € {prijs}", prijs=number(found)) if found is not None else t("voor de prijs van het artikel")
            ]

        entries = (
            Entry("prijs", mark("Prijs")),
            Entry("woord", mark("Woord in tekst")),
            Entry("category", mark("Categorie-id")),
        )
        values = await self.app.push_screen_wait(FormDialog(t("Verder (leeg: alles)"), entries, check))
        if not values:
            return
        wanted = Wanted(
            soort,
            artikel,
            price(values),
            medewerker.strip(_ALL),
            project.strip(_ALL),
            values["category"],
            values["woord"],
        )
        made = await opened.declaraties.ruling.add(wanted)
        await opened.refresh("declaraties")
        self.say_done(t("Regel {id}: {voor}.", id=made.rule.id, voor=_voor(made)))

    @work(exclusive=True, group="write")
    @told
    async def action_remove(self) -> None:
        """After asking."""
        one = (self.rules or {}).get(self.table.key)
        if one is None:
            return
        title = t("Regel {id} verwijderen?", id=one.rule.id)
        if await self.ask(title, [_voor(one)], (Choice("j", t("verwijder")),)) == "j":
            opened = await self.open()
            await opened.declaraties.ruling.remove(one.rule.id)
            await opened.refresh("declaraties")
            self.say_done(t("Regel {id} is weg.", id=one.rule.id))

    async def _pick(self, title: str, everyone: str, known: Sequence[tuple[str, str]]) -> str:
        """The id, `*` for all, empty for none."""
        source = ListSource([(_ALL, everyone), *known], key=lambda one: one[0], cells=lambda one: one[1:])
        return await self.app.push_screen_wait(PickDialog(title, _NAAM, source, hint=mark("typ een deel van de naam")))


def _cells(one: Ruled) -> Cells:
    rule = one.rule
    artikel = one.artikel.omschrijving if one.artikel else Cell(f"{Sign.WARN} {t('niet meer in SnelStart')}", Tone.WARN)
    price = number(rule.prijs) if rule.prijs is not None else Cell(Sign.NONE, Tone.DIM)
    whose = Cell(t("afgeleid"), Tone.DIM) if rule.inferred else t("regel {id}", id=rule.id)
    return (t(rule.soort.label), _voor(one), artikel, price, whose)


def _voor(one: Ruled) -> str:
    rule = one.rule
    parts = (
        one.medewerker,
        one.project,
        rule.category_id and t("categorie {id}", id=rule.category_id),
        rule.woord and f"'{rule.woord}'",
    )
    return ", ".join(filter(None, parts)) or t("alles")
