"""The lock map: which registraties are held, and by what. A lock of a declaratie is koppelbord's own, Time On knows none. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.domain.declaratie_row import DeclaratieRow
from core.domain.money import amount_text
from core.domain.registratie import Lock
from core.invoicing.tally import Tally
from core.invoicing.turnover import Omzet, added


@dataclass(frozen=True, slots=True)
class Holder:
    """What holds some registraties: a declaratie, else (None) the reason in `lock` alone. `sums` adds them up."""

    lock: Lock
    declaratie: DeclaratieRow | None
    registraties: tuple[str, ...]
    sums: Omzet

    @property
    def key(self) -> str:
        """The id of the declaratie, else the reason."""
        return self.declaratie.id if self.declaratie else self.lock.value

    def to_json(self) -> dict[str, Any]:
        """An item of `registraties locks --json`."""
        one = self.declaratie
        return {
            "lock": self.lock.value,
            "declaratie": one.id if one else None,
            "nummer": one.nummer if one else "",
            "state": one.state.value if one else None,
            "klant": one.klant if one else "",
            "registraties": list(self.registraties),
            "seconds": self.sums.seconds,
            "bedrag": amount_text(self.sums.bedrag),
            "in_timeon": self.lock is not Lock.DECLARED,
        }


def lock_map(rows: Iterable[Tally], declaraties: Mapping[str, DeclaratieRow]) -> list[Holder]:
    """A holder each, declaraties first: concepts, then the newest number; `declaraties` are known by id."""
    held: dict[tuple[Lock, str], list[Tally]] = {}
    for one in rows:
        if one.lock is not Lock.NONE:
            held.setdefault((one.lock, one.declaratie_id), []).append(one)
    found = [
        Holder(lock, declaraties.get(owner) if lock is Lock.DECLARED else None,
               tuple(one.id for one in group), added(group))
        for (lock, owner), group in held.items()
    ]  # fmt: skip
    return sorted(found, key=_place)


def _place(one: Holder) -> tuple[bool, bool, int, str]:
    if one.declaratie is None:
        return (True, False, 0, one.lock.value)
    nummer = one.declaratie.nummer.replace("-", "")
    return (False, bool(nummer), -int(nummer or one.declaratie.id), "")
