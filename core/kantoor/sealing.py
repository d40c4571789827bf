"""The keys that this user has, sealed for every machine of the office: each for the koppeling that it proves to open."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.clock import iso
from core.credentials import Credentials
from core.credentials.source import KOPPELSLEUTEL, TIMEON
from core.credentials.vault import Vault
from core.domain.koppeling import Koppeling, KoppelingState
from core.errors import AppError, KoppelsleutelError, MissingError, TimeOnKeyError, UsageError
from core.service.doors import Doors
from core.store import journal
from core.text import Sentence, say

if TYPE_CHECKING:
    from core.service import Service


@dataclass(frozen=True, slots=True)
class Sealed:
    """`sealed` now, `already` before; `without` are, in words, those that no key here opens."""

    sealed: int
    already: int
    without: tuple[Sentence, ...]

    def to_json(self) -> dict[str, Any]:
        """The answer of `kantoor seal --json`."""
        return {"sealed": self.sealed, "already": self.already, "without": [str(one) for one in self.without]}


async def seal(service: "Service", given: Credentials) -> Sealed:
    """Of every koppeling that is not disconnected. `given` is what this user has outside the office's database.

    Raises UsageError without an office's key; what a service answers but a refusal of a key ends it, and it may be asked
    again.
    """
    vault = service.credentials.vault
    if vault is None or not vault.held():
        raise UsageError(
            say("Er is hier geen sleutel van het kantoor."),
            advice=say("Maak er een met 'koppelbord kantoor key --make' en zet KOPPELBORD_OFFICE_KEY_FILE."),
        )
    seeking = _Seeking(Doors(service.http, service.settings, service.clock, given), given)
    sealed, already, without = 0, 0, []
    for one in await service.koppelingen():
        if one.koppeling.state is KoppelingState.ONTKOPPELD:
            continue
        for name, find, words in _wanted(one.koppeling, seeking):
            if _opens(vault, name):
                already += 1
            elif key := await find():
                vault.keep(name, key)
                await _tell(service, one.koppeling.id)
                sealed += 1
            else:
                without.append(words)
    return Sealed(sealed, already, tuple(without))


class _Seeking:
    """Which administration each key opens, asked of the services once a key."""

    def __init__(self, doors: Doors, given: Credentials) -> None:
        self._doors = doors
        self._given = given
        self._known: dict[str, str] = {}

    async def koppelsleutel(self, administratie_id: str) -> str:
        """Empty when none opens it."""

        async def opens(key: str) -> str:
            return (await self._doors.snelstart(key).administratie()).id

        return await self._first(self._given.koppelsleutels, administratie_id, opens)

    async def timeon_key(self, timeon_id: str) -> str:
        """As `koppelsleutel`."""

        async def opens(key: str) -> str:
            return str((await self._doors.timeon(key).organisation())["organisationID"])

        return await self._first(self._given.timeon_keys, timeon_id, opens)

    async def _first(
        self, listed: Callable[[str], Iterable[str]], wanted: str, opens: Callable[[str], Awaitable[str]]
    ) -> str:
        try:
            keys = list(listed(wanted))
        except MissingError:
            return ""
        for key in keys:
            if key not in self._known:
                try:
                    self._known[key] = await opens(key)
                except (KoppelsleutelError, TimeOnKeyError):
                    self._known[key] = ""
            if self._known[key] == wanted:
                return key
        return ""


_Wanted = tuple[str, Callable[[], Awaitable[str]], Sentence]


def _wanted(koppeling: Koppeling, seeking: _Seeking) -> list[_Wanted]:
    snelstart, timeon = koppeling.snelstart_id, koppeling.timeon_id
    found: list[_Wanted] = [
        (
            f"{TIMEON}:{timeon}",
            lambda: seeking.timeon_key(timeon),
            say("Time On-sleutel van {naam}", naam=koppeling.timeon_naam),
        )
    ]
    if snelstart:
        words = say("koppelsleutel van {naam}", naam=koppeling.snelstart_naam)
        found.append((f"{KOPPELSLEUTEL}:{snelstart}", lambda: seeking.koppelsleutel(snelstart), words))
    return found


def _opens(vault: Vault, name: str) -> bool:
    """One that is sealed with a key that was lost is sealed again."""
    try:
        return bool(vault.find(name))
    except AppError:
        return False


async def _tell(service: "Service", koppeling: str) -> None:
    at = iso(service.clock())
    await service.register.write(
        lambda db: journal.append(db, at, "sleutel.bewaard", f"koppeling:{koppeling}", {"where": "database"})
    )
