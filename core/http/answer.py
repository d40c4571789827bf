"""What comes back through the door: a complete answer, and the record of each call for journal and counters."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, NoReturn

from core.errors import GarbledError
from core.text import say

_DIGITS = 40
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer. `headers` has lower-case names; `body` is decoded of its transfer and content coding."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    host: str = ""

    @property
    def ok(self) -> bool:
        """Any 2xx: the document and the services differ on which."""
        return 200 <= self.status < 300  # noqa: PLR2004 - the range is the name

    def json(self) -> Any:
        """The body as JSON, numbers with a fraction as Decimal; raises GarbledError when it is none."""
        return decode(self.body, self.host)


@dataclass(frozen=True, slots=True)
class Call:
    """One request that was made. `path` carries no query but paging; `status` is None when no answer came,
    and then `dropped` tells that nobody waited for one any more: a page beyond the end, a run that was stopped.

    `seconds` is its duration, `retry` counts from 0, `at` is when it began. `sent` and `answered` are the sha256 of the
    bodies, `fields` names what was sent, `size` counts the answer's bytes, `id` is the service's own name of it; all of
    them are empty for a call that carries a key in its body.
    """

    host: str
    method: str
    path: str
    status: int | None
    seconds: float
    retry: int
    at: datetime
    sent: str = ""
    fields: tuple[str, ...] = ()
    answered: str = ""
    size: int = 0
    id: str = ""
    dropped: bool = False


@dataclass(slots=True)
class Tally:
    """How many requests one client made, retries and token calls included: what a service's limit counts."""

    calls: int = 0


def decode(body: bytes | str, host: str = "") -> Any:
    """JSON with Decimal for fractions; raises GarbledError for anything else, NaN and absurd exponents included.

    Half a surrogate pair, which no file and no database can hold, becomes the sign for a character that can't be shown.
    """
    try:
        found = json.loads(body, parse_float=_decimal, parse_constant=_refuse)
        return _whole(found) if _SURROGATE.search(body if isinstance(body, bytes) else body.encode()) else found
    except (ValueError, RecursionError):
        raise GarbledError(say("{host} antwoordde met iets dat geen geldige JSON is.", host=host or "?")) from None


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {_whole(name): _whole(item) for name, item in value.items()}
    return value


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except ArithmeticError:
        _refuse(text)
    if abs(value.adjusted()) > _DIGITS:
        _refuse(text)
    return value


def _refuse(text: str) -> NoReturn:
    message = f"{text[:_DIGITS]} is no amount"
    raise ValueError(message)
