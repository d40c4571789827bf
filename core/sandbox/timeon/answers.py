"""The bodies Time On answers with. A refusal is HTTP 200 with `success` false; only the edge and a bad bearer aren't."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
from starlette.responses import Response

MAX_BODY = 30_000_000
"""Kestrel's default limit on a request body, in bytes."""

_ENCODER = msgspec.json.Encoder(decimal_format="number")
_DECODER = msgspec.json.Decoder(float_hook=Decimal)


class RefusedError(Exception):
    """The request can't be done; the text goes out as `message`."""


def ok(result: Any) -> Response:
    """The answer to a call that was done."""
    return _json({"success": True, "message": None, "resultObject": result})


def refuse(message: str) -> Response:
    """The answer to a call that was not done: still 200."""
    return _json({"success": False, "message": message, "resultObject": None})


def token_answer(token: str | None, seconds: int, refresh: str | None, message: str | None) -> Response:
    """The token answer, which is not wrapped; `token` None means refused."""
    return _json(
        {
            "success": token is not None,
            "access_token": token,
            "expires_in": seconds,
            "refresh_token": refresh,
            "errorMessage": message,
        }
    )


def unauthorized() -> Response:
    """No bearer, an unknown one or an expired one: 401 with an empty body."""
    return Response(status_code=401, headers={"WWW-Authenticate": "Bearer"})


def decode(body: bytes) -> dict[str, Any]:
    """The JSON object in `body`, fractions as Decimal; an empty body is an empty object.

    Raises RefusedError for anything that is no JSON object, however deep or malformed.
    """
    if not body.strip():
        return {}
    try:
        value = _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError, ArithmeticError):
        raise RefusedError("The request body is not valid JSON.") from None
    if not isinstance(value, dict):
        raise RefusedError("The request body must be an object.")
    return value


def _json(value: Any) -> Response:
    return Response(_ENCODER.encode(value), media_type="application/json")
