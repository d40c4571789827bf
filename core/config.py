"""Settings and where things live: flag over environment over TOML over default.

Every setting is one documented field; an unknown key in the file is answered with the nearest known one. Credentials
are no settings: they live in core.credentials alone.
"""

import difflib
import os
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from core import __version__
from core.errors import UsageError
from core.text import say

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


class Settings(BaseModel):
    """All settings. Durations in seconds, sizes in records, addresses without a slash at the end."""

    model_config = ConfigDict(extra="forbid", frozen=True)

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
    timeout_seconds: float = Field(default=30.0, gt=0, le=600)
    """How long an answer may take."""
    settle_seconds: int = Field(default=900, ge=0)
    """How long an unknown push rests before it may be sent again."""
    sync_minutes: int = Field(default=30, ge=1)
    """The time between two syncs of a koppeling."""
    artikelen_page: int = Field(default=25, ge=1, le=500)
    """Artikelen a page: the document says 25 and 500; 25 was measured."""
    page: int = Field(default=500, ge=1, le=500)
    """Other SnelStart records a page."""
    timeon_page: int = Field(default=100, ge=1)
    """Time On records a page, as its clients send."""
    window_months: int = Field(default=3, ge=1, le=24)
    """Months of registraties that are kept fresh, this one included."""
    hours_rule: Literal["exact", "decimals", "quarter"] = "decimals"
    """How minutes become hours on a line: exact, two decimals, or each quarter begun."""
    amounts_as_text: bool = True
    """Send amounts and quantities as decimal text (measured for boekingen, an inference for orders), not as JSON numbers."""
    payment_days: int = Field(default=14, ge=0, le=100)
    """Krediettermijn of an order when the relatie has none."""
    clock_skew_seconds: int = Field(default=60, ge=0)
    """How far our clock and SnelStart's may differ before a push is refused."""
    guard_minimum: int = Field(default=10, ge=0)
    """Deactivations a run may plan before the ceiling looks at the percentage."""
    guard_share: Decimal = Decimal("0.05")
    """The share of records a run may deactivate."""

    @field_validator("snelstart_url", "snelstart_auth_url", "timeon_url", "snelstart_login_url")
    @classmethod
    def _safe_address(cls, value: str) -> str:
        plain = value.rstrip("/")
        rest = plain.removeprefix("http://")
        if rest != plain and not rest.split("/")[0].startswith(_LOOPBACK):
            message = "http alleen naar deze machine zelf; gebruik https"
            raise ValueError(message)
        if plain and rest == plain and not plain.startswith("https://"):
            message = "een adres begint met https://"
            raise ValueError(message)
        return plain


class Paths(BaseModel):
    """The folders in use: one home, or the XDG folders."""

    model_config = ConfigDict(frozen=True)

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
    values |= {field: environment[name] for name, field in ENVIRONMENT.items() if environment.get(name)}
    values |= dict(flags or {})
    try:
        return Settings(**values)
    except ValidationError as problem:
        first = problem.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            say("Instelling {key}: {problem}.", key=key, problem=first["msg"].removeprefix("Value error, ")),
            advice=say("Verbeter {file} of de omgevingsvariabele.", file=paths.settings_file),
        ) from problem


def _from_file(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise UsageError(say("{file} is niet te lezen: {problem}.", file=path, problem=problem)) from problem
    for key in values:
        if key not in Settings.model_fields:
            near = difflib.get_close_matches(key, Settings.model_fields, n=1)
            raise UsageError(
                say("Onbekende instelling {key} in {file}.", key=key, file=path),
                advice=say("Bedoelde je {near}?", near=near[0]) if near else say("Haal de regel weg."),
            )
    return values
