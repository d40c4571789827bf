"""The answers of the lists of klanten, producten, productgroepen, registraties and events."""

from typing import Any, Literal, NotRequired, TypedDict

from tui.cli.answers.kinds import Amount, Count, Day, Moment, Number, Sha256


class Klant(TypedDict):
    """A klant as both sides know it; an id is null on a side that has none. `state` is a word in the language in use."""

    naam: str
    nummer: str
    state: str
    timeon_id: str | None
    snelstart_id: str | None
    timeon_naam: str | None
    timeon_nummer: str | None
    email: str
    telefoon: str
    postcode: str
    plaats: str
    btw: str


class Product(TypedDict):
    """A product (in SnelStart: artikel); the price excludes btw."""

    id: str
    code: str
    omschrijving: str
    productgroep: str
    btw: str
    prijs: Number
    eenheid: str
    actief: bool


class Productgroep(TypedDict):
    """A productgroep (in SnelStart: artikelomzetgroep) and how many producten it has."""

    id: str
    nummer: int
    omschrijving: str
    btw: str
    producten: Count


class Registratie(TypedDict):
    """An hour, kilometers or an expense; `seconds` is billable and `worked` worked time, `lock` says what holds it and is empty when free."""

    id: str
    datum: Day
    soort: Literal["uren", "kilometers", "onkosten"]
    klant_id: str
    klant: str
    project: str
    medewerker: str
    omschrijving: str
    seconds: int
    worked: int
    kilometers: Number
    bedrag: Number
    facturabel: bool
    goedgekeurd: bool
    lock: Literal["", "billed", "exported", "declared", "not_billable", "deleted"]
    declaratie: str
    selectable: bool


class ArtikelRegel(TypedDict):
    """Which artikel (and price, null for its own) registraties get that fit every filled condition; `id` 0 is inferred."""

    id: Count
    soort: Literal["uren", "kilometers", "onkosten"]
    artikel_id: str
    artikel_code: str | None
    artikel: str | None
    prijs: Number | None
    category_id: str
    project_id: str
    project: str
    medewerker_id: str
    medewerker: str
    woord: str
    inferred: bool


class RuleRemoved(TypedDict):
    """The rule that is gone."""

    removed: Count


class Turnover(TypedDict):
    """What registraties bring in under one name; `zonder` of them have no artikel and count for nothing."""

    per: Literal["klant", "project", "product", "medewerker", "maand"]
    naam: str
    registraties: Count
    seconds: int
    kilometers: Number
    bedrag: Amount
    zonder: Count


class Holder(TypedDict):
    """What holds registraties: a declaratie, or the reason in `lock` alone. `in_timeon` is whether another program says so."""

    lock: Literal["billed", "exported", "declared", "not_billable", "deleted"]
    declaratie: str | None
    nummer: str
    state: Literal["concept", "openstaand", "archief"] | None
    klant: str
    registraties: list[str]
    seconds: int
    bedrag: Amount
    in_timeon: bool


class Difference(TypedDict):
    """A field of a row that is not what it was."""

    field: str
    old: str
    new: str


class Change(TypedDict):
    """A row that looks like an earlier one; `certain` when it carries an id, `applied` when it was taken over."""

    id: str
    row: Count
    what: str
    differences: list[Difference]
    certain: bool
    applied: bool


class Unmatched(TypedDict):
    """A klant of the file that is none in Time On: its rows wait."""

    klant: str
    nummer: str
    rows: Count
    reason: str


class RowOutcome(TypedDict):
    """What becomes of one row of the file; `waits` is whether no klant is known for it yet."""

    row: Count
    state: Literal["new", "changed", "same", "refused"]
    datum: Day | None
    klant: str
    medewerker: str
    omschrijving: str
    hoeveel: str
    waits: bool
    notes: list[str]


class Imported(TypedDict):
    """What a file of registraties brought."""

    file: str
    format: str
    dry_run: bool
    rows: Count
    new: Count
    same: Count
    changed: Count
    wrong: Count
    billed: Count
    unbillable: Count
    settled: Count
    changes: list[Change]
    unmatched: list[Unmatched]
    problems: list[str]
    notes: list[str]
    outcomes: NotRequired[list[RowOutcome]]


class Event(TypedDict):
    """An event of the journal; its hash binds it to the one before."""

    seq: Count
    at: Moment
    type: str
    subject: str
    actor: str
    detail: dict[str, Any]
    hash: Sha256


class KeptJournal(TypedDict):
    """A journal beside that of koppelbord itself: its name for `--journal`, and from when until when it tells."""

    journal: str
    events: Count
    since: Moment
    until: Moment


class Trimmed(TypedDict):
    """What was let go by age, and until when."""

    events: Count
    until: Moment


class Verified(TypedDict):
    """Whether the journal is whole; `first_bad` is where it breaks."""

    ok: bool
    events: Count
    first_bad: int | None
    trimmed: NotRequired[Trimmed]
