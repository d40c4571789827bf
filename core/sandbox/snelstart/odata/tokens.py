"""Splits a $filter into tokens: promises a list or a QueryError for any text whatever, in linear time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.sandbox.snelstart.odata.errors import QueryError

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
    |(?P<string>'(?:[^']|'')*')
    |(?P<prefixed>[A-Za-z]+'[^']*')
    |(?P<number>-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?[mMlLdDfF]?(?![A-Za-z0-9_.-]))
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<mark>[(),/:])""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `kind` is string, prefixed, number, name, mark or end."""

    kind: str
    text: str
    at: int


def tokenize(text: str) -> list[Token]:
    """The tokens of `text` with an `end` token last; QueryError names the first character that fits nothing."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise QueryError(f"Syntax error: character '{text[at]}' is not valid at position {at} in '{text}'.")
        kind = found.lastgroup or ""
        if kind != "space":
            tokens.append(Token(kind, found.group(), at))
        at = found.end()
    tokens.append(Token("end", "", at))
    return tokens
