"""The office's key, which seals the keys in its database: made, turned over; what a home kept is sealed with it, and what it
sealed goes along to a home.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.credentials import Credentials
from core.credentials.envelope import make_key
from core.credentials.source import KOPPELSLEUTEL, TIMEON
from core.credentials.vault import Vault
from core.domain.koppeling import KoppelingSummary
from core.errors import AppError, UsageError
from core.text import Sentence, say


@dataclass(frozen=True, slots=True)
class Along:
    """`kept` keys went along; of each of `again` it is said, in words, what must be typed again."""

    kept: int
    again: tuple[Sentence | str, ...]


def make_file(path: Path) -> None:
    """A new key in a new 0600 file; nothing that is there is replaced. Raises UsageError."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as problem:
        raise UsageError(say("{file}: {problem}.", file=path, problem=problem.strerror)) from problem
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{make_key()}\n")


def standing(vault: Vault) -> dict[str, Any]:
    """The ids of the keys that are here, the one that seals first, and how many secrets each key seals."""
    return {"here": [key.id for key in vault.held()], "sealed": vault.counts()}


def seal_kept(credentials: Credentials, found: Iterable[KoppelingSummary]) -> int:
    """The keys of these koppelingen, from wherever this user keeps them; what is sealed already stays. Answers how many."""
    vault = credentials.vault
    if vault is None or not vault.held():
        return 0
    count = 0
    for one in found:
        koppeling = one.koppeling
        for name in (f"{KOPPELSLEUTEL}:{koppeling.snelstart_id}", f"{TIMEON}:{koppeling.timeon_id}"):
            kept = credentials.kept(name)
            if kept and not vault.find(name):
                count += vault.keep(name, "\n".join(kept))
    return count


def take_along(vault: Vault, home: Credentials, found: Iterable[KoppelingSummary]) -> Along:
    """What is sealed here into the keyring of whoever works with the home; never into a file.

    It stays sealed in the office too. What no keyring takes, or nobody here can open, is named.
    """
    names = _named(found)
    kept, again = 0, list[Sentence | str]()
    for name in vault.every():
        try:
            secret = vault.find(name)
        except AppError:
            secret = ""
        if secret and home.keeps_unseen(name, secret):
            kept += 1
        else:
            again.append(names.get(name, name))
    return Along(kept, tuple(again))


def _named(found: Iterable[KoppelingSummary]) -> dict[str, Sentence]:
    known = {}
    for one in found:
        koppeling = one.koppeling
        known[f"{KOPPELSLEUTEL}:{koppeling.snelstart_id}"] = say(
            "koppelsleutel van {naam}", naam=koppeling.snelstart_naam
        )
        known[f"{TIMEON}:{koppeling.timeon_id}"] = say("Time On-sleutel van {naam}", naam=koppeling.timeon_naam)
    return known
