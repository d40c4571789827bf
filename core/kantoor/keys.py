"""The office's key, which seals the keys in its database: made, turned over, and what a home kept sealed with it."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from core.credentials import Credentials
from core.credentials.envelope import make_key
from core.credentials.source import KOPPELSLEUTEL, TIMEON
from core.credentials.vault import Vault
from core.domain.koppeling import KoppelingSummary
from core.errors import UsageError
from core.text import say


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
