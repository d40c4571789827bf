"""Which keys are there and where they come from; never what they are."""

from collections.abc import Callable, Iterator

from core.credentials import Credentials
from core.credentials.vault import Vault
from core.errors import AppError, ExitCode, MissingError
from core.support.check import Check, CheckState, failed
from core.text import mark, say

_CHAIN = mark("Bron van sleutels")
_SUBSCRIPTION = mark("Subscription key")
_KOPPELSLEUTEL = mark("Koppelsleutel")
_TIMEON = mark("Time On-sleutel")
_OFFICE = mark("Sleutel van het kantoor")


def keys(credentials: Credentials) -> Iterator[Check]:
    """The chain, then each kind of key."""
    for name, label, ask in (
        ("subscription_key", _SUBSCRIPTION, credentials.subscription_key),
        ("koppelsleutel", _KOPPELSLEUTEL, credentials.koppelsleutels),
        ("timeon_key", _TIMEON, credentials.timeon_keys),
    ):
        yield _present(name, label, ask, _sealed(credentials.vault, name.removesuffix("_key")))
    yield _chain(credentials)
    if credentials.vault is not None:
        yield _office(credentials.vault)


def _present(name: str, label: str, ask: Callable[[], str | list[str]], sealed: int) -> Check:
    try:
        found = ask()
    except MissingError as problem:
        if sealed:
            return Check(name, label, CheckState.OK, say("verzegeld in de database ({n})", n=sealed))
        words = f"{problem.title} {problem.detail}".rstrip()
        return Check(name, label, CheckState.WARN, words, problem.advice, ExitCode.CREDENTIALS)
    except AppError as problem:
        return failed(name, label, problem)
    count = len(found) if isinstance(found, list) else 1
    return Check(name, label, CheckState.OK, say("aanwezig ({n})", n=count) if count > 1 else say("aanwezig"))


def _sealed(vault: Vault | None, kind: str) -> int:
    """How many keys of a kind an office keeps, each for the koppeling of its own; a database that is away has a check."""
    if vault is None:
        return 0
    try:
        return sum(name.startswith(f"{kind}:") for name in vault.every())
    except AppError:
        return 0


def _office(vault: Vault) -> Check:
    """Without it no other machine gets a key, and what is sealed stays shut."""
    try:
        held = vault.held()
    except AppError as problem:
        return failed("office_key", _OFFICE, problem)
    if held:
        return Check("office_key", _OFFICE, CheckState.OK, say("aanwezig ({n})", n=len(held)))
    return Check(
        "office_key", _OFFICE, CheckState.WARN, say("hier niet: sleutels worden niet verzegeld en gaan niet open"),
        say("Maak er een met 'koppelbord kantoor key --make', of breng die van de andere machines hierheen."),
    )  # fmt: skip


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
