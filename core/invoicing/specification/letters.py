"""The letters of the document: a font that goes along, and what stands in the place of a letter that it lacks."""

import unicodedata
from functools import cache
from pathlib import Path

FAMILY = "DejaVu"
REGULAR = Path(__file__).with_name("fonts") / "DejaVuSansCondensed.ttf"
BOLD = Path(__file__).with_name("fonts") / "DejaVuSansCondensed-Bold.ttf"
MISSING = "□"


def shown(text: str) -> str:
    """The text as the font can show it: composed, one line, a box for a letter that is not in it."""
    plain = unicodedata.normalize("NFC", text)
    known = _known()
    return "".join(letter if ord(letter) in known else MISSING for letter in plain if letter.isprintable())


@cache
def _known() -> frozenset[int]:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_font(FAMILY, "", REGULAR)
    font = pdf.fonts[FAMILY.lower()]
    file = getattr(font, "ttfont", None)
    if file is not None:
        file.close()
    return frozenset(getattr(font, "cmap", ()))
