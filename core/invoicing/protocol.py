"""The push of one declaratie as pure decisions: what to do next, given only what earlier steps answered.

It yields effects and is sent their results; it touches no clock, file or network, so that a simulation can drive the very
same decisions through every order of events. See docs/never-twice.md for what each step is for.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from core.domain.push import Intent, IntentState, PushVerdict
from core.errors import GuardError
from core.invoicing.difference import differs
from core.invoicing.doubles import keep_one
from core.invoicing.remote import RemoteOrder
from core.text import say

_MAYBE_THERE = frozenset({IntentState.SENDING, IntentState.UNKNOWN})


class Way(StrEnum):
    """Two ways to look for a marker, so that one filter that SnelStart ignores or breaks can't hide an order."""

    MARKER = "marker"
    RELATIE = "relatie"


@dataclass(frozen=True, slots=True)
class Claim:
    """Take the intent: answers the Intent as it stands, None when another has it."""


@dataclass(frozen=True, slots=True)
class LookUp:
    """Answers the orders in SnelStart with the marker, and when they were read: `Seen`."""

    intent: Intent
    way: Way


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look-up found; `skew` is how far SnelStart's clock and ours differ, None when it did not say."""

    orders: Sequence[RemoteOrder]
    now: datetime
    skew: timedelta | None = None


@dataclass(frozen=True, slots=True)
class MarkSending:
    """Commit SENDING durably; answers the Intent as stored. An error here means that nothing was sent.

    It counts as sent at `not_before` at the earliest: that moment was checked against SnelStart's clock, and ours may
    have jumped back since.
    """

    intent: Intent
    not_before: datetime


@dataclass(frozen=True, slots=True)
class Post:
    """POST once, unless the lease is over or the last look-up began longer ago than a lease lasts, by a clock that can't
    be set. Answers Created, Rejected, Lost or Unsent.
    """

    intent: Intent


@dataclass(frozen=True, slots=True)
class Created:
    """201 and readable."""

    order: RemoteOrder


@dataclass(frozen=True, slots=True)
class Rejected:
    """SnelStart refused, with its codes."""

    reason: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lost:
    """It may have been executed."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unsent:
    """It was certainly not executed; `problem` is what stopped it, None when we did ourselves."""

    reason: str
    problem: Exception | None = None


Answer = Created | Rejected | Lost | Unsent


@dataclass(frozen=True, slots=True)
class Store:
    """Store the end of this run of the intent and let the claim go; `verdict` says how it ended.

    DONE with `order`, REFUSED, UNKNOWN, or PLANNED when nothing was sent. `verschil` is a cent of difference, "" for none.
    """

    intent: Intent
    state: IntentState
    verdict: PushVerdict
    order: RemoteOrder | None = None
    reason: str = ""
    codes: tuple[str, ...] = ()
    verschil: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """Let the claim go and leave the intent as it is."""

    intent: Intent


Effect = Claim | LookUp | MarkSending | Post | Store | Release


@dataclass(frozen=True, slots=True)
class Ended:
    """How a push ended; `problem` is what must stop the rest of the run, if anything. `lost`: it left now, and no answer
    came.
    """

    verdict: PushVerdict
    reason: str = ""
    codes: tuple[str, ...] = ()
    order: RemoteOrder | None = None
    problem: Exception | None = None
    lost: bool = False


def push(  # noqa: PLR0911 - each step of the protocol may be its end
    *, settle: timedelta, skew: timedelta, accept_changed: bool = False, credited: bool = False
) -> Generator[Effect, Any, Ended]:
    """One run of one intent. `settle` is how long what may have arrived rests; `skew` how far clocks may differ.

    `accept_changed`: a person decided that the order found is the right one although it differs. `credited`: it was taken
    back meanwhile, so it is looked for and not sent.
    """
    intent: Intent | None = yield Claim()
    if intent is None:
        return Ended(PushVerdict.UNKNOWN, str(say("Wordt al verstuurd door een ander.")))
    if intent.state is IntentState.DONE:
        yield Release(intent)
        return Ended(PushVerdict.NOTHING)
    seen: Seen = yield LookUp(intent, Way.MARKER)
    if seen.orders:
        return (yield from _found(intent, seen.orders, accept_changed=accept_changed))
    if seen.skew is not None and abs(seen.skew) > skew:
        return (yield from _clocks_differ(intent, seen.skew))
    if intent.state in _MAYBE_THERE:
        rests_until = (intent.last_sent_at or seen.now) + settle
        if seen.now < rests_until:
            return (yield from _rest(intent, rests_until))
        again: Seen = yield LookUp(intent, Way.RELATIE)
        if again.orders:
            return (yield from _found(intent, again.orders, accept_changed=accept_changed))
        if again.skew is not None and abs(again.skew) > skew:
            return (yield from _clocks_differ(intent, again.skew))
        seen = max(seen, again, key=lambda one: one.now)
    if credited:
        return (yield from _given_up(intent))
    return (yield from _send(intent, seen.now))


def _send(intent: Intent, checked: datetime) -> Generator[Effect, Any, Ended]:
    sent: Intent = yield MarkSending(intent, checked)
    answer: Answer = yield Post(sent)
    match answer:
        case Created(order):
            note = differs(sent, order)
            reason = str(note) if note else ""
            verschil = note.verschil if note else ""
            yield Store(sent, IntentState.DONE, PushVerdict.PUSHED, order, reason, verschil=verschil)
            return Ended(PushVerdict.PUSHED, reason, order=order)
        case Rejected(reason, codes):
            yield Store(sent, IntentState.REFUSED, PushVerdict.REFUSED, reason=reason, codes=codes)
            return Ended(PushVerdict.REFUSED, reason, codes)
        case Lost(reason):
            yield Store(sent, IntentState.UNKNOWN, PushVerdict.UNKNOWN, reason=reason)
            return Ended(PushVerdict.UNKNOWN, reason, lost=True)
        case Unsent(reason, problem):
            state = IntentState.UNKNOWN if intent.state in _MAYBE_THERE else IntentState.PLANNED
            yield Store(sent, state, PushVerdict.UNKNOWN, reason=reason)
            return Ended(PushVerdict.UNKNOWN, reason, problem=problem)


def _given_up(intent: Intent) -> Generator[Effect, Any, Ended]:
    reason = str(say("Niet aangekomen, en intussen gecrediteerd: hij wordt niet opnieuw verstuurd."))
    yield Store(intent, IntentState.REFUSED, PushVerdict.REFUSED, reason=reason)
    return Ended(PushVerdict.REFUSED, reason)


def _found(intent: Intent, orders: Sequence[RemoteOrder], *, accept_changed: bool) -> Generator[Effect, Any, Ended]:
    """Adopt the order that is there; of two equal ones the first, the sweep removes the other."""
    order, _ = keep_one(orders)
    difference = differs(intent, order)
    if difference is None or difference.harmless or (accept_changed and order.relatie_id == intent.relatie_id):
        reason = str(difference) if difference else ""
        verschil = difference.verschil if difference else ""
        yield Store(intent, IntentState.DONE, PushVerdict.ADOPTED, order, reason, verschil=verschil)
        return Ended(PushVerdict.ADOPTED, reason, order=order)
    words = say("Bestaat al in SnelStart als order {nummer}, maar anders: {difference}", nummer=order.nummer,
                difference=difference)  # fmt: skip
    yield Store(intent, IntentState.REFUSED, PushVerdict.REFUSED, reason=str(words))
    return Ended(PushVerdict.REFUSED, str(words))


def _rest(intent: Intent, until: datetime) -> Generator[Effect, Any, Ended]:
    """What may have arrived is left alone until it can be told."""
    reason = str(say("Misschien aangekomen: niet opnieuw versturen voor {until} UTC.", until=f"{until:%d-%m %H:%M:%S}"))
    if intent.state is IntentState.SENDING:
        yield Store(intent, IntentState.UNKNOWN, PushVerdict.UNKNOWN, reason=reason)
    else:
        yield Release(intent)
    return Ended(PushVerdict.UNKNOWN, reason)


def _clocks_differ(intent: Intent, skew: timedelta) -> Generator[Effect, Any, Ended]:
    yield Release(intent)
    problem = clocks_differ(skew)
    return Ended(PushVerdict.UNKNOWN, problem.detail, problem=problem)


def clocks_differ(skew: timedelta) -> GuardError:
    """Settling is measured in time, so with a clock that can't be trusted nothing is sent."""
    return GuardError(
        say(
            "De klok van deze machine en die van SnelStart verschillen {n} seconden.",
            n=abs(round(skew.total_seconds())),
        ),
        advice=say("Zet de klok gelijk (ntp); er is niets verstuurd."),
    )
