"""A service of made-up facts, with the methods that the screens ask for."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal

from core.config import Settings
from core.domain.koppeling import Koppeling, KoppelingState, KoppelingSummary, Step
from core.service.undoing import Undoing
from core.text import say, set_language

NOW = datetime(2026, 11, 24, 13, 2, tzinfo=UTC)


def koppeling(
    naam="Bakker & Zn Advies",
    *,
    id_="bakker",
    state=KoppelingState.ACTIEF,
    step=Step.KLAAR,
    snelstart="Bakker en Zoon B.V.",
):
    return Koppeling(id_, f"t-{id_}", naam, f"s-{id_}", snelstart, state, step, NOW)


def summary(**changes):
    facts = {
        "koppeling": koppeling(), "paired": 140, "producten": 40, "productgroepen": 8, "last_run_at": NOW,
        "last_run_ok": True, "last_run_calls": 12, "open_count": 3, "open_amount": Decimal("4812.50"), "to_invoice": 2,
    }  # fmt: skip
    return KoppelingSummary(**(facts | changes))


@dataclass(eq=False)
class FakeService:
    summaries: list = field(default_factory=list)
    opened: object = None
    steps: object = None
    now: datetime = NOW
    read_only: bool = False
    is_replay: bool = False
    settings: Settings = Settings()  # noqa: RUF009 - frozen

    undoing: Undoing = field(default_factory=Undoing)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_exc):
        return None

    def clock(self):
        return self.now

    async def set_setting(self, name, value):
        before = getattr(self.settings, name)
        self.settings = replace(self.settings, **{name: value})
        self.undoing.did(say("instelling"), lambda: self.set_setting(name, before))
        set_language(self.settings.language)
        return ""

    async def koppelingen(self):
        return list(self.summaries)

    async def repair(self):
        return 0

    async def open(self, wanted=""):
        return self.opened

    def koppelen(self):
        return self.steps

    async def events(self) -> AsyncIterator[object]:
        for never in ():
            yield never
