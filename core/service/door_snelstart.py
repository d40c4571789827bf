"""SnelStart for one koppeling: the key is found at the first call, and anew when SnelStart gave another."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from core.domain.koppeling import Administratie
from core.errors import KoppelsleutelError
from core.service.doors import Doors, Hearing

if TYPE_CHECKING:
    from core.snelstart import SnelStart
    from core.snelstart.limits import Counts

T = TypeVar("T")


class SnelStartDoor:
    """SnelStart for one koppeling; the first call finds the key, and one that was replaced meanwhile is found anew."""

    def __init__(
        self, doors: Doors, administratie_id: str, counts: "Counts | None" = None, hearing: Hearing | None = None
    ) -> None:
        self._doors = doors
        self._administratie_id = administratie_id
        self._counts = counts
        self._hearing = hearing
        self._client: SnelStart | None = None
        self._earlier = 0
        self._finding = asyncio.Lock()

    @property
    def calls(self) -> int:
        """Calls made so far."""
        return self._earlier + (self._client.calls if self._client else 0)

    @property
    def scopes(self) -> tuple[str, ...]:
        """What the token allows; empty before the first call."""
        return self._client.scopes if self._client else ()

    async def _ready(self) -> "SnelStart":
        async with self._finding:
            if self._client is None:
                limits = self._doors.limits(self._counts) if self._counts is not None else None
                self._client = await self._doors.snelstart_of(self._administratie_id, limits, self._hearing)
            return self._client

    async def _ask(self, call: "Callable[[SnelStart], Awaitable[T]]") -> T:
        """A refused key may be one that SnelStart gave anew (Regenerate): asked once more with what the chain has now.

        That refusal means that nothing was executed, so a write may go again too.
        """
        client = await self._ready()
        try:
            return await call(client)
        except KoppelsleutelError:
            self._let_go(client)
        return await call(await self._ready())

    def _let_go(self, client: "SnelStart") -> None:
        if self._client is client:
            self._client, self._earlier = None, self._earlier + client.calls

    async def administratie(self) -> Administratie:
        """Who the key opens."""
        return await self._ask(lambda client: client.administratie())

    async def company_info(self) -> dict[str, Any]:
        """The administration's settings, as SnelStart answers."""
        return await self._ask(lambda client: client.company_info())

    def clock_skew(self) -> timedelta | None:
        """How far SnelStart's clock is ahead of ours; None before the first answer."""
        return self._client.clock_skew() if self._client else None

    async def pages(
        self,
        resource: str,
        *,
        filter: str = "",  # noqa: A002 - the word of the API
        page: int | None = None,
        skip: int = 0,
    ) -> AsyncIterator[list[bytes]]:
        """Raw records, page by page."""
        client = await self._ready()
        try:
            async for records in client.pages(resource, filter=filter, page=page, skip=skip):
                yield records
        except KoppelsleutelError:
            self._let_go(client)
            raise

    async def page(
        self,
        resource: str,
        *,
        filter: str = "",  # noqa: A002 - the word of the API
        size: int,
        skip: int = 0,
    ) -> list[bytes]:
        """The raw records of one page."""
        return await self._ask(lambda client: client.page(resource, filter=filter, size=size, skip=skip))

    async def read(self, resource: str, record_id: str) -> bytes | None:
        """One raw record, None when it is not there."""
        return await self._ask(lambda client: client.read(resource, record_id))

    async def create(self, resource: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """POST once."""
        self._doors.open_to_write()
        return await self._ask(lambda client: client.create(resource, body))

    async def update(self, resource: str, record_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """PUT once."""
        self._doors.open_to_write()
        return await self._ask(lambda client: client.update(resource, record_id, body))

    async def delete(self, resource: str, record_id: str) -> None:
        """DELETE once."""
        self._doors.open_to_write()
        await self._ask(lambda client: client.delete(resource, record_id))
