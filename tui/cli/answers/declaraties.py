"""The answers of `koppelbord declaraties`. Amounts exclude btw unless a name says otherwise."""

from typing import Any, Literal, NotRequired, TypedDict

from tui.cli.answers.error import Error
from tui.cli.answers.kinds import Amount, Count, Day, Moment, Number, Sha256

DeclaratieState = Literal["concept", "openstaand", "archief"]


class Regel(TypedDict):
    """A line of a declaratie; `rule` says which rule made it."""

    artikel: str
    artikel_id: str
    omschrijving: str
    aantal: Number
    prijs: Number
    bedrag: Amount
    btw: str
    rule: str
    registraties: list[str]


class Declaratie(TypedDict):
    """A declaratie; `order` says how it stands in SnelStart, `status` the same as a word, `factuur` its invoice there.

    `cent_verschil` is what SnelStart counts more when a cent of rounding is all that differs, `approved_by` the second person.
    """

    id: str
    nummer: str
    state: DeclaratieState
    klant_id: str
    klant: str
    relatie_id: str
    datum: Day
    van: Day
    tot: Day
    totaal: Amount
    order: Literal[
        "none", "planned", "sending", "unknown", "refused", "order", "invoiced", "partly_paid", "paid", "gone"
    ]
    order_nummer: str
    status: str
    reason: str
    cent_verschil: Amount | None
    approved_by: str
    credits: str
    factuur: str | None


class WholeDeclaratie(Declaratie):
    """A declaratie with its lines."""

    regels: list[Regel]


class Specification(TypedDict):
    """The PDF that was saved."""

    file: str
    bytes: Count
    sha256: Sha256


class Skipped(TypedDict):
    """A klant for whom none was made, and why."""

    klant: str
    klant_id: str
    reason: str


class Created(TypedDict):
    """How many concepts were made, and their sum."""

    created: Count
    total: Amount
    skipped: list[Skipped]


class Deleted(TypedDict):
    """The concept that is gone (empty after a dry run), and the registraties that are or would be free."""

    deleted: str
    freed: list[str]


class Kostenplaats(TypedDict):
    """One of the administratie; on a nonactieve nothing can be booked."""

    nummer: Count
    naam: str
    actief: bool


class ChosenKostenplaats(TypedDict):
    """Of one klant (empty for all others): the number, 0 for none."""

    klant_id: str
    klant: str
    nummer: Count


class Kostenplaatsen(TypedDict):
    """What there is, and what orders carry."""

    kostenplaatsen: list[Kostenplaats]
    chosen: list[ChosenKostenplaats]


class Pushed(TypedDict):
    """How many came to which end; `nothing` was there already. `stopped` is what ended the run early."""

    pushed: Count
    adopted: Count
    unknown: Count
    refused: Count
    nothing: Count
    total: Amount
    stopped: NotRequired[Error]


class Followed(TypedDict):
    """A declaratie of which something changed."""

    nummer: str
    what: str


class Swept(TypedDict):
    """What looking over the orders of SnelStart found."""

    orders: Count
    removed: list[str]
    adopted: list[str]
    parked: list[str]
    unknown: list[str]
    gone: list[str]


class Follow(TypedDict):
    """How many were looked at, and what changed."""

    looked: Count
    changes: list[Followed]
    sweep: Swept


class Evidence(TypedDict):
    """One thing that happened to a declaratie."""

    seq: Count
    at: Moment
    type: str
    what: str
    detail: dict[str, Any]
    actor: str
    hash: Sha256


class Btw(TypedDict):
    """Btw of one rate: rounded over the group, and as it would be line by line."""

    soort: str
    percentage: Number
    grondslag: Amount
    bedrag: Amount
    per_line: Amount
    per_group: Amount


class Loss(TypedDict):
    """A line where a cent can arise, and which rule makes it."""

    line: Count
    exact: str
    difference: str
    reason: str


class HeadFact(TypedDict):
    """A field of the head of the order as it will stand."""

    field: str
    value: str


class Preview(TypedDict):
    """The order as it will stand in SnelStart; `order` is its body, `head` what a person reads of it.

    `korting` is what the klant's factuurkorting takes off the lines; `excl` is what is left.
    """

    id: str
    nummer: str
    state: DeclaratieState
    klant: str
    relatie: str
    verb: str
    path: str
    marker: str
    order: dict[str, Any]
    lines: list[dict[str, Any]]
    btw: list[Btw]
    korting: Amount
    excl: Amount
    btw_total: Amount
    btw_rounding: Literal["group", "line"]
    incl: Amount
    hours_rule: str
    losses: list[Loss]
    warnings: list[str]
    head: list[HeadFact]
    weblink: str
    weblink_note: str
