"""The answers of `koppelbord kantoor`."""

from typing import TypedDict

from tui.cli.answers.kinds import Count, Moment


class Worker(TypedDict):
    """A process that works for the office."""

    name: str
    host: str
    pid: int
    version: str
    group: str
    at_once: Count
    started: Moment
    seen: Moment
    draining: bool


class Line(TypedDict):
    """What waits of one kind in one group; `later` waits for a moment, `oldest` is of what waits now."""

    kind: str
    group: str
    waiting: Count
    later: Count
    doing: Count
    oldest: Moment | None


class FailedJob(TypedDict):
    """A job that is not tried again."""

    id: int
    kind: str
    koppeling_id: str
    attempts: Count
    at: Moment


class Overview(TypedDict):
    """How the office stands."""

    workers: list[Worker]
    lines: list[Line]
    failed: list[FailedJob]


class Put(TypedDict):
    """How many koppelingen were asked for, and how many did not wait there already."""

    asked: Count
    put: Count


class Drained(TypedDict):
    """How many workers were asked to stop, and how many of them are still there."""

    asked: Count
    left: Count


class Moved(TypedDict):
    """Which koppelingen went to which group, and how many waiting jobs with them."""

    koppelingen: list[str]
    group: str
    jobs: Count
