"""Settings and where things live: flag over environment over TOML over default.

Every setting is one documented field; an unknown key in the file is answered with the nearest known one. Credentials
are no settings: they live in core.credentials alone. Plain dataclasses: this module is in the way of every command,
and a validation library would cost a quarter of a second there.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal

from core import __version__
from core.errors import UsageError
from core.text import Sentence, mark, say

APP = "koppelbord"
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

ENVIRONMENT = {
    "KOPPELBORD_SNELSTART_URL": "snelstart_url",
    "KOPPELBORD_SNELSTART_AUTH_URL": "snelstart_auth_url",
    "KOPPELBORD_SNELSTART_LOGIN_URL": "snelstart_login_url",
    "KOPPELBORD_SNELSTART_APP": "snelstart_app",
    "KOPPELBORD_TIMEON_URL": "timeon_url",
    "KOPPELBORD_SETTLE": "settle_seconds",
    "KOPPELBORD_LANG": "language",
}


class SettingError(ValueError):
    """A value that a setting can't have: `key` and why."""

    def __init__(self, key: str, problem: Sentence) -> None:
        super().__init__(f"{key}: {problem}")
        self.key = key
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Durations in seconds, sizes in records, addresses without a slash at the end.

    Text is taken for a number where one is wanted; raises SettingError for a value that can't be.
    """

    language: Literal["nl", "en"] = "nl"
    """The language of screens and words; data stay as they are."""
    snelstart_url: str = "https://b2bapi.snelstart.nl/v2"
    """SnelStart's B2B API."""
    snelstart_auth_url: str = "https://auth.snelstart.nl/b2b/token"
    """Where a koppelsleutel becomes a token."""
    snelstart_login_url: str = ""
    """The sandbox's login, drawn in the terminal; SnelStart itself has none."""
    snelstart_app: str = ""
    """The partner's short name at SnelStart, for the activation link; without it a key is pasted."""
    timeon_url: str = "https://api.timeon.nl"
    """Time On's API."""
    user_agent: str = f"koppelbord/{__version__}"
    """What we call ourselves; Time On's edge refuses the names of Python libraries."""
    timeout_seconds: float = 30.0
    """How long an answer may take."""
    settle_seconds: int = 900
    """How long an unknown push rests before it may be sent again."""
    sync_minutes: int = 30
    """The time between two syncs of a koppeling."""
    artikelen_page: int = 25
    """Artikelen a page: the document says 25 and 500; 25 was measured."""
    page: int = 500
    """Other SnelStart records a page."""
    timeon_page: int = 100
    """Time On records a page, as its clients send."""
    window_months: int = 3
    """Months of registraties that are kept fresh, this one included."""
    hours_rule: Literal["exact", "decimals", "quarter"] = "decimals"
    """How minutes become hours on a line: exact, two decimals, or each quarter begun."""
    amounts_as_text: bool = True
    """Send amounts and quantities as decimal text (measured for boekingen, an inference for orders), not as JSON numbers."""
    payment_days: int = 14
    """Krediettermijn of an order when the relatie has none."""
    clock_skew_seconds: int = 60
    """How far our clock and SnelStart's may differ before a push is refused."""
    guard_minimum: int = 10
    """Deactivations a run may plan before the ceiling looks at the percentage."""
    guard_share: Decimal = Decimal("0.05")
    """The share of records a run may deactivate."""

    def __post_init__(self) -> None:
        for key, check in _CHECKS.items():
            object.__setattr__(self, key, check(key, getattr(self, key)))


def _choice(*allowed: str) -> Callable[[str, Any], Any]:
    def check(key: str, value: Any) -> Any:
        if value not in allowed:
            raise SettingError(key, say("kies uit {allowed}", allowed=", ".join(allowed)))
        return value

    return check


def _number(kind: type, low: float, high: float | None = None, *, above: bool = False) -> Callable[[str, Any], Any]:
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


def _text(key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise SettingError(key, say("tekst is nodig"))
    return value


def _flag(key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise SettingError(key, say("kies uit {allowed}", allowed="true, false"))
    return value


def _address(key: str, value: Any) -> str:
    plain = _text(key, value).rstrip("/")
    rest = plain.removeprefix("http://")
    if rest != plain and not _is_loopback(rest):
        raise SettingError(key, say("http alleen naar deze machine zelf; gebruik https"))
    if plain and rest == plain and not plain.startswith("https://"):
        raise SettingError(key, say("een adres begint met https://"))
    return plain


def _is_loopback(rest: str) -> bool:
    """Whether host and port name this machine: `localhost.example` does not, nor does `127.0.0.1@example`."""
    host = rest.split("/", maxsplit=1)[0]
    return any(host == name or (host.startswith(f"{name}:") and host[len(name) + 1 :].isdigit()) for name in _LOOPBACK)


_CHECKS: Mapping[str, Callable[[str, Any], Any]] = {
    "language": _choice("nl", "en"),
    "snelstart_url": _address,
    "snelstart_auth_url": _address,
    "snelstart_login_url": _address,
    "timeon_url": _address,
    "snelstart_app": _text,
    "user_agent": _text,
    "timeout_seconds": _number(float, 0, 600, above=True),
    "settle_seconds": _number(int, 0),
    "sync_minutes": _number(int, 1),
    "artikelen_page": _number(int, 1, 500),
    "page": _number(int, 1, 500),
    "timeon_page": _number(int, 1),
    "window_months": _number(int, 1, 24),
    "hours_rule": _choice("exact", "decimals", "quarter"),
    "amounts_as_text": _flag,
    "payment_days": _number(int, 0, 100),
    "clock_skew_seconds": _number(int, 0),
    "guard_minimum": _number(int, 0),
    "guard_share": _number(Decimal, 0, 1),
}


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders in use: one home, or the XDG folders."""

    data: Path
    config: Path
    state: Path

    @property
    def register(self) -> Path:
        """The list of koppelingen."""
        return self.data / "register.db"

    @property
    def koppelingen(self) -> Path:
        """A file a koppeling."""
        return self.data / "koppelingen"

    @property
    def settings_file(self) -> Path:
        """The settings, TOML."""
        return self.config / "config.toml"

    @property
    def secrets(self) -> Path:
        """The 0600 file of credentials, there only after an explicit yes."""
        return self.config / "credentials.json"

    def koppeling(self, koppeling_id: str) -> Path:
        """The file of one koppeling."""
        return self.koppelingen / f"{koppeling_id}.db"


def find_paths(environment: Mapping[str, str] = os.environ) -> Paths:
    """KOPPELBORD_HOME holds everything; without it the XDG folders do."""
    home = environment.get("KOPPELBORD_HOME")
    if home:
        root = Path(home).expanduser()
        return Paths(data=root / "data", config=root / "config", state=root / "state")
    import platformdirs

    return Paths(
        data=Path(platformdirs.user_data_dir(APP)),
        config=Path(platformdirs.user_config_dir(APP)),
        state=Path(platformdirs.user_state_dir(APP)),
    )


def load_settings(
    paths: Paths, environment: Mapping[str, str] = os.environ, flags: Mapping[str, Any] | None = None
) -> Settings:
    """Settings from all layers; raises UsageError naming the layer and the key that is wrong."""
    values = _from_file(paths.settings_file)
    named = {field: name for name, field in ENVIRONMENT.items() if environment.get(name)}
    values |= {field: environment[name] for field, name in named.items()}
    values |= dict(flags or {})
    try:
        return Settings(**values)
    except SettingError as wrong:
        where = named.get(wrong.key, "") if wrong.key not in (flags or {}) else wrong.key
        raise UsageError(
            say("Instelling {key}: {problem}.", key=wrong.key, problem=wrong.problem),
            advice=say("Verbeter de regel in {file}.", file=paths.settings_file)
            if not where
            else say("Verbeter {where}.", where=where),
        ) from wrong


def names() -> tuple[str, ...]:
    """Every setting's name, in the order of the manual."""
    return tuple(field.name for field in fields(Settings))


def _from_file(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(say("{file} is niet te lezen: {problem}.", file=path, problem=problem)) from problem
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise UsageError(say("{file} is niet te lezen: {problem}.", file=path, problem=problem)) from problem
    for key in values:
        if key not in names():
            import difflib

            near = difflib.get_close_matches(key, names(), n=1)
            raise UsageError(
                say("Onbekende instelling {key} in {file}.", key=key, file=path),
                advice=say("Bedoelde je {near}?", near=near[0]) if near else say("Haal de regel weg."),
            )
    return values
