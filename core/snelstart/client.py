"""The client of one koppelsleutel: reads are tried again, a write leaves once, and each refusal is told apart."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote

from core.clock import Clock
from core.config import Settings
from core.domain.koppeling import Administratie
from core.errors import (
    GarbledError,
    KoppelsleutelError,
    PausedError,
    RefusedError,
    SubscriptionKeyError,
    UnknownOutcomeError,
)
from core.http import Answer, Http, Tally, decode
from core.snelstart import odata, paging, wire
from core.snelstart.body import json_body
from core.snelstart.limits import Limits
from core.snelstart.refusal import refusal
from core.snelstart.token import Token
from core.text import say

MOST_RECORDS = 5_000_000
"""Of one collection, read page by page: one that goes on longer has no end."""
_NOT_FOUND = frozenset({"REL-0005", "ART-0001", "VOR-0001"})


class SnelStart:
    """SnelStart as one koppelsleutel opens it.

    Of a write: RefusedError means refused, UnknownOutcomeError means that it may have been executed, every other
    AppError that it was not. Of a read: CredentialsError and its kinds, PausedError, GarbledError, UnreachableError,
    RefusedError (a filter that SnelStart does not take).
    """

    def __init__(
        self,
        http: Http,
        settings: Settings,
        clock: Clock,
        *,
        subscription_key: str,
        koppelsleutel: str,
        limits: Limits | None = None,
    ) -> None:
        for key, kind in ((subscription_key, SubscriptionKeyError), (koppelsleutel, KoppelsleutelError)):
            if not key.isascii() or not key.isprintable() or not key:
                raise kind(say("Er staan tekens in die niet in een sleutel horen, of hij is leeg."))
            http.secrets.add(key)
        self._http = http
        self._settings = settings
        self._clock = clock
        self._subscription_key = subscription_key
        self._tally = Tally()
        self._token = Token(http, settings.snelstart_auth_url, koppelsleutel, clock, self._tally)
        self._limits = limits
        self._skew: timedelta | None = None

    @property
    def scopes(self) -> tuple[str, ...]:
        """What the token allows, after the first call."""
        return self._token.scopes

    @property
    def calls(self) -> int:
        """Requests made so far, retries and tokens included."""
        return self._tally.calls

    def clock_skew(self) -> timedelta | None:
        """How far SnelStart's clock is ahead of ours, by the last Date header, to the second; None before that."""
        return self._skew

    async def administratie(self) -> Administratie:
        """The administration that the koppelsleutel opens: believed only because companyInfo names it."""
        info = await self.company_info()
        return wire.administratie(info, self.scopes)

    async def company_info(self) -> dict[str, Any]:
        """What companyInfo answers, as it came, numbers with a fraction as Decimal."""
        answer = await self._get("companyInfo", {})
        content = answer.json()
        if not isinstance(content, dict):
            raise GarbledError(say("companyInfo antwoordde met iets anders dan een administratie."))
        return content

    async def pages(
        self,
        resource: str,
        *,
        filter: str = "",  # noqa: A002 - OData's own word
        page: int | None = None,
        skip: int = 0,
    ) -> AsyncIterator[list[bytes]]:
        """The records of a collection, a page at a time, each as the bytes that came.

        Stops at an empty page, or at a short one where page sizes can be trusted. `filter` is only asked: SnelStart may
        ignore it, so filter again. Records that move while paging can be skipped: ask again from the start's watermark.
        """
        size = page or (self._settings.artikelen_page if resource in paging.UNTIL_EMPTY else self._settings.page)
        before: list[bytes] = []
        while True:
            try:
                answer = await self._get(resource, _query(resource, filter, size, skip))
            except RefusedError as problem:
                smaller = paging.smaller_page(problem.detail, size)
                if smaller is None:
                    raise
                size = smaller
                continue
            records = paging.split(answer)
            if records and records == before:
                raise GarbledError(say("SnelStart herhaalt dezelfde pagina van {resource}.", resource=resource))
            if skip > MOST_RECORDS:
                raise GarbledError(say("De lijst van {what} houdt niet op.", what=resource))
            if records:
                yield records
            if not records or resource not in paging.PAGED:
                return
            if len(records) < size and resource not in paging.UNTIL_EMPTY:
                return
            skip, before = skip + len(records), records

    async def page(
        self,
        resource: str,
        *,
        filter: str = "",  # noqa: A002 - OData's own word
        size: int,
        skip: int = 0,
    ) -> list[bytes]:
        """One page of a collection, each record as the bytes that came; fewer than `size` when SnelStart gives fewer.

        Where it takes no page of that size it is put together of smaller ones: a short page is the end to whoever asked.
        """
        found: list[bytes] = []
        most = size
        while True:
            asked = min(most, size - len(found))
            try:
                part = paging.split(await self._get(resource, _query(resource, filter, asked, skip + len(found))))
            except RefusedError as problem:
                smaller = paging.smaller_page(problem.detail, asked)
                if smaller is None:
                    raise
                most = smaller
                continue
            found += part
            if len(part) < asked or len(found) >= size:
                return found

    async def read(self, resource: str, record_id: str) -> bytes | None:
        """One record as the bytes that came; None when SnelStart has it no more (a deactivated relatie is gone too)."""
        try:
            answer = await self._get(f"{resource}/{quote(record_id, safe='')}", {})
        except RefusedError as problem:
            if problem.status == 404 or _NOT_FOUND.intersection(problem.codes):  # noqa: PLR2004 - HTTP
                return None
            raise
        if not isinstance(answer.json(), dict):
            raise GarbledError(say("{resource} antwoordde met iets anders dan een record.", resource=resource))
        return answer.body

    async def create(self, resource: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """POST, once. The record as SnelStart made it, with its `id`; without one the outcome is unknown."""
        answer = await self._send("POST", resource, body)
        record = _record(answer)
        if not record.get("id"):
            raise UnknownOutcomeError(say("SnelStart antwoordde {status} zonder id.", status=answer.status))
        return record

    async def update(self, resource: str, record_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """PUT, once. It replaces the whole record. The record as answered; empty when the answer is."""
        answer = await self._send("PUT", f"{resource}/{quote(record_id, safe='')}", body)
        return _record(answer) if answer.body.strip() else {}

    async def delete(self, resource: str, record_id: str) -> None:
        """DELETE, once: soft for relaties and artikelen, hard for orders."""
        await self._send("DELETE", f"{resource}/{quote(record_id, safe='')}", None)

    async def count_klanten(self) -> int:
        """How many relaties take part as klant: one call a 500, there is no count to ask for."""
        count = 0
        async for records in self.pages("relaties", filter=odata.KLANTEN):
            count += sum(wire.relatie_to_partij(raw).takes_part for raw in records)
        return count

    async def _get(self, path: str, params: Mapping[str, str]) -> Answer:
        """A 401 mints once more: the token may have been withdrawn before its time."""
        for last in (False, True):
            token = await self._bearer()
            async with self._counted() as tally:
                answer = await self._http.get(
                    f"{self._settings.snelstart_url}/{path}",
                    headers=self._headers(token),
                    params=params or None,
                    tally=tally,
                )
            self._keep_time(answer)
            if answer.ok:
                return answer
            problem = await self._refusal(answer, write=False)
            if answer.status != 401 or isinstance(problem, SubscriptionKeyError) or last:  # noqa: PLR2004 - HTTP
                raise problem
            self._token.drop(token)
        raise KoppelsleutelError

    async def _send(self, method: str, path: str, body: Mapping[str, Any] | None) -> Answer:
        content = b"" if body is None else json_body(body, as_text=self._settings.amounts_as_text)
        token = await self._bearer()
        headers = self._headers(token) | ({"Content-Type": "application/json"} if content else {})
        async with self._counted() as tally:
            answer = await self._http.send(
                method, f"{self._settings.snelstart_url}/{path}", headers=headers, content=content, tally=tally
            )
        self._keep_time(answer)
        if answer.ok:
            return answer
        if answer.status == 401:  # noqa: PLR2004 - HTTP
            self._token.drop(token)
        raise await self._refusal(answer, write=True)

    def _headers(self, token: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {token}", "Ocp-Apim-Subscription-Key": self._subscription_key}

    @asynccontextmanager
    async def _counted(self) -> AsyncIterator[Tally]:
        """A place within the limits; what one call became is counted when it is over."""
        tally = Tally()
        async with self._limits.call() if self._limits else nullcontext():
            try:
                yield tally
            finally:
                self._tally.calls += tally.calls
        if self._limits is not None:
            await self._limits.beyond(tally.calls - 1)

    async def _bearer(self) -> str:
        """A token; where the token service itself asks to wait, that is a pause like any other of SnelStart."""
        try:
            return await self._token.text()
        except PausedError as paused:
            if self._limits is not None:
                await self._limits.pause(paused)
            raise

    async def _refusal(self, answer: Answer, *, write: bool) -> Exception:
        problem = refusal(answer, self._clock, self._http.secrets.redact, write=write)
        if isinstance(problem, PausedError) and self._limits is not None:
            await self._limits.pause(problem)
        return problem

    def _keep_time(self, answer: Answer) -> None:
        try:
            moment = parsedate_to_datetime(answer.headers.get("date", ""))
        except (ValueError, OverflowError):
            return
        self._skew = moment.replace(tzinfo=moment.tzinfo or UTC) - self._clock()


def _query(resource: str, condition: str, size: int, skip: int) -> dict[str, str]:
    if resource not in paging.PAGED:
        return {}
    query = {"$top": str(size), "$skip": str(skip)}
    return query | {"$filter": condition} if condition else query


def _record(answer: Answer) -> dict[str, Any]:
    """The record a write answered with; a success that can't be read leaves its outcome unknown."""
    try:
        record = decode(answer.body, answer.host)
    except GarbledError as problem:
        raise UnknownOutcomeError(problem.detail) from None
    if not isinstance(record, dict):
        raise UnknownOutcomeError(say("SnelStart antwoordde {status} zonder record.", status=answer.status))
    return record
