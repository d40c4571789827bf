"""Reads every shape in which SnelStart, its gateway and what stands between say no.

Seen in the wild: an array of `{errorCode, message, details}`, an object with `message` and `modelState`, OData's
`{"Message"}`, the gateway's `{"statusCode", "message"}`, `{"error"}` of the token service, plain text, HTML, nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from core.errors import GarbledError
from core.http import Answer, decode, one_line

_CODE = re.compile(r"[A-Z]{3}-\d{4}")


class Shape(Enum):
    """Who seems to have spoken: the service, something that speaks text or HTML, or nobody."""

    JSON = "json"
    TEXT = "text"
    HTML = "html"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Problem:
    """Codes in SnelStart's order, and all texts in one line, free of control characters."""

    shape: Shape
    codes: tuple[str, ...] = ()
    text: str = ""


def read_problem(answer: Answer, redact: Callable[[str], str] = str) -> Problem:
    """What an answer that is no success says, its text past `redact`. Never raises: whatever it is, it is a problem."""
    body = answer.body.strip()
    if not body:
        return Problem(Shape.EMPTY)
    try:
        content = decode(body)
    except GarbledError:
        text = one_line(redact(body.decode("utf-8", "replace")))
        html = body[:1] == b"<" or "html" in answer.headers.get("content-type", "")
        return Problem(Shape.HTML if html else Shape.TEXT, _codes_in(text), "" if html else text)
    pairs = list(_walk(content))
    codes = tuple(dict.fromkeys(code for code, _ in pairs if code))
    text = one_line(redact("; ".join(dict.fromkeys(text for _, text in pairs if text))))
    return Problem(Shape.JSON, codes or _codes_in(text), text)


def _codes_in(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_CODE.findall(text)))


def _walk(content: Any) -> Iterator[tuple[str, str]]:
    """(code, text) of each thing that is wrong."""
    if isinstance(content, str):
        yield "", content
    elif isinstance(content, list):
        for item in content:
            yield from _walk(item)
    elif isinstance(content, Mapping):
        yield from _walk_object({str(key).lower(): value for key, value in content.items()})


def _walk_object(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    code = content.get("errorcode") or content.get("code")
    found = code if isinstance(code, str) and _CODE.fullmatch(code) else ""
    message = content.get("message") or content.get("error_description") or content.get("error")
    if isinstance(message, Mapping):
        message = message.get("value")
    details = content.get("details")
    listed = details if isinstance(details, list) else [details]
    words = [str(part) for part in (message, *listed) if isinstance(part, str | int) and part]
    if found or words:
        yield found, ": ".join(part for part in (found, " — ".join(words)) if part)
    model = content.get("modelstate")
    if isinstance(model, Mapping):
        for field, reasons in model.items():
            for reason in reasons if isinstance(reasons, list) else [reasons]:
                yield "", f"{field}: {reason}"
    nested = content.get("odata.error")
    if nested is not None:
        yield from _walk(nested)
