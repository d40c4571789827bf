"""Relatiecodes for klanten we make: Time On's own number where it fits, else the next one free.

We always send a code of our own: SnelStart refuses it the second time (REL-0008), so making a relatie twice can't
happen unseen.
"""

from collections.abc import Iterable

from core.domain.partij import Partij

HIGHEST = 2**31 - 1
SHARED = 299_999
"""Codes from here on are used for shared relaties (diversen) by some offices; new ones stay below."""


class Codes:
    """Gives out relatiecodes that no relatie has, in a fixed order for a fixed world."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {int(code) for code in taken if _whole(code)}
        usual = [code for code in self._taken if 0 < code < SHARED]
        self._next = max(usual, default=10_000) + 1

    def for_partij(self, partij: Partij) -> int:
        """The klantnummer when it is a free whole number without leading zeros, else the next free one."""
        if _whole(partij.nummer) and not partij.nummer.startswith("0"):
            own = int(partij.nummer)
            if 0 < own <= HIGHEST and own not in self._taken:
                self._taken.add(own)
                return own
        while self._next in self._taken:
            self._next += 1
        self._taken.add(self._next)
        return self._next


def _whole(code: str) -> bool:
    return code.isascii() and code.isdigit()
