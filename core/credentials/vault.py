"""The office's database as a place that holds keys: each in an envelope, which the database alone can't open."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from core.credentials.envelope import OfficeKey, fitting
from core.credentials.source import SourceReport
from core.domain.envelope import Envelope
from core.errors import AppError
from core.text import say


class Envelopes(Protocol):
    """Where envelopes are kept, by name."""

    def get(self, name: str) -> Envelope | None:
        """The envelope, None when there is none."""

    def put(self, name: str, envelope: Envelope) -> None:
        """Keep it in the place of what was there."""

    def turn(self, name: str, old: Envelope, new: Envelope) -> bool:
        """Keep `new` where `old` still is; whether it was."""

    def remove(self, name: str) -> None:
        """Keep none."""

    def names(self) -> list[str]:
        """All of them."""

    def counts(self) -> dict[str, int]:
        """How many by the id of the office's key."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """How many envelopes were turned over to `key_id`; `lost` can't be: the key around them is not here."""

    key_id: str
    turned: int
    lost: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The answer of `kantoor rotate --json`."""
        return {"key": self.key_id, "turned": self.turned, "lost": list(self.lost)}


class Vault:
    """`given` are the texts of the office's keys, the first of which seals; all of them open."""

    label = "database"

    def __init__(self, envelopes: Envelopes, given: Callable[[], Iterable[str]]) -> None:
        self._envelopes = envelopes
        self._given = given

    def held(self) -> list[OfficeKey]:
        """The office's keys that are here, the newest first."""
        return [OfficeKey(text) for text in self._given()]

    def find(self, name: str) -> str:
        """The secret; empty when there is none. Raises LostKeyError, StorageError."""
        envelope = self._envelopes.get(name)
        return "" if envelope is None else fitting(self.held(), envelope).open(name, envelope)

    def names(self) -> list[str]:
        """An office has thousands, of which none is to be tried on the off chance."""
        return []

    def every(self) -> list[str]:
        """The names of all that is sealed here, for whoever moves them."""
        return self._envelopes.names()

    def keep(self, name: str, secret: str) -> bool:
        """Seal it; whether there was a key to seal it with."""
        keys = self.held()
        if keys:
            self._envelopes.put(name, keys[0].seal(name, secret))
        return bool(keys)

    def forget(self, name: str) -> None:
        """Remove it."""
        self._envelopes.remove(name)

    def counts(self) -> dict[str, int]:
        """How many secrets by the id of the key they are sealed with."""
        return self._envelopes.counts()

    def rotate(self) -> Rotated:
        """Turn every envelope over to the first key; asked again after an interruption it goes on. Raises LostKeyError."""
        keys = self.held()
        if not keys:
            fitting((), Envelope(b"", b"", ", ".join(self.counts()) or "-"))
        turned, lost = 0, []
        for name in self._envelopes.names():
            old = self._envelopes.get(name)
            if old is None or old.key_id == keys[0].id:
                continue
            try:
                new = keys[0].rewrap(name, old, fitting(keys, old))
            except AppError:
                lost.append(name)
            else:
                turned += self._envelopes.turn(name, old, new)
        return Rotated(keys[0].id, turned, tuple(lost))

    def report(self) -> SourceReport:
        """How many it holds, and whether the key around them is here."""
        try:
            counts, here = self.counts(), {key.id for key in self.held()}
        except AppError as problem:
            return SourceReport(self.label, available=False, in_use=False, note=problem.title)
        lost = sum(count for id_, count in counts.items() if id_ not in here)
        total = sum(counts.values())
        note = say("{n} verzegeld, waarvan {lost} met een sleutel die hier niet is", n=total, lost=lost)
        return SourceReport(self.label, available=bool(here), in_use=bool(total), note=note if total else "")
