"""Secrets known to this process, and the promise that none of them survives in a text that passes `redact`."""

import base64
import binascii
import json
import re
import threading
from urllib.parse import quote, quote_plus

MASK = "•••"

_BY_NAME = re.compile(
    r"""(?ix)
    (\bbearer\s+ | \b(?:clientkey|token|access_token|subscription-key|password|koppelsleutel
      |ocp-apim-subscription-key)\b["']?\s*[=:]\s*["']?)
    [^\s"'&;,<>)\]}]+
    """
)


_JWT = re.compile(r"\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*")


class Secrets:
    """A set of texts that may not be seen, in every form in which they travel: plain, in a URL, in JSON, decoded.

    Beside the texts it knows, `redact` hides tokens by their shape and whatever follows the names under which secrets
    are sent. It may hold thousands (a key and a token a koppeling): adding is cheap, redacting is for errors and logs. Any
    thread may ask: the journals are written beside the loop that learns of a token.
    """

    __slots__ = ("_forms", "_lock", "_ordered")

    def __init__(self) -> None:
        self._forms: dict[str, set[str]] = {}
        self._ordered: list[str] | None = []
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"Secrets({len(self._forms)})"

    def add(self, text: str) -> None:
        """Know a secret from now on; an empty text is none."""
        if text and text not in self._forms:
            forms = {form for form in _forms_of(text) if form.strip()}
            with self._lock:
                self._forms[text] = forms
                self._ordered = None

    def discard(self, text: str) -> None:
        """Forget a token that is worth nothing any more, so that a long run does not gather them."""
        with self._lock:
            if self._forms.pop(text, None) is not None:
                self._ordered = None

    def redact(self, text: str) -> str:
        """The text with every known secret masked; empty when the mask itself would spell one."""
        masked = _BY_NAME.sub(rf"\1{MASK}", _JWT.sub(MASK, text))
        longest_first = self._longest_first()
        for form in longest_first:
            masked = masked.replace(form, MASK)
        return "" if any(form in masked for form in longest_first) else masked

    def _longest_first(self) -> list[str]:
        """Every form as of now, in a list that is never changed; made under the lock, or a secret that comes meanwhile would
        be left out of it and of every text after this one.
        """
        with self._lock:
            if self._ordered is None:
                self._ordered = sorted(set().union(*self._forms.values()), key=len, reverse=True)
            return self._ordered


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
