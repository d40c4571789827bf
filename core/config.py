"""Settings and where things live: flag over environment over TOML over default.

Every setting is one documented field; an unknown key in the file is answered with the nearest known one. Credentials
are no settings: they live in core.credentials alone. Plain dataclasses: this module is in the way of every command,
and a validation library would cost a quarter of a second there.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from core import __version__
from core.errors import UsageError
from core.setting_checks import CHECKS, SettingError
from core.text import Sentence, say

APP = "koppelbord"
DEFAULT_LINE = "{groep} · {artikel} · {periode}"

ENVIRONMENT = {
    "KOPPELBORD_SNELSTART_URL": "snelstart_url",
    "KOPPELBORD_SNELSTART_AUTH_URL": "snelstart_auth_url",
    "KOPPELBORD_SNELSTART_LOGIN_URL": "snelstart_login_url",
    "KOPPELBORD_SNELSTART_WEB_URL": "snelstart_web_url",
    "KOPPELBORD_SNELSTART_APP": "snelstart_app",
    "KOPPELBORD_TIMEON_URL": "timeon_url",
    "KOPPELBORD_SETTLE": "settle_seconds",
    "KOPPELBORD_CA_FILE": "ca_file",
    "KOPPELBORD_LANG": "language",
    "KOPPELBORD_READ_ONLY": "read_only",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Durations in seconds, sizes in records, addresses without a slash at the end.

    Text is taken for a number where one is wanted; raises SettingError for a value that can't be.
    """

    language: Literal["nl", "en"] = "nl"
    """The language of screens and words; data stay as they are."""
    theme: Literal["donker", "licht", "contrast", "contrast-licht", "ansi"] = "donker"
    """The colours of the screens; `ansi` takes the terminal's own sixteen. NO_COLOR goes before it."""
    mouse: bool = True
    """Whether the mouse points on the screens; off, the terminal selects text with it."""
    preset: Literal["standaard", "vim"] = "standaard"
    """Which keys move: the arrows, or beside them h, j, k, l, g and G."""
    keys: str = ""
    """Other keys for actions: pairs such as `review.accept=f5`, or a table `[keys]`; `config check` names what clashes."""
    read_only: bool = False
    """Look and write nothing: neither in these files nor at SnelStart or Time On; `--read-only` does it once."""
    snelstart_url: str = "https://b2bapi.snelstart.nl/v2"
    """SnelStart's B2B API."""
    snelstart_auth_url: str = "https://auth.snelstart.nl/b2b/token"
    """Where a koppelsleutel becomes a token."""
    snelstart_login_url: str = ""
    """The sandbox's login, drawn in the terminal; SnelStart itself has none."""
    snelstart_web_url: str = "https://web.snelstart.nl"
    """Where a person activates a koppeling in a browser."""
    snelstart_app: str = ""
    """The partner's short name at SnelStart, for the activation link; without it a key is pasted."""
    timeon_url: str = "https://api.timeon.nl"
    """Time On's API."""
    user_agent: str = f"koppelbord/{__version__}"
    """What we call ourselves; Time On's edge refuses the names of Python libraries."""
    ca_file: str = ""
    """The certificates to trust in place of the system's: a file in PEM, as an office with a proxy of its own has."""
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
    overlap_seconds: int = 300
    """How far before the last change seen a later read of SnelStart begins; around the last night of October an hour more."""
    full_days: int = 7
    """Days between two full reads, which find what was deleted."""
    reference_hours: int = 24
    """Hours between two reads of what seldom changes: productgroepen, btw-tarieven, landen, sjablonen, kostenplaatsen, projecten, medewerkers."""
    calls_at_once: int = 4
    """Calls to SnelStart under way at a time."""
    calls_a_minute: int = 500
    """SnelStart's limit per administratie; a test key has 100."""
    calls_an_hour: int = 5000
    """SnelStart's limit per administratie; a test key has 1000."""
    watch_seconds: int = 60
    """The time between two looks at Time On's klanten while koppelbord watches."""
    hurry_seconds: int = 10
    """How long a decision made here rests, so that others can join it, before a run carries it out."""
    silent_seconds: int = 30
    """How long a worker of an office may be silent before its jobs are given to another."""
    owner: str = ""
    """Fields that flow one way only: pairs such as `naam=timeon, email=snelstart`; every other field flows both ways."""
    timeon_save: bool = False
    """Change existing klanten in Time On; its path is an inference, so until this is on their differences are only shown."""
    window_months: int = 3
    """Months of registraties that are kept fresh, this one included."""
    hours_rule: Literal["exact", "decimals", "quarter"] = "decimals"
    """How minutes become hours on a line: exact, two decimals, or each quarter begun."""
    line_text: str = DEFAULT_LINE
    """The text of a grouped line: what stands between ` · `, with {groep} (the day, project or medewerker that it shares), {artikel}, {periode}, {klant}, {project}, {medewerker}, {omschrijvingen}, {registraties}; a part that is empty is left out."""
    btw_rounding: Literal["group", "line"] = "group"
    """Btw is rounded (half up) once a tariff over the sum of its lines, or line by line; which of both SnelStart does is not known."""
    amounts_as_text: bool = False
    """Send amounts and quantities of an order as decimal text (measured for boekingen, an inference for orders), instead of as exact JSON numbers."""
    order_web_url: str = "https://web.snelstart.nl/"
    """SnelStart on the web, as shown with an order; {order} and {nummer} stand for its id and number, if you know its address."""
    payment_days: int = 14
    """Krediettermijn of an order when the relatie has none."""
    approval_above: Decimal = Decimal(0)
    """Euros excluding btw above which a declaratie needs a second person's approval before its push; 0 asks nobody."""
    attach_specification: bool = True
    """Hang the specification PDF on the verkoopboeking once an order was invoiced."""
    clock_skew_seconds: int = 60
    """How far our clock and SnelStart's may differ before a push is refused."""
    guard_minimum: int = 10
    """Deactivations a run may plan before the ceiling looks at the percentage."""
    guard_share: Decimal = Decimal("0.05")
    """The share of records a run may deactivate."""
    journal_days: int = 2557
    """Days that events are kept: seven years, as long as a bookkeeping must be."""
    call_days: int = 30
    """Days that single calls are kept in the journal."""
    calls_kept: int = 50_000
    """Most single calls that a koppeling keeps, however young."""
    events_kept: int = 500_000
    """Most events that a koppeling keeps, however young: the size of its journal."""
    bundle_names: bool = False
    """Leave names and numbers in a support bundle as they are, instead of putting others in their place."""

    def __post_init__(self) -> None:
        for key, check in CHECKS.items():
            object.__setattr__(self, key, check(key, getattr(self, key)))


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
    if home := environment.get("KOPPELBORD_HOME"):
        root = Path(home).expanduser()
        return Paths(data=root / "data", config=root / "config", state=root / "state")
    import platformdirs

    folders = (platformdirs.user_data_dir, platformdirs.user_config_dir, platformdirs.user_state_dir)
    return Paths(*(Path(folder(APP)) for folder in folders))


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
        mend = (
            say("Verbeter {where}.", where=where)
            if where
            else say("Verbeter de regel in {file}.", file=paths.settings_file)
        )
        raise UsageError(
            say("Instelling {key}: {problem}.", key=wrong.key, problem=wrong.problem), advice=mend
        ) from wrong


def names() -> tuple[str, ...]:
    """Every setting's name, in the order of the manual."""
    return tuple(field.name for field in fields(Settings))


def known(name: str, value: Any) -> dict[str, Any]:
    """One setting as a flag; raises UsageError with the nearest for a name that is none."""
    if name in names():
        return {name: value}
    problem = say("Onbekende instelling {key}.", key=name)
    raise UsageError(problem, advice=_advice(name) or say("'koppelbord config show' noemt ze alle."))


_OF_A_KEY = ("key", "sleutel", "token", "password", "wachtwoord", "secret")


def _advice(name: str) -> Sentence | None:
    """What to do about a name that is none; of a key where it does belong, whatever setting its name looks like."""
    if name.lower() not in names() and any(part in name.lower() for part in _OF_A_KEY):
        return say(
            "Een sleutel hoort niet in de instellingen en niet op een opdrachtregel: haal hem weg en geef hem bij Login bij "
            "SnelStart op scherm, of in een variabele of bestand zoals 'koppelbord doctor' noemt."
        )
    return _nearest(name)


def _nearest(name: str) -> Sentence | None:
    """The setting that was meant, as a question; None when none looks like it."""
    import difflib

    near = difflib.get_close_matches(name, names(), n=1)
    return say("Bedoelde je {near}?", near=near[0]) if near else None


def _from_file(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text("utf-8")
        import tomllib

        values = tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as problem:
        raise UsageError(say("{file} is niet te lezen: {problem}.", file=path, problem=problem)) from problem
    for key in values:
        if key not in names():
            unknown = say("Onbekende instelling {key} in {file}.", key=key, file=path)
            raise UsageError(unknown, advice=_advice(key) or say("Haal de regel weg."))
    return values
