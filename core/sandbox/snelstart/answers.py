"""The shapes the service answers in: promises each of the error bodies that were seen live, and exact numbers.

Business refusals are an array, binding refusals carry modelState, query refusals a capital Message, and the gateway a
statusCode. Money is written as a JSON number straight from Decimal.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec
from starlette.responses import Response

from core.sandbox.snelstart.codes import MESSAGES

JSON = "application/json; charset=utf-8"
_ENCODER = msgspec.json.Encoder(decimal_format="number")


def encode(value: Any) -> bytes:
    """JSON bytes of a value in wire form; a Decimal keeps its own digits."""
    return _ENCODER.encode(value)


def answer(value: Any, status: int = 200) -> Response:
    """A success with a JSON body."""
    return Response(encode(value), status_code=status, media_type=JSON)


@dataclass(slots=True)
class Refusal(Exception):  # noqa: N818 - it is an answer of the service, not an error of the twin
    """An answer of the service that isn't a success: raised anywhere, rendered in one place."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)

    def response(self) -> Response:
        """The answer on the wire; without a body it has none at all."""
        content = b"" if self.body is None else encode(self.body)
        media = None if self.body is None else JSON
        return Response(content, status_code=self.status, media_type=media, headers=self.headers)


def business(*codes: str, status: int = 400) -> Refusal:
    """The business layer's array, one entry a code of the published list."""
    return Refusal(status, [{"errorCode": code, "message": MESSAGES[code], "details": None} for code in codes])


def model_state(errors: dict[str, list[str]]) -> Refusal:
    """Model binding's object: messages by the path of the member."""
    return Refusal(400, {"message": "The request is invalid.", "modelState": errors})


def bad_query(message: str) -> Refusal:
    """The query layer's object."""
    return Refusal(400, {"Message": message})


def gateway(status: int, message: str, headers: dict[str, str] | None = None) -> Refusal:
    """The gateway's object, before the service itself is reached."""
    return Refusal(status, {"statusCode": status, "message": message}, headers or {})


def denied(status: int) -> Refusal:
    """A token that isn't accepted (401) or doesn't carry the scopes (403). Assumed: no live body was recorded."""
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}  # noqa: PLR2004 - the status is its own name
    return Refusal(status, {"Message": "Authorization has been denied for this request."}, headers)
