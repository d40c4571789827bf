"""The answers of `koppelbord match`."""

from typing import Literal, TypedDict

from tui.cli.answers.kinds import Count


class Partij(TypedDict):
    """One side of a row."""

    id: str
    naam: str
    nummer: str
    btw: str


class Candidate(Partij):
    """A near match, proposed and never taken by itself."""

    score: float


class MatchRow(TypedDict):
    """A row of the review; `waits` for a person, `warnings` are sentences."""

    key: str
    state: Literal[
        "number_name", "name", "number", "spelling", "candidates", "knot", "only_timeon", "only_snelstart", "ignored",
        "decided",
    ]  # fmt: skip
    timeon: list[Partij]
    snelstart: list[Partij]
    reason: str
    contradiction: bool
    waits: bool
    candidates: list[Candidate]
    warnings: list[str]
    decision: Literal["couple", "create", "ignore", "reject"] | None


class Duplicate(TypedDict):
    """A double klant that would arise."""

    key: str
    timeon: Partij | None
    snelstart: Partij | None
    reason: str
    score: float


class Simulated(TypedDict):
    """The double klanten that arise when Time On's own rule starts now."""

    duplicates: Count
    rows: list[Duplicate]


class Value(TypedDict):
    """A field on both sides; `equal` is null where one side has none."""

    field: str
    timeon: str
    snelstart: str
    equal: bool | None


class KnotPair(TypedDict):
    """Two of a knot by their ids, with their values side by side."""

    timeon: str
    snelstart: str
    values: list[Value]


class Explained(TypedDict):
    """Why a row is what it is, in sentences, with the values side by side; of a knot those of its `pairs`."""

    key: str
    sentences: list[str]
    values: list[Value]
    pairs: list[KnotPair]


class FilePair(TypedDict):
    """Two that belong together; `left` and `right` are row numbers or ids as the files have them."""

    left: str
    right: str
    state: str
    score: int
    reason: str


class FileKnot(TypedDict):
    """Several that can't be told apart."""

    left: list[str]
    right: list[str]
    reason: str


class Files(TypedDict):
    """Two lists side by side; `candidates` has by left id the near ones as (right id, score), the nearest first."""

    pairs: list[FilePair]
    candidates: dict[str, list[list[str | int]]]
    left_only: list[str]
    right_only: list[str]
    knots: list[FileKnot]


class Exported(TypedDict):
    """The file, and how many decisions stand in it."""

    file: str
    decisions: Count


class TakenOver(TypedDict):
    """Decisions of a file that were new, that stood already, and that could not be taken over."""

    new: Count
    same: Count
    refused: Count
    dry_run: bool


class Mend(TypedDict):
    """What to rename or renumber at the source; `step` says how in words, `side` names the service.

    `field` is empty where a person has to weigh what `who` is.
    """

    key: str
    side: str
    id: str
    who: str
    field: str
    old: str
    new: str
    step: str
    why: str


class Decided(TypedDict):
    """How many rows were decided."""

    decided: Count


class Undone(TypedDict):
    """How many decisions were taken back."""

    undone: Count


class Counted(TypedDict):
    """What a dry run would decide."""

    would_decide: Count
    couples: Count
    creates: Count


class Product(TypedDict):
    """A product of either side; `id` is SnelStart's, or the row of the list of Time On."""

    id: str
    code: str
    omschrijving: str


class ProductRow(TypedDict):
    """Producten that hang together by code or omschrijving, or one that stands alone."""

    key: str
    state: Literal["number_name", "name", "number", "spelling", "knot", "only_timeon", "only_snelstart"]
    timeon: list[Product]
    snelstart: list[Product]
    reason: str
