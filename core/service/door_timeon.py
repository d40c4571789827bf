"""Time On for one koppeling: the key is found at the first call, and must open the coupled administration."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from core.service.doors import Doors, Hearing

if TYPE_CHECKING:
    from core.timeon import TimeOn


class TimeOnDoor:
    """Time On for one koppeling; the first call makes sure that the key opens the coupled administration."""

    def __init__(self, doors: Doors, timeon_id: str, hearing: Hearing | None = None) -> None:
        self._doors = doors
        self._timeon_id = timeon_id
        self._hearing = hearing
        self._client: TimeOn | None = None
        self._finding = asyncio.Lock()

    @property
    def calls(self) -> int:
        """Calls made so far."""
        return self._client.calls if self._client else 0

    async def _ready(self) -> "TimeOn":
        async with self._finding:
            if self._client is None:
                self._client = await self._doors.timeon_of(self._timeon_id, self._hearing)
            return self._client

    async def organisation(self) -> dict[str, Any]:
        """Which Time On administration the key opens."""
        return await (await self._ready()).organisation()

    async def users(self) -> list[dict[str, Any]]:
        """All medewerkers."""
        return await (await self._ready()).users()

    async def customers(self) -> AsyncIterator[list[dict[str, Any]]]:
        """All klanten, page by page."""
        client = await self._ready()
        async for rows in client.customers():
            yield rows

    async def projects(self) -> AsyncIterator[list[dict[str, Any]]]:
        """All projecten, page by page."""
        client = await self._ready()
        async for rows in client.projects():
            yield rows

    async def hours(self, van: date, tot: date) -> list[dict[str, Any]]:
        """All hour rows of a window."""
        return await (await self._ready()).hours(van, tot)

    async def hours_by_id(self, ids: Iterable[str]) -> list[dict[str, Any]]:
        """These hour rows, wherever they went."""
        return await (await self._ready()).hours_by_id(ids)

    async def create_customer(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """POST once."""
        self._doors.open_to_write()
        return await (await self._ready()).create_customer(body)

    async def read_customer(self, customer_id: str) -> dict[str, Any]:
        """One klant with all its keys."""
        return await (await self._ready()).read_customer(customer_id)

    async def save_customer(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Replace a klant, once."""
        self._doors.open_to_write()
        return await (await self._ready()).save_customer(body)
