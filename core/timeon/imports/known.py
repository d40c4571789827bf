"""The formats that are known, the most particular first."""

from collections.abc import Iterable, Sequence

from core.timeon.imports import clockify, harvest, kimai, sheet, toggl
from core.timeon.imports.format import Format, fold

FORMATS = (clockify.FORMAT, toggl.FORMAT, harvest.FORMAT, kimai.FORMAT, sheet.FORMAT)


def recognise(cells: Sequence[str], own: Iterable[Format] = ()) -> Format | None:
    """The format whose headings these are; a person's own mapping comes first. None when nobody knows them."""
    found = {folded for cell in cells if (folded := fold(cell))}
    return next((one for one in (*own, *FORMATS) if one.recognises(found)), None)
