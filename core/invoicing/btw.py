"""btw of a declaratie: by the tariff valid on its date, half up, per btw-soort over the sum of its lines or line by line.

Which of both is a setting: per soort is an assumption (it is what EN 16931 prescribes). The other result stands beside
it, so that a cent of difference can be shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from core.domain.declaratie import BtwBedrag, Regel
from core.domain.money import ZERO, rounded, times, total
from core.domain.product import BtwTarief

BtwRounding = Literal["group", "line"]

_PERCENT, _HUNDRED = Decimal("0.01"), Decimal(100)
_ORDER = ("Hoog", "Laag", "Overig", "Geen", "")


@dataclass(frozen=True, slots=True)
class Totals:
    """Euros: `excl`, `btw` and `incl`, what was taken off the lines, and the btw that each way of rounding gives."""

    excl: Decimal
    btw: Decimal
    btw_per_line: Decimal
    btw_per_group: Decimal
    korting: Decimal = ZERO

    @property
    def incl(self) -> Decimal:
        """What the klant pays."""
        return self.excl + self.btw


def tarief_on(tarieven: Iterable[BtwTarief], soort: str, datum: date) -> Decimal | None:
    """The percentage of a soort on a date; None when no tariff is known. *Geen* is always 0."""
    for tarief in tarieven:
        if tarief.soort == soort and tarief.van <= datum <= tarief.tot:
            return tarief.percentage
    return ZERO if soort == "Geen" else None


def btw_for(
    regels: Iterable[Regel],
    tarieven: Sequence[BtwTarief],
    datum: date,
    rounding: BtwRounding = "group",
    korting: Decimal = ZERO,
) -> tuple[BtwBedrag, ...]:
    """One amount a btw-soort, the highest soort first; a soort without a tariff counts as 0 (warn: see `untaxed`).

    `korting` is a factuurkorting in percent: it goes off each soort, and btw is over what is left (SnelStart's own help).
    """
    rest = times(_HUNDRED - korting, _PERCENT)
    lines: dict[str, list[Decimal]] = {}
    for regel in regels:
        lines.setdefault(regel.btw_soort, []).append(regel.bedrag)
    amounts = []
    for soort in sorted(lines, key=lambda one: (_ORDER.index(one) if one in _ORDER else len(_ORDER), one)):
        percentage = tarief_on(tarieven, soort, datum) or ZERO
        rate = times(percentage, _PERCENT)
        base = rounded(times(total(lines[soort]), rest))
        per_group = rounded(times(base, rate))
        per_line = total(rounded(times(times(amount, rest), rate)) for amount in lines[soort])
        amounts.append(
            BtwBedrag(
                soort=soort,
                percentage=percentage,
                grondslag=base,
                bedrag=per_line if rounding == "line" else per_group,
                per_line=per_line,
                per_group=per_group,
            )
        )
    return tuple(amounts)


def rates(regels: Iterable[Regel], tarieven: Sequence[BtwTarief], datum: date) -> tuple[Decimal, ...]:
    """The percentage of each line, 0 for one without a tariff."""
    return tuple(tarief_on(tarieven, regel.btw_soort, datum) or ZERO for regel in regels)


def untaxed(regels: Iterable[Regel], tarieven: Sequence[BtwTarief], datum: date) -> tuple[Regel, ...]:
    """Lines whose omzetgroep says no btw-soort, or one without a tariff on the date."""
    return tuple(regel for regel in regels if tarief_on(tarieven, regel.btw_soort, datum) is None)


def changes_between(
    tarieven: Iterable[BtwTarief], soorten: Iterable[str], van: date, tot: date
) -> tuple[BtwTarief, ...]:
    """Tariffs of these soorten that begin within a period: work on both sides of one is billed at one percentage."""
    wanted = set(soorten)
    return tuple(tarief for tarief in tarieven if tarief.soort in wanted and van < tarief.van <= tot)


def totals(regels: Iterable[Regel], btw: Iterable[BtwBedrag]) -> Totals:
    """The sums of a declaratie."""
    amounts = tuple(btw)
    excl = total(one.grondslag for one in amounts)
    return Totals(
        excl=excl,
        btw=total(one.bedrag for one in amounts),
        btw_per_line=total(one.per_line for one in amounts),
        btw_per_group=total(one.per_group for one in amounts),
        korting=total(regel.bedrag for regel in regels) - excl,
    )
