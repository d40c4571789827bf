"""The client of one Time On API key. Its lists are POSTs that only read and are tried again; creating leaves once."""

import json
from collections.abc import AsyncIterator, Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from core.clock import Clock
from core.config import Settings
from core.errors import CredentialsError, GarbledError, TimeOnKeyError, UnknownOutcomeError
from core.http import Http, Tally
from core.text import say
from core.timeon import hours
from core.timeon.envelope import unwrap
from core.timeon.token import Token

Row = dict[str, Any]

IDS_A_CALL = 200
MOST_PAGES = 10_000
"""A million klanten: a list that goes on longer has no end."""


class TimeOn:
    """Time On as one API key opens it. Rows come as they are, fractions as Decimal; a key may be missing from a row.

    Reads raise TimeOnKeyError, EdgeError, PausedError, RefusedError (Time On said no, with HTTP 200), GarbledError,
    UnreachableError. Of `create_customer`: RefusedError means refused, UnknownOutcomeError that it may have been made.
    """

    def __init__(self, http: Http, settings: Settings, clock: Clock, *, api_key: str) -> None:
        if not api_key.isascii() or not api_key.isprintable() or not api_key:
            raise TimeOnKeyError(say("Er staan tekens in die niet in een sleutel horen, of hij is leeg."))
        http.secrets.add(api_key)
        self._http = http
        self._settings = settings
        self._clock = clock
        self._tally = Tally()
        self._token = Token(http, settings.timeon_url, api_key, clock, self._tally)

    @property
    def calls(self) -> int:
        """Requests made so far, retries and tokens included."""
        return self._tally.calls

    async def organisation(self) -> Row:
        """The administration that the key opens: `organisationID`, `name`, and which fields it uses."""
        found = await self._read("GET", "/api/organisation", None)
        if not isinstance(found, dict) or not found.get("organisationID"):
            raise GarbledError(say("Time On noemt geen organisatie."))
        return found

    async def users(self) -> list[Row]:
        """Medewerkers, the inactive ones too: old registraties name them."""
        return _rows(await self._read("POST", "/api/user/search", {}), "medewerkers")

    def customers(self) -> AsyncIterator[list[Row]]:
        """Klanten, a page at a time."""
        return self._pages("/api/customer/list", {}, "klanten")

    def projects(self) -> AsyncIterator[list[Row]]:
        """Projecten, a page at a time, hidden ones too: `showHidden` is a filter either way, so it is left out."""
        return self._pages("/api/project/list", {"calculateBudget": True}, "projecten")

    async def hours(self, van: date, tot: date) -> list[Row]:
        """The hour rows from `van` to and with `tot`, month by month, each window checked against its own total.

        Time On shows a deletion only as an absence, so a window that came short is asked for again in halves; a day that
        stays short is GarbledError.
        """
        rows: dict[str, Row] = {}
        for window in hours.months(van, tot):
            for row in await self._window(*window):
                rows[str(row.get("hourID"))] = row
        return list(rows.values())

    async def hours_by_id(self, ids: Iterable[str]) -> list[Row]:
        """The rows of these ids; one that is absent is gone."""
        wanted = list(dict.fromkeys(str(one) for one in ids))
        found: list[Row] = []
        for start in range(0, len(wanted), IDS_A_CALL):
            numbers = [int(one) if one.isdigit() else one for one in wanted[start : start + IDS_A_CALL]]
            result = await self._read("POST", "/api/hour/list", {"filter": {"hourIDs": numbers}})
            found += hours.whole(result)
        return [row for row in found if str(row.get("hourID")) in set(wanted)]

    async def create_customer(self, body: Mapping[str, Any]) -> Row:
        """POST a new klant, once: the row as made, with its `customerID`."""
        return await self._write_customer("/api/customer", body)

    async def read_customer(self, customer_id: str) -> Row:
        """One klant with all its keys, as a save wants them; an inference: only its neighbours were seen."""
        row = await self._read("GET", f"/api/customer/{quote(customer_id, safe='')}", None)
        if not isinstance(row, dict) or str(row.get("customerID")) != customer_id:
            raise GarbledError(say("Time On antwoordde zonder klant."))
        return row

    async def save_customer(self, body: Mapping[str, Any]) -> Row:
        """POST the whole of an existing klant, once; what is left out is cleared. Its path is an inference."""
        return await self._write_customer("/api/customer/save", body)

    async def _write_customer(self, path: str, body: Mapping[str, Any]) -> Row:
        token = await self._token.text()
        answer = await self._http.send(
            "POST", self._url(path), headers=_headers(token), content=_json(body), tally=self._tally
        )
        if answer.status == 401:  # noqa: PLR2004 - HTTP
            self._token.drop(token)
        row = unwrap(answer, self._clock, self._http.secrets.redact, write=True)
        if not isinstance(row, dict) or not row.get("customerID"):
            raise UnknownOutcomeError(say("Time On antwoordde zonder klant."))
        return row

    async def _window(self, van: date, tot: date) -> list[Row]:
        result = await self._read(
            "POST", "/api/hour/list", {"filter": {"from": van.isoformat(), "to": tot.isoformat()}}
        )
        if van < tot and hours.is_short(result):
            middle = date.fromordinal((van.toordinal() + tot.toordinal()) // 2)
            return [
                *await self._window(van, middle),
                *await self._window(date.fromordinal(middle.toordinal() + 1), tot),
            ]
        return hours.whole(result)

    async def _pages(self, path: str, extra: Mapping[str, Any], what: str) -> AsyncIterator[list[Row]]:
        size, page = self._settings.timeon_page, 0
        before: list[Row] = []
        while True:
            page += 1
            result = await self._read("POST", path, {"page": page, "pageSize": size, **extra})
            rows = _rows(result, what)
            if rows and rows == before:
                raise GarbledError(say("Time On herhaalt dezelfde pagina van {what}.", what=what))
            if page > MOST_PAGES:
                raise GarbledError(say("De lijst van {what} houdt niet op.", what=what))
            if rows:
                yield rows
            last = result.get("nrPages") if isinstance(result, dict) else 1
            if not rows or (page >= last if isinstance(last, int) else len(rows) < size):
                return
            before = rows

    async def _read(self, method: str, path: str, body: Mapping[str, Any] | None) -> Any:
        """A 401 mints once more: a bearer lasts four hours and a long read may outlive it."""
        for last in (False, True):
            token = await self._token.text()
            if method == "GET":
                answer = await self._http.get(self._url(path), headers=_headers(token), tally=self._tally)
            else:
                content = _json(body or {})
                answer = await self._http.ask(
                    self._url(path), headers=_headers(token), content=content, tally=self._tally
                )
            if answer.status != 401 or last:  # noqa: PLR2004 - HTTP
                return unwrap(answer, self._clock, self._http.secrets.redact)
            self._token.drop(token)
        raise CredentialsError

    def _url(self, path: str) -> str:
        return f"{self._settings.timeon_url}{path}"


def _headers(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}


def _json(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _rows(result: Any, what: str) -> list[Row]:
    """A bare list or `{items}`: witnesses differ."""
    found = result.get("items") if isinstance(result, dict) else result
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise GarbledError(say("Time On antwoordde met iets anders dan {what}.", what=what))
    return found
