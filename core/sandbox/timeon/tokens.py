"""The token exchange: an API key, or an e-mail address with a password, for a bearer of four hours.

The credentials travel in the query string and the answer is not wrapped. A refused key is 200 with `success` false.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from core.sandbox.timeon.answers import ok, token_answer
from core.sandbox.timeon.state import TOKEN_SECONDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from core.sandbox.timeon.state import TimeOnState


def bearer(request: Request) -> str:
    """The token in the Authorization header; empty when there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def exchange(states: Sequence[TimeOnState], request: Request) -> Response:
    """POST /token: `grant_type=apitoken&token=` or `grant_type=password&username=&password=`; the key finds its organisation."""
    query = request.query_params
    match query.get("grant_type"):
        case "apitoken":
            offered = query.get("token", "")
            for state in states:
                if any(_same(offered, key) for key in state.api_keys):
                    return token_answer(state.issue_token(), TOKEN_SECONDS, None, None)
            return token_answer(None, 0, None, "Invalid API token")
        case "password":
            for state in states:
                known = state.passwords.get(query.get("username", "").lower(), "")
                if known and _same(query.get("password", ""), known):
                    token = state.issue_token()
                    refresh = hashlib.sha256(f"refresh:{token}".encode()).hexdigest()
                    return token_answer(token, TOKEN_SECONDS, refresh, None)
            return token_answer(None, 0, None, "Invalid username or password")
        case _:
            return token_answer(None, 0, None, "Unsupported grant type")


def log_out(state: TimeOnState, request: Request) -> Response:
    """POST /token/logout: the bearer that asks is good no longer."""
    state.tokens.pop(bearer(request), None)
    return ok(None)


def _same(offered: str, known: str) -> bool:
    return hmac.compare_digest(offered.encode("utf-8", "surrogatepass"), known.encode())
