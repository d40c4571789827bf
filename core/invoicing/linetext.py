"""What is written on a line: one clean sentence of at most 250 characters, the most that SnelStart takes."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from string import Formatter

from core.config import DEFAULT_LINE
from core.domain.registratie import Registratie
from core.text import mark

MOST = 250
_CUT = "…"
_DOT = " · "
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


def line_text(
    registraties: Sequence[Registratie], artikel: str, group_by: GroupBy, template: str = DEFAULT_LINE
) -> str:
    """The text of a line: what was done when it is one registratie, else the template with what the group shares.

    Of the template (see `Settings.line_text`) a part between dots whose fields are all empty is left out.
    """
    first = registraties[0]
    if group_by is GroupBy.NONE:
        parts = [f"{first.datum:%d-%m-%Y}", first.omschrijving or artikel]
        return clean(_DOT.join(text for part in parts if (text := clean(part))))
    values = _values(registraties, artikel, group_by)
    found = [text for part in template.split(_DOT.strip()) if (text := _filled(part, values))]
    return clean(_DOT.join(found) or artikel)


def _values(registraties: Sequence[Registratie], artikel: str, group_by: GroupBy) -> dict[str, str]:
    """Every field of a template. The period of one day is not said twice."""
    first = registraties[0]
    group = {
        GroupBy.DAY: f"{first.datum:%d-%m-%Y}",
        GroupBy.PROJECT: first.project,
        GroupBy.MEDEWERKER: first.medewerker,
    }

    return {
        "groep": group.get(group_by, ""),
        "artikel": artikel,
        "periode": "" if group_by is GroupBy.DAY else _period(registraties),
        "klant": first.klant,
        "project": _each(one.project for one in registraties),
        "medewerker": _each(one.medewerker for one in registraties),
        "omschrijvingen": _each(one.omschrijving for one in registraties),
        "registraties": str(len(registraties)),
    }


def _each(texts: Iterable[str]) -> str:
    """Every different one, once, in order."""
    return ", ".join(dict.fromkeys(short for text in texts if (short := clean(text))))


def _filled(part: str, values: Mapping[str, str]) -> str:
    """A part with its fields filled in; empty when it has fields and none of them says anything."""
    names = [name for _, name, _, _ in Formatter().parse(part) if name]
    if names and not any(values[name].strip() for name in names):
        return ""
    return clean(part.format_map(values))


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
