"""Where the doctor looks: what is known of the koppelingen, in files or in an office's database; read only, nothing is made."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from core.config import Paths
from core.domain.koppeling import KoppelingSummary
from core.store import register
from core.store.connection import Work
from core.store.read_only import is_bundle
from core.support.check import Check
from core.support.databases import databases
from core.support.office import OfficeVisit

if TYPE_CHECKING:
    from core.store.postgres.envelopes import SealedRows

T = TypeVar("T")


class Visit(Protocol):
    """Answers None, and of the list nothing, where it can't be read: that is a check of its own."""

    @property
    def is_office(self) -> bool:
        """Whether workers share what is looked at."""

    def databases(self) -> Iterator[Check]:
        """Whether what is looked at is there, whole and of this version."""

    def summaries(self) -> list[KoppelingSummary]:
        """The list of koppelingen."""

    def of_register(self, work: Work[T]) -> T | None:
        """What the register, with the home's or the office's own journal, answers."""

    def of_koppeling(self, koppeling_id: str, work: Work[T]) -> T | None:
        """What is kept of one koppeling answers."""

    def workers(self) -> int | None:
        """How many workers of the office were seen a moment ago; None where none ever was, or none can be."""

    def envelopes(self) -> "SealedRows | None":
        """Where keys are sealed; None where nothing seals them."""

    def close(self) -> None:
        """Let go."""


class HomeVisit:
    """Of the files of a home."""

    is_office = False

    def __init__(self, paths: Paths) -> None:
        self._paths = paths

    def databases(self) -> Iterator[Check]:
        """As `Visit`."""
        return databases(self._paths)

    def summaries(self) -> list[KoppelingSummary]:
        """As `Visit`."""
        return self.of_register(register.summaries) or []

    def of_register(self, work: Work[T]) -> T | None:
        """As `Visit`."""
        return _asked(self._paths.register, work)

    def of_koppeling(self, koppeling_id: str, work: Work[T]) -> T | None:
        """As `Visit`."""
        return _asked(self._paths.koppeling(koppeling_id), work)

    def workers(self) -> None:
        """A home is worked on by `sync watch` or a timer."""

    def envelopes(self) -> None:
        """Keys stand in the keyring, or in a file."""

    def close(self) -> None:
        """Each file was let go when it was read."""


def visit(paths: Paths, environment: Mapping[str, str]) -> Visit:
    """Of the office where KOPPELBORD_DATABASE names one, else of the home; one made of a bundle is only that."""
    office = OfficeVisit(environment)
    return office if office.is_office and not is_bundle(paths.data) else HomeVisit(paths)


def _asked(path: Path, work: Work[T]) -> T | None:
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=2)) as db:
            return work(db)
    except sqlite3.Error:
        return None
