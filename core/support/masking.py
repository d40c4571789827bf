"""What becomes of each value on its way into a support bundle: kept, given another name or number, or left out.

A value of which nothing is known is never kept as it is.
"""

import json
import re
from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import Any

from core.http import Secrets
from core.support.pseudonyms import Pseudonyms

DEEPEST, LONGEST = 12, 20_000


class Kind(Enum):
    """KEEP holds nothing of a person. FIELD is a value whose row names the field, FIELDS an object of values by field. RECORD is
    a record as a service sent it.
    """

    KEEP = auto()
    NAME = auto()
    NUMBER = auto()
    EMAIL = auto()
    PHONE = auto()
    POSTCODE = auto()
    TEXT = auto()
    SLUG = auto()
    SUBJECT = auto()
    ACTOR = auto()
    DIGEST = auto()
    JSON = auto()
    FIELDS = auto()
    FIELD = auto()
    OTHER_NAME = auto()
    RECORD = auto()
    OMIT = auto()


_K = Kind
FIELDS = {
    "naam": _K.NAME, "voornaam": _K.NAME, "achternaam": _K.NAME, "contactpersoon": _K.NAME, "straat": _K.NAME,
    "plaats": _K.NAME, "nummer": _K.NUMBER, "relatiecode": _K.NUMBER, "btw": _K.NUMBER, "btwnummer": _K.NUMBER,
    "kvk": _K.NUMBER, "kvknummer": _K.NUMBER, "iban": _K.NUMBER, "email": _K.EMAIL, "telefoon": _K.PHONE,
    "mobieletelefoon": _K.PHONE, "fax": _K.PHONE, "postcode": _K.POSTCODE, "actief": _K.KEEP, "relatiesoort": _K.KEEP,
    "land": _K.KEEP, "customernumber": _K.NUMBER, "vatnumber": _K.NUMBER, "cocnumber": _K.NUMBER, "phone": _K.PHONE,
    "mobile": _K.PHONE, "phonenumber": _K.PHONE, "emailaddress": _K.EMAIL, "number": _K.NUMBER, "zipcode": _K.POSTCODE, "postalcode": _K.POSTCODE, "nonactief": _K.KEEP, "huisnummer": _K.NUMBER,
}  # fmt: skip
"""How a field of a klant is masked, by the last part of its name in lower case; another field is a name."""

_NAMES = (
    "klant",
    "label",
    "name",
    "naam",
    "omschrijving",
    "memo",
    "customername",
    "firstname",
    "lastname",
    "street",
    "city",
)
_TEXTS = ("reason", "reden", "detail", "title", "why", "what", "stopped", "skipped", "message", "wat", "error", "msgid")
_ACTORS = ("by", "door", "actor", "owner")
_KEPT = (
    "id", "timeon", "snelstart", "verdict", "outcome", "run", "line", "remote", "codes", "code", "marker", "hash", "order",
    "state", "step", "verb", "path", "service", "method", "status", "work", "sent", "answered", "fields", "van", "tot",
    "until", "at", "gaps", "type", "kind", "key", "datum", "processtatus", "procesStatus", "aantal", "stuksprijs",
    "bedrag", "totaal", "saldo", "prijs", "choice", "field", "record_id", "source_id", "seen", "target_seen", "was",
    "relatie", "artikel", "manier", "gevonden", "antwoord", "crediteert", "problem", "where", "permissions", "before",
    "scopes", "soort", "artikel_id", "category_id", "project_id", "woord", "scheduled", "proven", "window", "by_kind",
    "settings", "changed", "stamp", "mode", "couples", "inferred", "medewerker_id", "nummer", "krediettermijn", "nieuw",
    "crashed", "lost", "url",
)  # fmt: skip
KEYS = {
    **dict.fromkeys(_KEPT, Kind.KEEP),
    **dict.fromkeys(_NAMES, Kind.NAME),
    **dict.fromkeys(_TEXTS, Kind.TEXT),
    **dict.fromkeys(_ACTORS, Kind.ACTOR),
    "orderreferentie": Kind.TEXT,
    "woord": Kind.NAME,
    "koppeling": Kind.SLUG,
    "subject": Kind.SUBJECT,
}
_SAFE = re.compile(r"[\w:./?&=$+-]{0,200}")
_PLACE = re.compile(r"(\{\w+\})")
_OF_A_FIELD = frozenset({"old", "new", "timeon", "snelstart"})


class Masker:
    """`pseudonyms` None leaves names and numbers as they are; secrets are masked by their shape either way."""

    def __init__(self, pseudonyms: Pseudonyms | None) -> None:
        self._names = pseudonyms
        self._secrets = Secrets()

    def value(self, kind: Kind, value: Any, row: Mapping[str, Any]) -> Any:
        """One cell of a row, as it goes into a bundle: text, a whole number, None, or hex for bytes."""
        if kind is Kind.OMIT:
            return "" if isinstance(value, str) else None
        if isinstance(value, bytes):
            return (self._names.digest(value) if self._names else value).hex()
        if not isinstance(value, str):
            return value
        if kind in (Kind.JSON, Kind.FIELDS):
            parsed = self._parsed(value, fields=kind is Kind.FIELDS)
            return json.dumps(parsed, ensure_ascii=False, sort_keys=True)
        if kind is Kind.FIELD:
            kind = field_kind(str(row.get("field", "")))
        if kind is Kind.OTHER_NAME:
            kind = Kind.NAME if row.get("kind") in ("users", "projects") else Kind.KEEP
        return self.text(kind, value)

    def text(self, kind: Kind, text: str) -> str:
        """One text by its kind, without a secret."""
        if kind is not Kind.KEEP and self._names is not None:
            text = self._masked(self._names, kind, text)
        return self._secrets.redact(text[:LONGEST])

    @staticmethod
    def is_plain(text: str) -> bool:
        """Whether it is made as ids, words of a service and moments are: only that is kept as it is."""
        return _SAFE.fullmatch(text) is not None

    def walk(self, value: Any, key: str = "", depth: int = 0, field: str = "") -> Any:
        """JSON, value by value, by the key each stands under. `field` names the field that values belong to."""
        if depth > DEEPEST:
            return None
        if isinstance(value, Mapping):
            inner = str(value["field"]) if isinstance(value.get("field"), str) else ""
            return {
                _key_name(name): self.walk(item, str(name), depth + 1, inner if name in _OF_A_FIELD else "")
                for name, item in value.items()
            }
        if isinstance(value, list):
            return [self.walk(item, key, depth + 1, field) for item in value]
        if isinstance(value, str):
            return self.text(_kind_of(key, field, value), value)
        if (
            isinstance(value, int)
            and not isinstance(value, bool)
            and field_kind(key) is Kind.NUMBER
            and key != "nummer"
        ):
            return int(self.text(Kind.NUMBER, str(value)))
        return value if value is None or isinstance(value, bool | int | float) else str(value)

    def _parsed(self, text: str, *, fields: bool) -> Any:
        try:
            found = json.loads(text)
            if fields and isinstance(found, dict):
                return {_key_name(name): self.walk(item, field=str(name), depth=1) for name, item in found.items()}
            return self.walk(found)
        except (ValueError, RecursionError):
            return {}

    @staticmethod
    def _masked(names: Pseudonyms, kind: Kind, text: str) -> str:
        if kind is Kind.SUBJECT:
            about, colon, id_ = text.partition(":")
            return f"{about}{colon}{names.slug(id_)}" if about == "koppeling" else text
        if kind is Kind.TEXT:
            return "".join(part if _PLACE.fullmatch(part) else names.text(part) for part in _PLACE.split(text))
        makers: dict[Kind, Callable[[str], str]] = {
            Kind.NAME: names.name, Kind.NUMBER: names.number, Kind.EMAIL: names.email, Kind.PHONE: names.phone,
            Kind.POSTCODE: names.postcode, Kind.SLUG: names.slug, Kind.ACTOR: names.actor,
        }  # fmt: skip
        return makers[kind](text)


def _key_name(name: Any) -> str:
    plain = str(name)
    return plain if re.fullmatch(r"[\w.:-]{1,60}", plain) else "…"


def field_kind(field: str) -> Kind:
    """How the value of a klant's field is masked."""
    last = field.rpartition(".")[2].lower()
    return Kind.KEEP if last == "id" else FIELDS.get(last, Kind.NAME)


def _kind_of(key: str, field: str, value: str) -> Kind:
    if field:
        return field_kind(field)
    last = key.rpartition(".")[2]
    if last.lower() in FIELDS and (last not in ("nummer", "land") or "." in key):
        return FIELDS[last.lower()]
    known = KEYS.get(key, KEYS.get(last))
    if known is Kind.KEEP and not _SAFE.fullmatch(value):
        return Kind.TEXT
    return known or Kind.NAME
