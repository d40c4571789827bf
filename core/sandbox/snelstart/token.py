"""The token endpoint: promises both grants of one koppelsleutel and the recorded refusal of a wrong one."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from core.sandbox.snelstart.answers import Refusal, answer
from core.sandbox.snelstart.jwt import LIFETIME, mint

if TYPE_CHECKING:
    from starlette.responses import Response

    from core.sandbox.snelstart.state import SnelStartState

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 20


def _refuse(error: str) -> Refusal:
    return Refusal(400, {"error": error})


def _form(content_type: str, body: bytes) -> dict[str, str]:
    if content_type.split(";", maxsplit=1)[0].strip().lower() != FORM:
        return {}
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        return {}


def grant(state: SnelStartState, content_type: str, body: bytes) -> Response:
    """A token for the koppelsleutel in the form; Refusal 400 with the service's `error` otherwise.

    The body for `clientkey` is recorded live; those for `password` and for a missing grant are assumed.
    """
    form = _form(content_type, body)
    kind = form.get("grant_type", "")
    if kind == "clientkey":
        koppelsleutel = form.get("clientkey", "")
        parameter = "clientkey"
    elif kind == "password":
        parameter = "username"
        pair = f"{form.get('username', '')}:{form.get('password', '')}"
        koppelsleutel = b64encode(pair.encode("utf-8", "replace")).decode()
    else:
        raise _refuse("GrantType was not found or is not supported")
    owner = state.owner(koppelsleutel)
    if owner is None or not owner[1].active:
        raise _refuse(f"GrantType {kind} was found. Parameter {parameter} does not contain a valid value")
    administratie, key = owner
    return answer(
        {"access_token": mint(state, administratie, koppelsleutel, key), "token_type": "bearer", "expires_in": LIFETIME}
    )
