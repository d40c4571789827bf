"""What syncing asks of the two services, and nothing more."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from core.domain.koppeling import Administratie, Progress

OnProgress = Callable[[Progress], None]


class SnelStartPort(Protocol):
    """The part of core.snelstart.SnelStart that is used here."""

    @property
    def calls(self) -> int:
        """Calls made so far."""

    async def administratie(self) -> Administratie:
        """Who the key opens."""

    def pages(
        self,
        resource: str,
        *,
        filter: str = ...,  # noqa: A002 - the word of the API
        page: int | None = ...,
        skip: int = ...,
    ) -> AsyncIterator[list[bytes]]:
        """Raw records, page by page."""

    async def page(
        self,
        resource: str,
        *,
        filter: str = ...,  # noqa: A002 - the word of the API
        size: int,
        skip: int = ...,
    ) -> list[bytes]:
        """The raw records of one page."""

    async def read(self, resource: str, record_id: str) -> bytes | None:
        """One raw record, None when it is not there."""

    async def create(self, resource: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """POST once."""

    async def update(self, resource: str, record_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """PUT once."""


class TimeOnPort(Protocol):
    """The part of core.timeon.TimeOn that is used here."""

    @property
    def calls(self) -> int:
        """Calls made so far."""

    async def organisation(self) -> dict[str, Any]:
        """Which Time On administration the key opens."""

    async def users(self) -> list[dict[str, Any]]:
        """All medewerkers."""

    def customers(self) -> AsyncIterator[list[dict[str, Any]]]:
        """All klanten, page by page."""

    def projects(self) -> AsyncIterator[list[dict[str, Any]]]:
        """All projecten, page by page."""

    async def hours(self, van: date, tot: date) -> list[dict[str, Any]]:
        """All hour rows of a window."""

    async def hours_by_id(self, ids: Iterable[str]) -> list[dict[str, Any]]:
        """These hour rows, wherever they went."""

    async def create_customer(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """POST once."""

    async def read_customer(self, customer_id: str) -> dict[str, Any]:
        """One klant with all its keys."""

    async def save_customer(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Replace a klant, once."""
