"""Which column is which field, as a table: what was guessed stands there, enter chooses another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.text import mark, t
from screens.widgets.columns import Column
from screens.widgets.source import Cell, Cells
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.timeon.imports.peek import Peek

COLUMNS = (
    Column("veld", mark("Wat koppelbord zoekt"), 24, grow=1),
    Column("kolom", mark("Kolom in het bestand"), 22, grow=2),
    Column("voorbeeld", mark("Daaronder staat"), 20, grow=2),
)
HEADINGS = (Column("kolom", mark("Kolom"), 24, grow=1), Column("voorbeeld", mark("Daaronder staat"), 24, grow=1))
NONE = "-"
FIELDS = {
    "datum": mark("datum (moet)"),
    "klant": mark("klant (of het klantnummer)"),
    "klantnummer": mark("klantnummer"),
    "duur": mark("duur: 1:30, 90 min, 1,5"),
    "uren": mark("uren, als getal"),
    "minuten": mark("minuten, als getal"),
    "begin": mark("begintijd"),
    "eind": mark("eindtijd"),
    "pauze": mark("pauze"),
    "declarabel": mark("uren om te factureren"),
    "kilometers": mark("kilometers"),
    "onkosten": mark("onkosten in euro's"),
    "omschrijving": mark("omschrijving"),
    "project": mark("project"),
    "taak": mark("taak of activiteit"),
    "medewerker": mark("medewerker"),
    "voornaam": mark("voornaam"),
    "achternaam": mark("achternaam"),
    "facturabel": mark("facturabel of niet"),
    "gefactureerd": mark("al gefactureerd"),
    "factuur": mark("nummer van de factuur"),
    "goedgekeurd": mark("goedgekeurd"),
    "einddatum": mark("einddatum"),
    "id": mark("eigen nummer van de rij"),
}
_NEEDED = ("duur", "uren", "minuten", "kilometers", "onkosten")


@dataclass(frozen=True, slots=True)
class Mapped:
    """A field and the heading that was chosen for it, "" for none."""

    field: str
    heading: str
    sample: str


def rows(peek: Peek, columns: Mapping[str, str]) -> list[Mapped]:
    """Every field, in a fixed order."""
    return [
        Mapped(field, columns.get(field, ""), peek.sample(columns[field]) if field in columns else "")
        for field in FIELDS
    ]


def cells(one: Mapped) -> Cells:
    """One line; a field without a column is dim."""
    heading = one.heading or Cell(Sign.NONE, Tone.DIM)
    return (Cell(t(FIELDS[one.field]), Tone.PLAIN if one.heading else Tone.DIM), heading, Cell(one.sample, Tone.DIM))


def missing(columns: Mapping[str, str]) -> str:
    """What is still needed before the file can be read, in words; empty when nothing is."""
    if "datum" not in columns:
        return t("Wijs de kolom met de datum aan.")
    if not {"klant", "klantnummer"} & set(columns):
        return t("Wijs de kolom met de klant of het klantnummer aan.")
    if not set(_NEEDED) & set(columns) and not {"begin", "eind"} <= set(columns):
        return t("Wijs aan wat geteld wordt: duur, uren, minuten, begin en eind, kilometers of onkosten.")
    return ""
