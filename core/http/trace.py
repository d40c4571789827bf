"""What may be kept of a body: its hash, and the names of its fields. Values stay out, and so does all of a call that
carries a key.
"""

import hashlib
import json
import re
from collections.abc import Mapping

LONGEST_BODY = 256 * 1024
"""Bytes; a larger body is hashed, and its fields are not named."""
MOST_FIELDS = 40
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,39}")
_ID = re.compile(r"[A-Za-z0-9._:-]{1,80}")
_ID_HEADERS = ("request-id", "x-ms-request-id", "apim-request-id", "x-request-id", "x-correlation-id", "cf-ray")


def digest(content: bytes) -> str:
    """sha256 in hex; empty for no body."""
    return hashlib.sha256(content).hexdigest() if content else ""


def field_names(content: bytes) -> tuple[str, ...]:
    """The names of a JSON object's own fields, in order; nothing for anything else, and nothing that is no plain name."""
    if not content.startswith(b"{") or len(content) > LONGEST_BODY:
        return ()
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return ()
    return tuple(name for name in found if _NAME.fullmatch(name))[:MOST_FIELDS]


def request_id(headers: Mapping[str, str]) -> str:
    """The service's own name of the exchange, for its helpdesk; empty when it gave none that can be shown."""
    found = next((headers[name] for name in _ID_HEADERS if headers.get(name)), "")
    return found if _ID.fullmatch(found) else ""
