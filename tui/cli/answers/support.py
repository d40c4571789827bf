"""The answers of `koppelbord support`, `backup`, `restore`, `doctor`, `config` and `demo`."""

from typing import Any, Literal, NotRequired, TypedDict

from tui.cli.answers.error import Error
from tui.cli.answers.kinds import Amount, Count, Moment, Sha256
from tui.cli.answers.sync import Pause


class Board(TypedDict):
    """How one koppeling fares."""

    koppeling: str
    timeon: str
    snelstart: str
    health: str
    why: str
    needs_person: bool
    waiting: Count
    last_run_at: Moment | None
    open: Count
    open_amount: Amount
    to_invoice: Count


class Backlog(TypedDict):
    """What waits, and since when the oldest does; empty text when none."""

    review: Count
    conflicts: Count
    lines: Count
    lines_since: str
    pushes: Count
    pushes_since: str


class Failure(TypedDict):
    """A row that failed."""

    subject: str
    label: str
    reason: str
    at: str


class Failures(TypedDict):
    """The rows that failed with one code."""

    code: str
    what: str
    advice: str
    n: Count
    rows: list[Failure]


class Retried(TypedDict):
    """What trying again came to: how many rows, how many fail no longer, and which still do."""

    tried: Count
    solved: Count
    left: list[Failure]
    stopped: NotRequired[Error]


class FieldThen(TypedDict):
    """A field before a write of ours, and as it is known now; empty text for no value."""

    field: str
    before: str
    now: str
    changed: bool


class CallsLeft(TypedDict):
    """Calls that SnelStart still allows."""

    minute: int
    minute_of: int
    hour: int
    hour_of: int


class Call(TypedDict):
    """One call."""

    at: Moment
    service: str
    method: str
    path: str
    status: int | None
    ms: float


class RunBar(TypedDict):
    """A run in short."""

    run: str
    at: Moment
    ok: bool
    calls: Count
    writes: Count
    seconds: float
    stopped: str
    skipped: Count


class Diagnosis(Board):
    """One koppeling at a glance."""

    backlog: Backlog
    oldest_failure: str
    errors: list[Failures]
    to_invoice_amount: Amount
    not_sent_amount: Amount
    calls_left: CallsLeft
    pauses: list[Pause]
    slowest: list[Call]
    runs: list[RunBar]


class Entry(TypedDict):
    """A line of a timeline."""

    seq: int
    at: Moment
    type: str
    subject: str
    what: str
    weight: str
    actor: str
    detail: dict[str, Any]


class Change(TypedDict):
    """A fact that differs between two moments; empty text where it was not known."""

    subject: str
    name: str
    old: str
    new: str


class Bundle(TypedDict):
    """A support bundle that was written; `names` when names stand in it as they are."""

    file: str
    sha256: Sha256
    koppelingen: Count
    names: bool


class OpenedBundle(TypedDict):
    """A bundle made into a home that can only be read."""

    home: str
    as_of: str
    app: str | None
    names: bool | None
    koppelingen: Any
    doctor: list[dict[str, Any]]


class BackedUp(TypedDict):
    """A file of a backup."""

    name: str
    sha256: Sha256
    events: Count


class Backup(TypedDict):
    """A backup, every file of it whole."""

    folder: str
    files: list[BackedUp]


class Restored(TypedDict):
    """A file that was put back; `kept` is where the one before it lies."""

    name: str
    kept: str
    until: str


class Restore(TypedDict):
    """What was put back."""

    restored: list[Restored]


class Check(TypedDict):
    """One thing that was looked at."""

    name: str
    label: str
    state: Literal["ok", "warn", "fail", "person", "unknown"]
    detail: str
    advice: str


class Doctor(TypedDict):
    """Every check; ok when none failed."""

    ok: bool
    checks: list[Check]


class Explanation(TypedDict):
    """What a code or an error means: its sentence, why it comes, and what to do."""

    key: str
    heading: str
    meaning: str
    doing: str


class ConfigPath(TypedDict):
    """Where things are."""

    config: str
    data: str
    state: str
    register: str
    credentials: str


class Setting(TypedDict):
    """A setting, its value and where that comes from."""

    setting: str
    value: bool | int | float | str
    source: str


class SettingKept(TypedDict):
    """What was kept, and in which file."""

    setting: str
    value: bool | int | float | str
    file: str


class Key(TypedDict):
    """An action on screen: its name, its keys as a person reads them, whether it writes, what it does."""

    action: str
    keys: str
    writes: bool
    help: str


class ConfigCheck(TypedDict):
    """The settings are right."""

    ok: Literal[True]
    file: str
    exists: bool


class DemoKlanten(TypedDict):
    """Klanten before the first write on each side, and what became of them."""

    timeon: Count
    snelstart: Count
    paired: Count
    created: Count
    review: Count


class DemoSum(TypedDict):
    """How many, and together how much."""

    count: Count
    total: Amount


class DemoSecond(TypedDict):
    """What a second run wrote."""

    writes: Count


class Demo(TypedDict):
    """What the walk ended with."""

    klanten: DemoKlanten
    declaraties: DemoSum
    orders: DemoSum
    second_run: DemoSecond
    events: Count


class Listens(TypedDict):
    """The first line of a receiver: the address on this machine that it listens on."""

    url: str
