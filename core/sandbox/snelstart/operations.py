"""The operations of the API, read from the fact table: promises method, path, success status, models and scopes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on one path. `answer` and `body` name a model, `[]` marks a list, `-` none, `{}` a placeholder."""

    method: str
    path: str
    status: int
    answer: str
    body: str
    scopes: tuple[str, ...]
    top: int | None
    """The most records a page may hold; None where the operation takes no OData."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The path in lower case, split; a part in braces is a parameter."""
        return tuple(self.path.lower().strip("/").split("/"))


def _operation(line: str) -> Operation:
    method, path, status, answer, body, scopes, top = line.split()
    return Operation(
        method,
        path,
        int(status),
        answer,
        body,
        () if scopes == "-" else tuple(scopes.split(",")),
        None if top == "-" else int(top),
    )


@cache
def operations() -> tuple[Operation, ...]:
    """All of them, in the order of the table."""
    text = files(__package__).joinpath("facts/operations.txt").read_text(encoding="utf-8")
    return tuple(_operation(line) for line in text.splitlines())


def _matches(parts: tuple[str, ...], path: list[str]) -> dict[str, str] | None:
    if len(parts) != len(path):
        return None
    found: dict[str, str] = {}
    for part, text in zip(parts, path, strict=True):
        if part.startswith("{"):
            found[part[1:-1]] = text
        elif part != text.lower():
            return None
    return found


def find(method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
    """The operation behind a path (without /v2, in any case) and its parameters; a literal part beats a parameter."""
    split = path.strip("/").split("/")
    candidates = [
        (operation, found)
        for operation in operations()
        if operation.method == method and (found := _matches(operation.parts, split)) is not None
    ]
    return min(candidates, key=lambda each: len(each[1]), default=None)
