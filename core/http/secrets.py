"""Secrets known to this process, and the promise that none of them survives in a text that passes `redact`."""

import base64
import binascii
import json
import re
from urllib.parse import quote, quote_plus

MASK = "•••"

_BY_NAME = re.compile(
    r"""(?ix)
    (\bbearer\s+ | \b(?:clientkey|token|access_token|subscription-key|password|koppelsleutel
      |ocp-apim-subscription-key)\b["']?\s*[=:]\s*["']?)
    [^\s"'&;,<>)\]}]+
    """
)


class Secrets:
    """A set of texts that may not be seen, in every form in which they travel: plain, in a URL, in JSON, decoded.

    Beside the texts it knows, `redact` hides whatever follows the names under which secrets are sent.
    """

    __slots__ = ("_forms", "_pattern")

    def __init__(self) -> None:
        self._forms: frozenset[str] = frozenset()
        self._pattern: re.Pattern[str] | None = None

    def __repr__(self) -> str:
        return f"Secrets({len(self._forms)} forms)"

    def add(self, text: str) -> None:
        """Know a secret from now on; an empty text is none."""
        if not text or text in self._forms:
            return
        forms = self._forms | {form for form in _forms_of(text) if form.strip()}
        self._pattern = re.compile("|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)))
        self._forms = forms

    def redact(self, text: str) -> str:
        """The text with every known secret masked; empty when the mask itself would spell one."""
        masked = _BY_NAME.sub(rf"\1{MASK}", text)
        if self._pattern is None:
            return masked
        masked = self._pattern.sub(MASK, masked)
        return "" if self._pattern.search(masked) else masked


def _forms_of(text: str) -> set[str]:
    forms = {text, quote(text, safe=""), quote(text), quote_plus(text), json.dumps(text)[1:-1]}
    forms.add(json.dumps(text, ensure_ascii=False)[1:-1])
    return forms | _credentials_in(text)


def _credentials_in(text: str) -> set[str]:
    """A koppelsleutel is base64 of `name:password`: what it hides is as secret as itself."""
    try:
        plain = base64.b64decode(text, validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return set()
    name, colon, password = plain.partition(":")
    return {plain, password} if name and colon and password and plain.isprintable() else set()
