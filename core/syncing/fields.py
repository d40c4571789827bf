"""The fields of a klant that are kept in step: how each is read, when two values mean the same, what each side calls it.

The klantnummer is not among them: a relatiecode is set when a relatie is made and never after.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.domain.partij import Partij, Side
from core.domain.plan import JA, NEE
from core.text import mark

ADRES = "vestigingsAdres"


def _exactly(value: str) -> str:
    return value.strip()


def _telefoon(value: str) -> str:
    digits = re.sub(r"\D", "", value.replace("(0)", ""))
    return digits.removeprefix("00") if value.strip().startswith("00") else digits


def _letters(value: str) -> str:
    return re.sub(r"[\s.]", "", value).upper()


def _email(value: str) -> str:
    return value.strip().casefold()


@dataclass(frozen=True, slots=True)
class Field:
    """A field by the name it has in Partij; `bare` leaves of a value what it means."""

    name: str
    label: str
    snelstart: str
    timeon: str
    bare: Callable[[str], str] = _exactly

    def of(self, partij: Partij) -> str:
        """Its value as text; `ja` or `nee` for a flag."""
        value = getattr(partij, self.name)
        return (JA if value else NEE) if isinstance(value, bool) else str(value)

    def same(self, one: str, other: str) -> bool:
        """Whether two values mean the same: spelling of a number, capitals of an e-mail address."""
        return one == other or self.bare(one) == self.bare(other)


FIELDS = (
    Field("naam", mark("naam"), "naam", "name"),
    Field("email", mark("e-mail"), "email", "emailAddress", _email),
    Field("telefoon", mark("telefoon"), "telefoon", "phoneNumber", _telefoon),
    Field("btw", mark("btw-id"), "btwNummer", "vatNumber", _letters),
    Field("straat", mark("straat"), f"{ADRES}.straat", "addressLine1"),
    Field("postcode", mark("postcode"), f"{ADRES}.postcode", "addressLine2", _letters),
    Field("plaats", mark("plaats"), f"{ADRES}.plaats", "addressLine3"),
    Field("actief", mark("actief"), "nonactief", "isActive"),
)
BY_NAME = {field.name: field for field in FIELDS}


def to_snelstart(values: Mapping[str, str], land_id: str = "") -> dict[str, Any]:
    """The changes of a relatie in SnelStart's words; `land_id` goes with an address that has no country yet."""
    body: dict[str, Any] = {}
    for name, value in values.items():
        path, _, part = BY_NAME[name].snelstart.partition(".")
        if part:
            body.setdefault(path, {"land": {"id": land_id}} if land_id else {})[part] = value
        else:
            body[path] = value == NEE if name == "actief" else value
    return body


def to_timeon(values: Mapping[str, str]) -> dict[str, Any]:
    """The changes of a klant in Time On's words."""
    return {BY_NAME[name].timeon: value == JA if name == "actief" else value for name, value in values.items()}


def owners(setting: str) -> dict[str, Side]:
    """The fields that flow one way only, by name: the side whose changes count. `setting` as in Settings.owner."""
    found = {}
    for part in filter(None, map(str.strip, setting.split(","))):
        name, _, side = (piece.strip() for piece in part.partition("="))
        if side in (Side.TIMEON.value, Side.SNELSTART.value):
            found[name] = Side(side)
    return found


def shown(setting: str) -> Sequence[tuple[str, Side | None]]:
    """Every field with its owner, None for both, in their order."""
    named = owners(setting)
    return [(field.name, named.get(field.name)) for field in FIELDS]
