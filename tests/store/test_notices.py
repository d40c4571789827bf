"""Hearing what other machines tell goes on through what is no notice, and through a database that is away for a while."""

import asyncio
from collections.abc import AsyncGenerator
from types import SimpleNamespace
from typing import Any, cast

import pytest

from core.errors import StorageError
from core.store.postgres import notices as module
from core.store.postgres.notices import Known, Notices
from core.store.postgres.pool import Pool


class Heard(Notices):
    """What comes in, a connection at a time."""

    def __init__(self, *connections: list[str]) -> None:
        address = SimpleNamespace(office="kantoor", parts={})
        super().__init__(cast("Pool", SimpleNamespace(address=address)))
        self.connections = list(connections)

    def words(self, koppeling: str, sender: str = "other") -> str:
        return f"{sender} sync {self._hash(koppeling)}"

    async def _heard(self, known: Known) -> AsyncGenerator[tuple[str, str], None]:
        for words in self.connections.pop(0):
            if (told := await self._meant(words, known)) is not None:
                yield told
        await asyncio.Event().wait()


async def first(notices: Notices, known: Any, wanted: int) -> list[tuple[str, str]]:
    found = []
    async for one in notices.hear(known):
        found.append(one)
        if len(found) == wanted:
            return found
    return found


async def ours() -> list[str]:
    return ["bakker"]


async def test_what_is_no_notice_of_ours_is_passed_over() -> None:
    notices = Heard([])
    notices.connections = [["", "hallo", "a b c d", notices.words("slager"), notices.words("bakker", notices._me),
                            notices.words("bakker")]]  # fmt: skip
    assert await first(notices, ours, 1) == [("sync", "bakker")]


async def test_hearing_goes_on_when_the_koppelingen_could_not_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_AGAIN", 0.0)
    notices = Heard([])
    notices.connections = [[notices.words("bakker")], [notices.words("bakker")]]
    asked = 0

    async def away() -> list[str]:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise StorageError
        return await ours()

    assert await first(notices, away, 2) == [("koppelingen", ""), ("sync", "bakker")]
