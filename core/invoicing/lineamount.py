"""What a line comes to, by the administration's own setting for arithmetic on order lines (companyInfo).

*BerekenenOverStukprijs* rounds the price to cents before it is multiplied; *BerekenenOverRegelBedrag* counts in five decimals
and rounds the outcome. Where the setting is not known the exact product is rounded, once.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from core.domain.money import rounded, times

LineRule = Literal["", "BerekenenOverRegelBedrag", "BerekenenOverStukprijs"]

_FIVE = Decimal("0.00001")


def line_rule(company: Mapping[str, Any]) -> LineRule:
    """The setting as far as it is known."""
    match company.get("regelkortingVerkooporder"):
        case "BerekenenOverStukprijs":
            return "BerekenenOverStukprijs"
        case "BerekenenOverRegelBedrag":
            return "BerekenenOverRegelBedrag"
        case _:
            return ""


def line_amount(aantal: Decimal, prijs: Decimal, rule: LineRule = "") -> Decimal:
    """Euros, half up to cents."""
    match rule:
        case "BerekenenOverStukprijs":
            return rounded(times(aantal, rounded(prijs)))
        case "BerekenenOverRegelBedrag":
            return rounded(rounded(times(aantal, prijs), _FIVE))
        case _:
            return rounded(times(aantal, prijs))
