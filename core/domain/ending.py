"""How a run ended, by what was recorded of it, in the words that every screen and command has for it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from core.text import t, tn


class Ending(StrEnum):
    """From good to bad; all but the first are not ok."""

    GOOD = "good"
    """Everything was done."""
    LEFT = "left"
    """What was written is right, and something else had to stay behind."""
    FAILED = "failed"
    """A line was refused, or is not proven."""
    STOPPED = "stopped"
    """It ended early."""


def ending(report: Mapping[str, Any]) -> Ending:
    """By the record of a run that ended, see `RunReport.to_record`."""
    if report.get("stopped"):
        return Ending.STOPPED
    if report.get("refused") or report.get("proven") is False:
        return Ending.FAILED
    return Ending.LEFT if report.get("skipped") else Ending.GOOD


def ending_said(found: Ending, skipped: int, stopped: str = "") -> str:
    """In the language of now; `skipped` is how many stayed behind, `stopped` what ended it early."""
    if found is Ending.STOPPED:
        return stopped or t("afgebroken")
    if found is Ending.FAILED:
        return t("niet alles lukte")
    return left_said(skipped) if found is Ending.LEFT else t("goed")


def left_said(skipped: int) -> str:
    """How many stayed behind."""
    return tn("{n} blijft liggen", "{n} blijven liggen", skipped)
