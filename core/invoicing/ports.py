"""What invoicing asks of the two services, and nothing more."""

from collections.abc import AsyncIterator, Iterable, Mapping
from datetime import timedelta
from typing import Any, Protocol


class SnelStartPort(Protocol):
    """The part of core.snelstart.SnelStart that is used here, with its promise about errors of a write.

    RefusedError: refused. UnknownOutcomeError: it may have been executed. Any other AppError: not executed.
    """

    @property
    def calls(self) -> int:
        """Calls made so far."""

    def pages(self, resource: str, *, filter: str = ...) -> AsyncIterator[list[bytes]]:  # noqa: A002 - the word of the API
        """Raw records, page by page; SnelStart may ignore the filter."""

    async def read(self, resource: str, record_id: str) -> bytes | None:
        """One raw record, None when it is gone."""

    async def create(self, resource: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """POST once."""

    async def delete(self, resource: str, record_id: str) -> None:
        """DELETE once."""

    async def company_info(self) -> dict[str, Any]:
        """Who the key opens, and how that administration counts and rounds."""

    def clock_skew(self) -> timedelta | None:
        """How far SnelStart's clock is ahead of ours; None before the first answer."""


class TimeOnPort(Protocol):
    """The part of core.timeon.TimeOn that is used here."""

    async def hours_by_id(self, ids: Iterable[str]) -> list[dict[str, Any]]:
        """These hour rows as they are now; one that is absent is gone."""
