"""The facts that an event carries, as lines of a pane: the same on every screen that shows events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.domain.money import euro_text
from core.text import t
from screens.widgets.said import Line
from screens.widgets.source import Cell
from screens.widgets.tones import Tone

_NAME = 12


def detail_lines(detail: Mapping[str, Any]) -> list[Line]:
    """A name and its value a line; what is empty is left out."""
    return [
        (Cell(f"  {name:<{_NAME}}  ", Tone.DIM), _shown(value))
        for name, value in detail.items()
        if value not in ("", None, [])
    ]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return t("ja") if value else t("nee")
    return ", ".join(map(str, value)) if isinstance(value, list) else euro_text(str(value))
