"""A fact of a state as a person reads it: words where a program keeps a code."""

from collections.abc import Mapping

from core.clock import from_iso
from core.domain.declaratie import OrderState
from core.domain.money import euro
from core.domain.partij import Side
from core.domain.plan import LineOutcome
from core.support.state import (
    BESLUIT,
    GESCHREVEN,
    LAATSTE_RUN,
    ORDER,
    PAUZE,
    SALDO,
    STAP,
    TOTAAL,
    WEDERHELFT,
)
from core.text import mark, t

_BESLUITEN = {
    "couple": mark("gekoppeld"), "create": mark("maken"), "ignore": mark("genegeerd"), "reject": mark("niet dezelfde"),
    "timeon": "Time On", "snelstart": "SnelStart",
}  # fmt: skip
_UITKOMSTEN = {
    LineOutcome.WRITTEN: mark("gelukt"),
    LineOutcome.ADOPTED: mark("bestond al, overgenomen"),
    LineOutcome.REFUSED: mark("geweigerd"),
    LineOutcome.MOVED: mark("gewijzigd sinds het plan"),
    LineOutcome.UNKNOWN: mark("onbekend"),
    "sending": mark("wordt verstuurd"),
}
_KIND = {
    "declaratie": mark("declaratie"), "klant": mark("klant"), "koppeling": mark("koppeling"),
    "run": mark("run"),
}  # fmt: skip
_LONGEST_ID, _SHOWN_OF_AN_ID = 16, 8


def value_text(name: str, value: str) -> str:
    """The value of the fact `name`; empty stays empty."""
    if not value:
        return ""
    if name == ORDER:
        return t(OrderState(value).label) if value in set(OrderState) else value
    if name in (TOTAAL, SALDO):
        return _euros(value)
    if name == PAUZE:
        return f"{from_iso(value).astimezone():%H:%M}"
    if name == WEDERHELFT:
        return value[:_SHOWN_OF_AN_ID]
    tables: Mapping[str, Mapping[str, str]] = {BESLUIT: _BESLUITEN, GESCHREVEN: _UITKOMSTEN}
    known = tables.get(name, {})
    return t(known[value]) if value in known else t(value) if name in (STAP, LAATSTE_RUN) else value


def subject_text(subject: str, names: Mapping[str, str] | None = None) -> str:
    """`declaratie 17`, `klant Bakker` where a name is known, else the beginning of its id."""
    kind, _, id_ = subject.partition(":")
    if kind == "dienst":
        return Side(id_).label if id_ in set(Side) else id_
    if kind == "koppeling":
        return t(_KIND[kind])
    shown = (names or {}).get(subject) or (id_ if len(id_) <= _LONGEST_ID else id_[:_SHOWN_OF_AN_ID])
    return f"{t(_KIND[kind]) if kind in _KIND else kind} {shown}".rstrip()


def _euros(value: str) -> str:
    from decimal import Decimal, InvalidOperation

    try:
        return f"€ {euro(Decimal(value))}"
    except InvalidOperation:
        return value
