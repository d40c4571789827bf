"""What is written on a line: one clean sentence of at most 250 characters, the most that SnelStart takes."""

import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from core.domain.registratie import Registratie
from core.text import mark

MOST = 250
_CUT = "…"
_BREAKS = frozenset({"Cc", "Zl", "Zp"})
_INVISIBLE = frozenset({"Cf", "Cs", "Co", "Cn"})


class GroupBy(StrEnum):
    """*Resultaten groeperen*: what shares a line, always of one artikel at one price."""

    NONE = "none"
    DAY = "day"
    PROJECT = "project"
    MEDEWERKER = "medewerker"
    PRODUCT = "product"

    @property
    def label(self) -> str:
        """The msgid of its word on screen."""
        return _LABELS[self]


_LABELS = {
    GroupBy.NONE: mark("niet groeperen"),
    GroupBy.DAY: mark("per dag"),
    GroupBy.PROJECT: mark("per project"),
    GroupBy.MEDEWERKER: mark("per medewerker"),
    GroupBy.PRODUCT: mark("per product"),
}


def group_key(registratie: Registratie, group_by: GroupBy) -> str:
    """What two registraties must share, beside artikel and price, to stand on one line."""
    match group_by:
        case GroupBy.NONE:
            return registratie.id
        case GroupBy.DAY:
            return registratie.datum.isoformat()
        case GroupBy.PROJECT:
            return registratie.project_id
        case GroupBy.MEDEWERKER:
            return registratie.medewerker_id
        case GroupBy.PRODUCT:
            return ""


def line_text(registraties: Sequence[Registratie], artikel: str, group_by: GroupBy) -> str:
    """The text of a line: what was done when it is one registratie, else what the group shares and its period."""
    first = registraties[0]
    match group_by:
        case GroupBy.NONE:
            parts = [f"{first.datum:%d-%m-%Y}", first.omschrijving or artikel]
        case GroupBy.DAY:
            parts = [f"{first.datum:%d-%m-%Y}", artikel]
        case GroupBy.PROJECT:
            parts = [first.project, artikel, _period(registraties)]
        case GroupBy.MEDEWERKER:
            parts = [first.medewerker, artikel, _period(registraties)]
        case GroupBy.PRODUCT:
            parts = [artikel, _period(registraties)]
    return clean(" · ".join(text for part in parts if (text := clean(part))))


@lru_cache(maxsize=4096)
def clean(text: str, most: int = MOST) -> str:
    """One line without control characters, no more than `most` characters (cut with an ellipsis)."""
    if not text.isprintable():
        text = "".join(" " if unicodedata.category(c) in _BREAKS else c for c in text)
        text = "".join(c for c in text if unicodedata.category(c) not in _INVISIBLE)
    short = " ".join(text.split())
    return short if len(short) <= most else short[: most - 1].rstrip() + _CUT


def _period(registraties: Sequence[Registratie]) -> str:
    days = [one.datum for one in registraties]
    first, last = min(days), max(days)
    if first == last:
        return f"{first:%d-%m-%Y}"
    return f"{first:%d-%m-%Y} t/m {last:%d-%m-%Y}"
