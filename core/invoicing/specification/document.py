"""The content on paper: A4, a table of lines, under each what it was made of, the totals at the end."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.invoicing.specification.content import Content, Line
from core.invoicing.specification.letters import BOLD, FAMILY, MISSING, REGULAR, shown

if TYPE_CHECKING:
    from fpdf import FPDF

_MARGIN = 18.0
_WIDTHS = (96.0, 20.0, 22.0, 24.0, 12.0)
_DETAIL = (22.0, 34.0, 96.0, 22.0)
_HEADINGS = ("Omschrijving", "Aantal", "Prijs", "Bedrag", "Btw")
_ROW, _SMALL = 5.4, 4.4
_GREY = 110
_WHOLE = 174.0


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF: its file name and its bytes."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """What tells two of them apart."""
        return hashlib.sha256(self.data).hexdigest()


def draw(content: Content, name: str) -> Document:
    """The PDF; equal content gives equal bytes."""
    pdf = _sheet(content)
    _top(pdf, content)
    _headings(pdf)
    for line in content.regels:
        _line(pdf, line)
    _totals(pdf, content)
    data = bytes(pdf.output())
    for font in pdf.fonts.values():
        _close(font)
    return Document(name, data)


def _close(font: object) -> None:
    """A font keeps its file open until it is told otherwise."""
    letters = getattr(font, "ttfont", None)
    if letters is not None:
        letters.close()


def _sheet(content: Content) -> "FPDF":
    from fpdf import FPDF

    class Sheet(FPDF):
        """A page that says which one it is."""

        def footer(self) -> None:
            """At the foot of every page."""
            self.set_y(-14)
            _write(self, 7.5, grey=True)
            self.cell(0, 5, shown(f"{content.titel} · pagina {self.page_no()} van {{nb}}"), align="C")

    pdf = Sheet(format="A4")
    pdf.set_creation_date(datetime(content.datum.year, content.datum.month, content.datum.day, tzinfo=UTC))
    pdf.set_title(shown(content.titel))
    pdf.set_author(shown(content.firma[0]) if content.firma else "")
    pdf.set_lang("nl-NL")
    pdf.set_margins(_MARGIN, _MARGIN, _MARGIN)
    pdf.set_auto_page_break(auto=True, margin=20)
    pdf.add_font(FAMILY, "", REGULAR)
    pdf.add_font(FAMILY, "B", BOLD)
    pdf.add_page()
    return pdf


def _top(pdf: "FPDF", content: Content) -> None:
    for at, line in enumerate(content.firma):
        _write(pdf, 9 if at else 12, bold=not at, grey=bool(at))
        pdf.cell(_WHOLE, 5, shown(line), new_x="LMARGIN", new_y="NEXT")
    pdf.ln(6)
    _write(pdf, 15, bold=True)
    pdf.multi_cell(_WHOLE, 7, shown(content.titel), new_x="LMARGIN", new_y="NEXT")
    pdf.ln(2)
    for label, value in content.kop:
        _write(pdf, 9, grey=True)
        pdf.cell(22, 5, label)
        _write(pdf, 9)
        pdf.multi_cell(_WHOLE - 22, 5, shown(value), new_x="LMARGIN", new_y="NEXT")
    pdf.ln(4)


def _headings(pdf: "FPDF") -> None:
    _write(pdf, 8.5, bold=True)
    for heading, width in zip(_HEADINGS, _WIDTHS, strict=True):
        pdf.cell(width, _ROW, heading, border="B", align="L" if heading in ("Omschrijving", "Btw") else "R")
    pdf.ln(_ROW + 1)


def _line(pdf: "FPDF", line: Line) -> None:
    _write(pdf, 9)
    text = shown(line.omschrijving if line.artikel in line.omschrijving else f"{line.artikel}: {line.omschrijving}")
    height = _height(pdf, text, _WIDTHS[0], _ROW)
    _room(pdf, height + (_SMALL if line.registraties else 0))
    top = pdf.get_y()
    pdf.multi_cell(_WIDTHS[0], _ROW, text, align="L", new_x="RIGHT", new_y="TOP")
    pdf.set_xy(_MARGIN + _WIDTHS[0], top)
    for cell, width in zip((line.aantal, line.prijs, line.bedrag), _WIDTHS[1:4], strict=True):
        pdf.cell(width, _ROW, cell, align="R")
    pdf.cell(_WIDTHS[4], _ROW, shown(line.btw))
    pdf.set_xy(_MARGIN, top + height)
    for registratie in line.registraties:
        _registratie(pdf, registratie)
    pdf.ln(1.2)


def _registratie(pdf: "FPDF", cells: tuple[str, str, str, str]) -> None:
    _write(pdf, 7.5, grey=True)
    datum, medewerker, text, amount = map(shown, cells)
    height = max(_height(pdf, text, _DETAIL[2], _SMALL), _height(pdf, medewerker, _DETAIL[1], _SMALL))
    _room(pdf, height)
    top, left = pdf.get_y(), _MARGIN
    for cell, width in zip((datum, medewerker, text), _DETAIL[:3], strict=True):
        pdf.set_xy(left, top)
        pdf.multi_cell(width, _SMALL, cell, align="L", new_x="RIGHT", new_y="TOP")
        left += width
    pdf.set_xy(left, top)
    pdf.cell(_DETAIL[3], _SMALL, amount, align="R")
    pdf.set_xy(_MARGIN, top + height)


def _totals(pdf: "FPDF", content: Content) -> None:
    _room(pdf, _ROW * (len(content.totalen) + 2))
    pdf.ln(2)
    for at, (label, amount) in enumerate(content.totalen):
        last = at == len(content.totalen) - 1
        _write(pdf, 9.5 if last else 9, bold=last)
        pdf.cell(138, _ROW, shown(label), border="T" if last else 0, align="R")
        pdf.cell(24, _ROW, amount, border="T" if last else 0, align="R", new_x="LMARGIN", new_y="NEXT")
    _write(pdf, 8, grey=True)
    pdf.ln(3)
    notes = [f"Geregistreerde tijd: {content.hours} uur."] if content.hours else []
    notes += ["Bedragen in euro.", *content.notes]
    if _boxed(content):
        notes.append(f"Een {MISSING} staat voor een letter die dit lettertype niet heeft.")
    pdf.multi_cell(_WHOLE, _SMALL, shown(" ".join(notes)), new_x="LMARGIN", new_y="NEXT")


def _boxed(content: Content) -> bool:
    every = [*content.firma, *(value for _label, value in content.kop)]
    every += [text for line in content.regels for text in (line.artikel, line.omschrijving)]
    every += [cell for line in content.regels for row in line.registraties for cell in row]
    return any(MISSING in shown(text) for text in every)


def _height(pdf: "FPDF", text: str, width: float, row: float) -> float:
    lines = pdf.multi_cell(width, row, text, align="L", dry_run=True, output="LINES")
    return row * (max(1, len(lines)) if isinstance(lines, list) else 1)


def _room(pdf: "FPDF", height: float) -> None:
    """A new page when this does not fit on what is left of this one."""
    if pdf.will_page_break(min(height, 200)):
        pdf.add_page()


def _write(pdf: "FPDF", size: float, *, bold: bool = False, grey: bool = False) -> None:
    pdf.set_font(FAMILY, "B" if bold else "", size)
    pdf.set_text_color(_GREY if grey else 0)
