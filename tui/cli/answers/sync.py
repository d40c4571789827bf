"""The answers of `koppelbord sync`, and the plan that `klanten add --dry-run` answers too."""

from typing import Any, Literal, TypedDict

from tui.cli.answers.error import Error
from tui.cli.answers.kinds import Count, Moment, Sha256
from tui.cli.answers.koppelingen import State

Service = Literal["timeon", "snelstart"]


class Sentence(TypedDict):
    """A sentence not yet spoken: its Dutch, and the values that go in it."""

    msgid: str
    values: dict[str, str]


class FieldChange(TypedDict):
    """One field; empty text means no value."""

    field: str
    old: str
    new: str


class Write(TypedDict):
    """One write. `seen` and `target_seen` are fingerprints: apply refuses the line when a record moved."""

    service: Service
    verb: Literal["POST", "PUT"]
    path: str
    kind: str
    record_id: str
    source_id: str
    label: str
    changes: list[FieldChange]
    body: dict[str, Any]
    seen: str
    target_seen: str
    warnings: list[Sentence]


class PlanLine(Write):
    """A write that a run would make, and why."""

    why: Sentence


class Plan(TypedDict):
    """Every write that a run would make, sealed; `waiting` rows are left out because a person must decide."""

    koppeling: str
    made_at: Moment
    seal: Sha256
    waiting: Count
    lines: list[PlanLine]


class Skipped(TypedDict):
    """A record that can't be written, and why."""

    label: str
    source_id: str
    reasons: list[str]


class ShownPlan(Plan):
    """A plan, and what stays behind."""

    skipped: list[Skipped]


class RunReport(TypedDict):
    """What a run did; `ok` only when everything was done."""

    run: str
    ok: bool
    calls: Count
    read: Count
    changed: Count
    writes: Count
    waiting: Count
    refused: Count
    seconds: float


class Undone(TypedDict):
    """The inverse plan of a run; `report` is null while nothing was written."""

    undoes: str
    plan: ShownPlan
    report: RunReport | None


class Pause(TypedDict):
    """A service asked to be left alone."""

    service: Service
    until: Moment
    reason: str


class UnderWay(TypedDict):
    """What is on its way to a side, and by when it is to be visible there."""

    key: str
    klant: str
    service: Service
    since: Moment
    due: Moment
    pace: Literal["on_time", "late", "lost", "waits"]
    says: str


class WorkingKind(TypedDict):
    """How far one kind is; what nobody can know is null."""

    kind: str
    records: Count
    pages: Count
    over: bool
    a_second: float | None
    seconds_left: Count | None


class Working(TypedDict):
    """What is under way in whatever process; `silent` when it gave no sign for half a minute: it fell away, or stands still."""

    since: Moment
    seen_at: Moment
    silent: bool
    scheduled: bool
    kinds: list[WorkingKind]


class Run(TypedDict):
    """A run as kept; one that was killed has no end, nor has one that is `busy`; `unsure` began within half a minute.

    `stopped` is the error that ended it early, `skipped` how many klanten had to stay behind; only a `good` ending is ok.
    """

    run: str
    started_at: Moment
    ended_at: Moment | None
    ok: bool
    calls: Count
    read: Count
    changed: Count
    writes: Count
    waiting: Count
    refused: Count
    skipped: Count
    ending: Literal["good", "left", "failed", "stopped"] | None
    scheduled: bool
    stopped: str
    standing: Literal["ended", "busy", "gone", "unsure"]


class Status(TypedDict):
    """How a koppeling stands; `runs` are the newest first."""

    koppeling: str
    state: State
    last_run_at: Moment | None
    ok: bool | None
    calls: Count
    writes: Count
    waiting: Count
    conflicts: Count
    pauses: list[Pause]
    under_way: list[UnderWay]
    working: Working | None
    runs: list[Run]


class RunLine(Write):
    """A line of a run, what became of it and why."""

    why: str
    outcome: Literal["written", "adopted", "refused", "moved", "unknown"]
    remote_id: str
    reason: str
    codes: list[str]
    at: Moment


class Conflict(TypedDict):
    """A field that changed on both sides; null in `choice` while nobody answered."""

    key: str
    klant: str
    veld: str
    timeon: str
    snelstart: str
    choice: Literal["timeon", "snelstart", "differ"] | None


class Resolved(TypedDict):
    """The answer that was given, and how many conflicts are still open."""

    key: str
    choice: Literal["timeon", "snelstart", "differ"]
    open: Count


class Watched(TypedDict):
    """What became of one koppeling in a round: a report or a problem. `next_at` is its next half hour."""

    koppeling: str
    next_at: Moment
    run: RunReport | None
    problem: Error | None
