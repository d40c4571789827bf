"""Which keys are there and where they come from; never what they are."""

from collections.abc import Callable, Iterator

from core.credentials import Credentials
from core.errors import AppError, ExitCode, MissingError
from core.support.check import Check, CheckState, failed
from core.text import mark, say

_CHAIN = mark("Bron van sleutels")
_SUBSCRIPTION = mark("Subscription key")
_KOPPELSLEUTEL = mark("Koppelsleutel")
_TIMEON = mark("Time On-sleutel")


def keys(credentials: Credentials) -> Iterator[Check]:
    """The chain, then each kind of key."""
    for name, label, ask in (
        ("subscription_key", _SUBSCRIPTION, credentials.subscription_key),
        ("koppelsleutel", _KOPPELSLEUTEL, credentials.koppelsleutels),
        ("timeon_key", _TIMEON, credentials.timeon_keys),
    ):
        yield _present(name, label, ask)
    yield _chain(credentials)


def _present(name: str, label: str, ask: Callable[[], str | list[str]]) -> Check:
    try:
        found = ask()
    except MissingError as problem:
        words = f"{problem.title} {problem.detail}".rstrip()
        return Check(name, label, CheckState.WARN, words, problem.advice, ExitCode.CREDENTIALS)
    except AppError as problem:
        return failed(name, label, problem)
    count = len(found) if isinstance(found, list) else 1
    return Check(name, label, CheckState.OK, say("aanwezig ({n})", n=count) if count > 1 else say("aanwezig"))


def _chain(credentials: Credentials) -> Check:
    """After the keys were asked for: a keyring tells only then whether it held one."""
    parts = [
        f"{source.name}: {source.note}" if str(source.note) else source.name
        for source in credentials.sources()
        if source.in_use
    ]
    if not parts:
        return Check("credentials", _CHAIN, CheckState.OK, say("geen enkele bron bevat een sleutel"))
    return Check("credentials", _CHAIN, CheckState.OK, ", ".join(parts))
