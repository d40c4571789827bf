"""What Time On's answers mean: it wraps all in `{success, message, resultObject}` and refuses with HTTP 200; the edge
before it answers for itself.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from core.clock import Clock
from core.errors import (
    AppError,
    CredentialsError,
    EdgeError,
    GarbledError,
    PausedError,
    RefusedError,
    UnknownOutcomeError,
    UnreachableError,
)
from core.http import Answer, one_line, paused_until
from core.text import say

Redact = Callable[[str], str]

_EDGE = re.compile(rb"error code:\s*10\d\d|error-10\d\d", re.IGNORECASE)


def unwrap(answer: Answer, clock: Clock, redact: Redact, *, write: bool = False) -> Any:
    """The `resultObject` of an answer, or the error it means.

    Reads: EdgeError, CredentialsError (401), PausedError, RefusedError (success false), UnreachableError, GarbledError.
    Writes: RefusedError means refused; 5xx and what can't be read are UnknownOutcomeError; the others did not execute.
    """
    check_edge(answer)
    if not answer.ok:
        raise _failure(answer, clock, redact, write=write)
    try:
        content = answer.json()
    except GarbledError as problem:
        if write:
            raise UnknownOutcomeError(problem.detail) from None
        raise
    if not isinstance(content, Mapping) or not isinstance(content.get("success"), bool):
        kind = UnknownOutcomeError if write else GarbledError
        raise kind(say("{host} antwoordde met iets anders dan Time On.", host=answer.host))
    if content["success"] is False:
        raise RefusedError(say("Time On: {text}", text=message_of(content, redact)), status=answer.status)
    return content.get("resultObject")


def check_edge(answer: Answer) -> None:
    """Raise EdgeError when the edge before Time On spoke (403, `error code: 1010`): the key was never looked at."""
    if answer.status in (403, 1020) and _EDGE.search(answer.body[:20000]):
        raise EdgeError


def message_of(content: Mapping[str, Any], redact: Redact) -> str:
    """The reason in a refusal, one line that a terminal can show."""
    for name in ("message", "errorMessage", "exception"):
        if isinstance(content.get(name), str) and content[name].strip():
            return one_line(redact(content[name]))
    return str(say("zonder uitleg"))


def _failure(answer: Answer, clock: Clock, redact: Redact, *, write: bool) -> AppError:
    detail = say("{host} antwoordde {status}.", host=answer.host, status=answer.status)
    if answer.status == 429:  # noqa: PLR2004 - HTTP
        return PausedError(detail, until=paused_until(answer, "", clock()))
    if write and (answer.status >= 500 or answer.status in (408, 499) or answer.status < 400):  # noqa: PLR2004 - HTTP
        return UnknownOutcomeError(detail)
    if answer.status == 503 and "retry-after" in answer.headers:  # noqa: PLR2004 - HTTP
        return PausedError(detail, until=paused_until(answer, "", clock()))
    if answer.status >= 500 or answer.status == 408:  # noqa: PLR2004 - HTTP
        return UnreachableError(detail)
    if answer.status in (401, 403):
        return CredentialsError(detail)
    return _client_error(answer, redact, write=write)


def _client_error(answer: Answer, redact: Redact, *, write: bool) -> AppError:
    """A 4xx in JSON is Time On's own refusal; anything else came from something in between."""
    detail = say("{host} antwoordde {status}.", host=answer.host, status=answer.status)
    try:
        content = answer.json()
    except GarbledError:
        return UnknownOutcomeError(detail) if write else GarbledError(detail)
    text = message_of(content, redact) if isinstance(content, Mapping) else ""
    return RefusedError(say("Time On ({status}): {text}", status=answer.status, text=text), status=answer.status)
