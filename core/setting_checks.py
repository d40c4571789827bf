"""What a setting may be: each check answers the value in its own type, or says why it can't be."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from string import Formatter
from typing import Any
from urllib.parse import urlsplit

from core.text import Sentence, mark, say

_WORDS = {"1": True, "true": True, "0": False, "false": False}
USUAL_KEYS = "standaard"
THEMES = ("donker", "licht", "contrast", "contrast-licht", "ansi")
LINE_FIELDS = ("groep", "artikel", "periode", "klant", "project", "medewerker", "omschrijvingen", "registraties")
"""What a template of a grouped line may name."""
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class SettingError(ValueError):
    """A value that a setting can't have: `key` and why."""

    def __init__(self, key: str, problem: Sentence) -> None:
        super().__init__(f"{key}: {problem}")
        self.key = key
        self.problem = problem


def choice(*allowed: str) -> Callable[[str, Any], Any]:
    """One of these words."""

    def check(key: str, value: Any) -> Any:
        if value not in allowed:
            raise SettingError(key, say("kies uit {allowed}", allowed=", ".join(allowed)))
        return value

    return check


def number(kind: type, low: float, high: float | None = None, *, above: bool = False) -> Callable[[str, Any], Any]:
    """A number of `kind` from `low` (not itself when `above`) to and with `high`."""

    def check(key: str, value: Any) -> Any:
        try:
            exact = Decimal("nan" if isinstance(value, bool) else str(value))
        except InvalidOperation:
            exact = Decimal("nan")
        if not exact.is_finite() or (kind is int and exact != exact.to_integral_value()):
            raise SettingError(key, say(mark("een heel getal is nodig") if kind is int else mark("een getal is nodig")))
        number = kind(exact)
        if not low <= number or (above and number == low) or (high is not None and number > high):
            raise SettingError(key, _span(low, high, above=above))
        return number

    return check


def _span(low: float, high: float | None, *, above: bool) -> Sentence:
    if high is not None:
        return say("van {low} tot en met {high}", low=low, high=high)
    return say("meer dan {low}", low=low) if above else say("{low} of meer", low=low)


_KEY = re.compile(r"[0-9a-fA-F]{32,}|[A-Za-z0-9+_-]{60,}")
"""As the keys of the two services look: hexadecimal digits, or base64 of what is longer."""


def text(key: str, value: Any) -> str:
    """Any text but what looks like a key: a setting is shown, journalled and sent along in a bundle."""
    if not isinstance(value, str):
        raise SettingError(key, say("tekst is nodig"))
    if _KEY.search(value):
        raise SettingError(key, say("dit lijkt een sleutel, en die hoort niet in de instellingen"))
    return value


def line(key: str, value: Any) -> str:
    """Text on one line."""
    said = text(key, value)
    if not said.isprintable():
        raise SettingError(key, say("er staat een teken in dat niet te zien is"))
    return said


def ascii_text(key: str, value: Any) -> str:
    """Text that can stand in a header."""
    said = line(key, value)
    if not said.isascii():
        raise SettingError(key, say("alleen letters, cijfers en tekens zonder accent"))
    return said


def template(*names: str) -> Callable[[str, Any], Any]:
    """Text with {name} in it, of these names alone; the nearest is told of one that is none."""

    def check(key: str, value: Any) -> str:
        said = text(key, value)
        try:
            parts = list(Formatter().parse(said))
        except ValueError:
            raise SettingError(key, say("een accolade is niet gesloten")) from None
        for _, name, form, turned in parts:
            if name is None:
                continue
            if name not in names:
                from difflib import get_close_matches

                near = get_close_matches(name.casefold(), names, n=1, cutoff=0.4)
                known = ", ".join(names)
                problem = say("{naam} is geen veld; bedoelde je {near}? Kies uit {allowed}", naam=f"{{{name}}}",
                              near=f"{{{near[0]}}}", allowed=known) if near else say(
                    "{naam} is geen veld; kies uit {allowed}", naam=f"{{{name}}}", allowed=known)  # fmt: skip
                raise SettingError(key, problem)
            if form or turned:
                raise SettingError(key, say("{naam} staat er zonder iets achter de naam", naam=f"{{{name}}}"))
        if not said.strip():
            raise SettingError(key, say("tekst is nodig"))
        return said

    return check


def flag(key: str, value: Any) -> bool:
    """True or false; a variable says it in a word."""
    found = _WORDS.get(value.lower()) if isinstance(value, str) else value
    if not isinstance(found, bool):
        raise SettingError(key, say("kies uit {allowed}", allowed="true, false"))
    return found


OWNED = ("naam", "email", "telefoon", "btw", "straat", "postcode", "plaats", "actief")
"""The fields of a klant that are kept in step, as `owner` names them."""


def owners(key: str, value: Any) -> str:
    """Pairs `field=side` with commas between."""
    said = text(key, value)
    for part in filter(None, map(str.strip, said.split(","))):
        field, _, side = (piece.strip() for piece in part.partition("="))
        if field not in OWNED:
            raise SettingError(
                key, say("{field} is geen veld; kies uit {allowed}", field=field, allowed=", ".join(OWNED))
            )
        if side not in ("timeon", "snelstart", "both"):
            raise SettingError(key, say("kies uit {allowed}", allowed="timeon, snelstart, both"))
    return said


def pairs(key: str, value: Any) -> str:
    """Pairs `name=word` with commas between; a table of TOML says the same."""
    if isinstance(value, dict):
        value = ", ".join(f"{name}={word}" for name, word in value.items())
    found = [part.strip() for part in text(key, value).split(",") if part.strip()]
    wrong = next((part for part in found if not all(map(str.strip, part.partition("=")))), None)
    if wrong is not None:
        raise SettingError(key, say("{part} is geen paar naam=toets", part=wrong))
    return ", ".join(found)


def address(key: str, value: Any) -> str:
    """An https address without a slash at its end; plain http only to this machine."""
    plain = text(key, value).rstrip("/")
    rest = plain.removeprefix("http://")
    if rest != plain and not _is_loopback(rest):
        raise SettingError(key, say("http alleen naar deze machine zelf; gebruik https"))
    if plain and rest == plain and not plain.startswith("https://"):
        raise SettingError(key, say("een adres begint met https://"))
    if plain and not _is_bare(plain):
        raise SettingError(key, say("een adres is https://machine/pad, zonder naam, wachtwoord of vraagteken"))
    return plain


def _is_bare(plain: str) -> bool:
    """Whether it names a machine, maybe a port and a path, and nothing that could be a secret."""
    try:
        parts = urlsplit(plain)
        return bool(parts.hostname) and "@" not in parts.netloc and not set("?# \\") & set(plain) and parts.port != 0
    except ValueError:
        return False


def _is_loopback(rest: str) -> bool:
    """Whether host and port name this machine: `localhost.example` does not, nor does `127.0.0.1@example`."""
    host = rest.split("/", maxsplit=1)[0]
    return any(host == name or (host.startswith(f"{name}:") and host[len(name) + 1 :].isdigit()) for name in _LOOPBACK)


CHECKS: Mapping[str, Callable[[str, Any], Any]] = {
    "language": choice("nl", "en"),
    "theme": choice(*THEMES),
    "mouse": flag,
    "preset": choice(USUAL_KEYS, "vim"),
    "keys": pairs,
    "read_only": flag,
    "snelstart_url": address,
    "snelstart_auth_url": address,
    "snelstart_login_url": address,
    "snelstart_web_url": address,
    "timeon_url": address,
    "snelstart_app": line,
    "user_agent": ascii_text,
    "ca_file": line,
    "timeout_seconds": number(float, 0, 600, above=True),
    "settle_seconds": number(int, 0),
    "sync_minutes": number(int, 1),
    "artikelen_page": number(int, 1, 500),
    "page": number(int, 1, 500),
    "timeon_page": number(int, 1),
    "overlap_seconds": number(int, 0, 86_400),
    "full_days": number(int, 1, 365),
    "reference_hours": number(int, 0, 720),
    "calls_at_once": number(int, 1, 50),
    "calls_a_minute": number(int, 1),
    "calls_an_hour": number(int, 1),
    "watch_seconds": number(int, 1, 3600),
    "silent_seconds": number(int, 2, 3600),
    "hurry_seconds": number(int, 0, 3600),
    "owner": owners,
    "timeon_save": flag,
    "window_months": number(int, 1, 24),
    "hours_rule": choice("exact", "decimals", "quarter"),
    "line_text": template(*LINE_FIELDS),
    "btw_rounding": choice("group", "line"),
    "amounts_as_text": flag,
    "order_web_url": line,
    "payment_days": number(int, 0, 100),
    "approval_above": number(Decimal, 0),
    "attach_specification": flag,
    "clock_skew_seconds": number(int, 0),
    "guard_minimum": number(int, 0),
    "guard_share": number(Decimal, 0, 1),
    "journal_days": number(int, 31),
    "call_days": number(int, 1, 2557),
    "calls_kept": number(int, 100),
    "events_kept": number(int, 1000),
    "bundle_names": flag,
}
"""Every setting that is not taken as it is, with its check."""
