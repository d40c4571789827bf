"""Numbers as a line of blocks, for a chart of runs that any terminal can show and any person can read without colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.domain.ending import Ending, ending_said
from core.text import mark, t

BLOCKS = "▁▂▃▄▅▆▇█"
NOTHING, FAILED, FINE = "·", "x", " "


@dataclass(frozen=True, slots=True)
class RunBar:
    """One run; `seconds` of its duration, `stopped` says why it ended early, `skipped` how many klanten stayed behind."""

    run: str
    at: str
    ok: bool
    calls: int
    writes: int
    seconds: float
    stopped: str = ""
    skipped: int = 0
    ending: Ending = Ending.GOOD

    @property
    def failed(self) -> bool:
        """Whether it went wrong: what stays behind in each run is no failure of this one."""
        return self.ending in (Ending.FAILED, Ending.STOPPED)

    @property
    def said(self) -> str:
        """How it ended, in words."""
        return ending_said(self.ending, self.skipped, self.stopped)

    def to_json(self) -> dict[str, Any]:
        """A row of the runs of a diagnosis."""
        return {
            "run": self.run,
            "at": self.at,
            "ok": self.ok,
            "calls": self.calls,
            "writes": self.writes,
            "seconds": round(self.seconds, 3),
            "stopped": self.stopped,
            "skipped": self.skipped,
        }


def blocks(values: Sequence[float]) -> str:
    """A block a value, the largest a whole one; nothing is a dot, and anything at all is at least the lowest block."""
    most = max(values, default=0)
    return "".join(
        BLOCKS[min(len(BLOCKS) - 1, int(value / most * len(BLOCKS)))] if value > 0 else NOTHING for value in values
    )


def run_chart(runs: Sequence[RunBar], width: int = 60) -> list[str]:
    """Four lines, the newest run to the right: calls, writes, duration, and a mark under each run that went wrong."""
    shown = runs[-max(1, width) :]
    rows = (
        (mark("aanroepen"), [float(run.calls) for run in shown]),
        (mark("geschreven"), [float(run.writes) for run in shown]),
        (mark("duur"), [run.seconds for run in shown]),
    )
    labels = [t(label) for label, _ in rows]
    wide = max(map(len, labels))
    lines = [f"{label.ljust(wide)}  {blocks(values)}" for label, (_, values) in zip(labels, rows, strict=True)]
    marks = "".join(FAILED if run.failed else FINE for run in shown)
    return [*lines, f"{t('fout').ljust(wide)}  {marks}".rstrip()]
