"""A koppeling: one Time On administration to one SnelStart administration, and how far koppelen has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from core.text import mark


class Step(StrEnum):
    """The steps of koppelen, in their order; each can be left and taken up again."""

    LOGIN = "login"
    ADMINISTRATIE = "administratie"
    KOPPEL = "koppel"
    LEZEN = "lezen"
    REVIEW = "review"
    AFRONDEN = "afronden"
    KLAAR = "klaar"

    @property
    def label(self) -> str:
        """The msgid of its word on screen."""
        return _STEP_LABELS[self]

    @property
    def place(self) -> int:
        """Its place, from 0."""
        return list(Step).index(self)


_STEP_LABELS = {
    Step.LOGIN: mark("Login bij SnelStart"),
    Step.ADMINISTRATIE: mark("Administratie"),
    Step.KOPPEL: mark("Koppel"),
    Step.LEZEN: mark("Lezen"),
    Step.REVIEW: mark("Review"),
    Step.AFRONDEN: mark("Afronden"),
    Step.KLAAR: mark("Klaar"),
}


class KoppelingState(StrEnum):
    """What a koppeling is to the outside; the values are those of `koppelingen add --json`."""

    AANGEMELD = "aangemeld"
    REVIEW = "review"
    ACTIEF = "actief"
    GEPAUZEERD = "gepauzeerd"
    ONTKOPPELD = "ontkoppeld"

    @property
    def label(self) -> str:
        """The msgid of its word on screen."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    KoppelingState.AANGEMELD: mark("aangemeld"),
    KoppelingState.REVIEW: mark("review"),
    KoppelingState.ACTIEF: mark("actief"),
    KoppelingState.GEPAUZEERD: mark("gepauzeerd"),
    KoppelingState.ONTKOPPELD: mark("ontkoppeld"),
}


@dataclass(frozen=True, slots=True)
class Administratie:
    """A SnelStart administration as one koppelsleutel names it through companyInfo.

    `klanten` is None until counted; `scopes` are the token's. `coupled_to` names the Time On administration that has it
    already, empty when free.
    """

    id: str
    naam: str
    boekjaar: int | None = None
    bedrijfsnaam: str = ""
    kvk: str = ""
    btw: str = ""
    klanten: int | None = None
    scopes: tuple[str, ...] = ()
    coupled_to: str = ""


@dataclass(frozen=True, slots=True)
class Koppeling:
    """The facts of one koppeling, as its own file keeps them."""

    id: str
    timeon_id: str
    timeon_naam: str
    snelstart_id: str
    snelstart_naam: str
    state: KoppelingState
    step: Step
    created_at: datetime
    permissions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KoppelingSummary:
    """The row of a koppeling in the list: kept in the register, rebuildable from the koppeling's file.

    `open_amount` is euros of declaraties not yet settled; `waiting` counts rows and plan lines that need a person;
    `problem` is a short code of what is wrong, empty when nothing is.
    """

    koppeling: Koppeling
    paired: int = 0
    waiting: int = 0
    producten: int = 0
    productgroepen: int = 0
    last_run_at: datetime | None = None
    last_run_ok: bool | None = None
    last_run_calls: int = 0
    last_run_writes: int = 0
    open_count: int = 0
    open_amount: Decimal = Decimal(0)
    to_invoice: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work is: `done` of `total` (None while unknown) of one kind, or a phase without a count.

    `expected` is how many there were the last time, a guess at a total that nobody knows yet; 0 for none.
    """

    kind: str
    done: int
    total: int | None = None
    values: Mapping[str, str] | None = None
    expected: int = 0
