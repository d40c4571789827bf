"""What was known of a koppeling, as a fold over its events: pure, so that any moment can be had again and two compared.

Facts are `{subject: {name: text}}`. A step never changes what an earlier one gave: two moments share what is equal.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.domain.events import Event
from core.text import mark

Fact = Mapping[str, str]

STAAT, ORDER, NUMMER, TOTAAL, KLANT, REDEN, KENMERK = (
    mark("staat"), mark("order"), mark("nummer"), mark("totaal"), mark("klant"), mark("reden"), mark("kenmerk"),
)  # fmt: skip
STAP, WEDERHELFT, BESLUIT, LAATSTE_RUN, GELEZEN = (
    mark("stap"), mark("wederhelft"), mark("besluit"), mark("laatste run"), mark("laatst gelezen"),
)  # fmt: skip
GESCHREVEN, GEWEIGERD, PAUZE, SALDO, DOOR = (
    mark("geschreven"), mark("geweigerd"), mark("pauze tot"), mark("saldo"), mark("door"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class State:
    """Everything known after event `seq` at stored time `at`; before the first event both are empty."""

    facts: Mapping[str, Fact] = field(default_factory=dict)
    seq: int = 0
    at: str = ""

    def of(self, subject: str) -> Fact:
        """What was known of one subject; nothing for one that was not."""
        return self.facts.get(subject, {})

    def count(self, kind: str, **wanted: str) -> int:
        """How many subjects of a kind (`declaratie`, `klant`) have these values."""
        prefix = f"{kind}:"
        return sum(
            name.startswith(prefix) and all(fact.get(key) == value for key, value in wanted.items())
            for name, fact in self.facts.items()
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that differs between two moments; empty where it was not known. `name` is a msgid."""

    subject: str
    name: str
    old: str
    new: str


def step(state: State, event: Event) -> State:
    """The state after one more event."""
    return fold((event,), state)


def fold(events: Iterable[Event], state: State | None = None) -> State:
    """The state after all of these, beginning at `state`, which stays as it is."""
    begun = state or State()
    facts, seq, at, changed = begun.facts, begun.seq, begun.at, False
    mine: dict[str, Fact] = {}
    for event in events:
        seq, at = event.seq, event.at
        told = _told(event)
        if told is None:
            continue
        if not changed:
            mine, changed = dict(facts), True
        kept = {**mine.get(event.subject, {}), **told}
        mine[event.subject] = {name: value for name, value in kept.items() if value}
    return State(mine if changed else facts, seq, at)


def diff(old: State, new: State) -> list[Change]:
    """What differs, by subject in the order of its number or name."""
    moved = [subject for subject, after in new.facts.items() if old.facts.get(subject) is not after]
    gone = [subject for subject in old.facts if subject not in new.facts]
    changes = []
    for subject in sorted((*moved, *gone), key=_natural):
        before, after = old.of(subject), new.of(subject)
        pairs = ((name, before.get(name, ""), after.get(name, "")) for name in dict.fromkeys([*before, *after]))
        changes += [Change(subject, name, was, now) for name, was, now in pairs if was != now]
    return changes


def _natural(subject: str) -> tuple[str, int, str]:
    kind, _, id_ = subject.partition(":")
    return kind, int(id_) if id_.isdecimal() and id_.isascii() else 0, id_


def _told(event: Event) -> dict[str, str] | None:
    """What an event makes known of its subject; None for one that changes nothing, as a call."""
    rule = _RULES.get(event.type)
    if rule is not None:
        return rule(event)
    return next((found(event) for prefix, found in _FAMILIES.items() if event.type.startswith(prefix)), None)


def _text(detail: Mapping[str, Any], name: str) -> str:
    value = detail.get(name, "")
    return "" if value is None else str(value)


def _takes(**names: str) -> Callable[[Event], dict[str, str]]:
    """Facts by the names they have in the detail, and fixed ones that begin with `=`."""
    wanted = {_NAMES[key]: source for key, source in names.items()}

    def told(event: Event) -> dict[str, str]:
        return {
            name: source[1:] if source.startswith("=") else _text(event.detail, source)
            for name, source in wanted.items()
        }

    return told


def _match(event: Event) -> dict[str, str]:
    other = _text(event.detail, "snelstart") if event.subject.endswith(_text(event.detail, "timeon")) else ""
    return {BESLUIT: _text(event.detail, "verdict"), WEDERHELFT: other, DOOR: _text(event.detail, "by")}


def _written(event: Event) -> dict[str, str]:
    outcome, remote = _text(event.detail, "outcome"), _text(event.detail, "remote")
    done = outcome in ("written", "adopted")
    facts = {GESCHREVEN: outcome, REDEN: _text(event.detail, "reason")}
    return facts | ({WEDERHELFT: remote} if done and remote and not event.subject.endswith(remote) else {})


def _run(event: Event) -> dict[str, str]:
    ok = "goed" if event.detail.get("ok") else "niet alles"
    return {STAAT: ok, GESCHREVEN: _text(event.detail, "writes"), GEWEIGERD: _text(event.detail, "refused")}


_NAMES = {
    "staat": STAAT, "order": ORDER, "nummer": NUMMER, "totaal": TOTAAL, "klant": KLANT, "reden": REDEN,
    "kenmerk": KENMERK, "stap": STAP, "pauze": PAUZE, "saldo": SALDO, "besluit": BESLUIT, "gelezen": GELEZEN,
    "laatste": LAATSTE_RUN, "door": DOOR,
}  # fmt: skip
_RULES: dict[str, Callable[[Event], dict[str, str]]] = {
    "declaratie.gemaakt": _takes(staat="=concept", klant="klant", totaal="totaal"),
    "declaratie.genummerd": _takes(staat="=openstaand", nummer="nummer", totaal="totaal"),
    "declaratie.bewerkt": _takes(totaal="totaal"),
    "declaratie.akkoord": _takes(door="door"),
    "declaratie.akkoord.terug": _takes(door="="),
    "declaratie.teruggezet": _takes(staat="=concept", klant="klant", totaal="totaal"),
    "declaratie.verwijderd": _takes(staat="=verwijderd"),
    "declaratie.gecrediteerd": _takes(staat="=gecrediteerd"),
    "declaratie.gearchiveerd": _takes(staat="=archief"),
    "push.bedoeld": _takes(order="=planned", kenmerk="marker", reden="="),
    "push.verstuurd": _takes(order="=sending", reden="="),
    "push.onbekend": _takes(order="=unknown", reden="reden"),
    "push.geweigerd": _takes(order="=refused", reden="reden"),
    "push.uitgesteld": _takes(order="=planned", reden="reden"),
    "push.beantwoord": _takes(order="=order", reden="="),
    "push.overgenomen": _takes(order="=order", reden="="),
    "push.opgegeven": _takes(order="=none", reden="reden"),
    "order.gefactureerd": _takes(order="=invoiced", saldo="saldo"),
    "order.betaling": _takes(order="=partly_paid", saldo="saldo"),
    "order.betaald": _takes(order="=paid", saldo="=0"),
    "order.verdwenen": _takes(order="=gone"),
    "order.terug": _takes(order="=order"),
    "match.beslist": _match,
    "match.teruggenomen": _takes(besluit="="),
    "conflict.beslist": _takes(besluit="choice"),
    "conflict.heropend": _takes(besluit="="),
    "sync.gelezen": _takes(gelezen="read"),
    "sync.run": _run,
    "sync.uitgebleven": _takes(reden="title"),
    "sync.pauze": _takes(pauze="until", reden="reason"),
}
_FAMILIES: dict[str, Callable[[Event], dict[str, str]]] = {
    "koppeling.toestemming": lambda _event: {},
    "koppeling.": _takes(staat="state", stap="step"),
    "sync.verstuurd": lambda _event: {GESCHREVEN: "sending"},
    "sync.": _written,
}
