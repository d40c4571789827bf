"""One walk through koppelen: what the steps share, kept as long as the program runs so that one can leave and come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from core.domain.koppeling import Administratie, Koppeling, Step
from core.text import t
from screens.widgets.said import Part
from screens.widgets.source import Cell
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service import Service
    from core.service.koppelen import Koppelen

STEPS = (Step.LOGIN, Step.ADMINISTRATIE, Step.KOPPEL, Step.LEZEN, Step.REVIEW, Step.AFRONDEN)


@dataclass(slots=True)
class Walk:
    """`koppelen` holds the keys that were tried; `koppeling` is None until Time On said which administration it is."""

    koppelen: Koppelen
    koppeling: Koppeling | None = None
    found: Sequence[Administratie] = ()
    chosen: Administratie | None = None

    @property
    def current(self) -> Koppeling:
        """The koppeling, once begun."""
        assert self.koppeling is not None, "the first step begins it"  # noqa: S101 - told to the checker
        return self.koppeling


_walks: WeakKeyDictionary[Service, Walk] = WeakKeyDictionary()


def walk_of(service: Service) -> Walk:
    """The walk of this service, a new one when there is none."""
    if service not in _walks:
        _walks[service] = Walk(service.koppelen())
    return _walks[service]


def forget_walk(service: Service) -> None:
    """The koppeling is made: keys that were tried go."""
    _walks.pop(service, None)


def step_bar(here: Step) -> tuple[Part, ...]:
    """The steps: done, here, to come."""
    parts: list[Part] = []
    for step in STEPS:
        if parts:
            parts.append(Cell("  ", Tone.DIM))
        if step.place < here.place:
            parts.append(Cell(f"{Sign.MARK} {t(step.label)}", Tone.GOOD))
        elif step is here:
            parts.append(Cell(f"{Sign.CURSOR} {t(step.label)}", Tone.ACCENT))
        else:
            parts.append(Cell(t(step.label), Tone.DIM))
    return tuple(parts)


def step_text(here: Step) -> str:
    """`stap 2 van 6`."""
    return t("stap {n} van {van}", n=STEPS.index(here) + 1, van=len(STEPS))
