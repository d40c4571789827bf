"""What is selected: a period, a klant, a kind, approved or not; and a period as a person types it."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from core.domain.registratie import Asked, Soort
from core.text import t
from screens.widgets.said import Part
from screens.widgets.source import Cell
from screens.widgets.times import day_year_text, month_text
from screens.widgets.tones import Tone

_DAY = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})-(\d{4})")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Selection:
    """`van` and `tot` are both included, None is open; None or empty elsewhere means all."""

    van: date | None
    tot: date | None
    klant_id: str = ""
    klant: str = ""
    soort: Soort | None = None
    goedgekeurd: bool | None = None

    @property
    def is_month(self) -> bool:
        """Whether it is one whole calendar month."""
        return self.van is not None and (self.van, self.tot) == month_of(self.van)

    @property
    def period(self) -> str:
        """The period in words."""
        if self.van is None and self.tot is None:
            return t("alles")
        if self.is_month and self.van is not None:
            return month_text(self.van)
        van = day_year_text(self.van) if self.van else "…"
        return f"{van} – {day_year_text(self.tot) if self.tot else '…'}"

    def asked(self) -> Asked:
        """The same for the file."""
        return {"van": self.van, "tot": self.tot, "klant_id": self.klant_id, "soort": self.soort,
                "goedgekeurd": self.goedgekeurd}  # fmt: skip

    def parts(self, *, only_free: bool) -> list[Part]:
        """For the rule: what is not the default stands out."""
        parts: list[Part] = [Cell(f"[{self.period}]", Tone.ACCENT), "  ", self.klant or t("alle klanten")]
        parts += [" · ", t(self.soort.label) if self.soort else t("alle soorten")]
        if self.goedgekeurd is not None:
            parts += [" · ", t("goedgekeurd") if self.goedgekeurd else t("niet goedgekeurd")]
        if only_free:
            parts += [" · ", t("alleen vrij")]
        return parts

    def moved(self, months: int, today: date) -> "Selection":
        """Another month; from no period the month of today."""
        if self.van is None:
            van, tot = month_of(today)
        else:
            place = self.van.year * 12 + self.van.month - 1 + months
            van, tot = month_of(date(place // 12, place % 12 + 1, 1))
        return replace(self, van=van, tot=tot)

    def next_soort(self) -> "Selection":
        """The next kind, after the last all of them."""
        return replace(self, soort=_after(self.soort, (None, *Soort)))

    def next_approval(self) -> "Selection":
        """All, approved, not approved."""
        return replace(self, goedgekeurd=_after(self.goedgekeurd, (None, True, False)))


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of its month."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def month_before(day: date) -> tuple[date, date]:
    """The whole month before that of `day`: the one that is declared."""
    return month_of(day.replace(day=1) - timedelta(days=1))


def read_period(text: str) -> tuple[date | None, date | None] | None:
    """`2026-10`, `10-2026`, `2026`, `1-10-2026 t/m 15-10-2026`, one day, or `alles`; None when it can't be read."""
    wanted = text.strip().casefold()
    if wanted in ("alles", "all", "*"):
        return None, None
    try:
        days = [_day(found) for found in _DAY.finditer(wanted)]
        if days:
            return min(days[:2]), max(days[:2])
        if found := _MONTH.fullmatch(wanted):
            year, month = (found[1], found[2]) if found[1] else (found[4], found[3])
            return month_of(date(int(year), int(month), 1))
        if _YEAR.fullmatch(wanted):
            return date(int(wanted), 1, 1), date(int(wanted), 12, 31)
    except ValueError:
        return None
    return None


def _day(found: re.Match[str]) -> date:
    if found[1]:
        return date(int(found[3]), int(found[2]), int(found[1]))
    return date(int(found[4]), int(found[5]), int(found[6]))


def _after(value: Any, values: tuple[Any, ...]) -> Any:
    return values[(values.index(value) + 1) % len(values)]
