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


class CameIn(TypedDict):
    """A home that is in the office now; `copied` and `rows` count what went this time."""

    koppelingen: Count
    copied: Count
    rows: Count
    keys: Count


class WentOut(TypedDict):
    """An office that is in a home now; `keys` went along, those of `type_again` did not."""

    koppelingen: Count
    copied: Count
    rows: Count
    keys: Count
    type_again: list[str]


class Sealed(TypedDict):
    """Keys that are sealed in the office's database, and in words those that no key here opens."""

    sealed: Count
    already: Count
    without: list[str]


class Steps(TypedDict):
    """What the schema has come to."""

    steps: list[str]


class Granted(TypedDict):
    """A role that may work here."""

    role: str


class Keys(TypedDict):
    """The ids of the office's keys that are here, and how many secrets each key seals."""

    here: list[str]
    sealed: dict[str, Count]


class MadeKey(TypedDict):
    """Where a new key is."""

    file: str


class Rotated(TypedDict):
    """How many secrets were sealed again, and the names of those whose key is not here."""

    key: str
    turned: Count
    lost: list[str]
