"""What no service tells and a person must look up: packages and keys that lapse. Each with whom to ask."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from core.clock import from_iso
from core.config import Settings
from core.support.check import Check, CheckState
from core.support.visit import Visit
from core.text import mark, say

_PACKAGE = mark("SnelStart-pakket")
_ACCOUNTANT = mark("Accountantsabonnement")
_TEST_KEY = mark("Geldigheid van de subscription key")
_TEST_CALLS = 100
"""Calls a minute that a test key has; a key with more is not one."""
LAPSES, SOON = timedelta(days=90), timedelta(days=76)
_FIRST = "SELECT min(at) FROM events WHERE type IN ('login.gelukt', 'koppeling.begonnen', 'sleutel.bewaard')"


def person(visit: Visit, settings: Settings, now: datetime) -> Iterator[Check]:
    """Always the same three, because nothing can be asked."""
    yield Check(
        "inkaart", _PACKAGE, CheckState.PERSON, say("minstens inKaart nodig; geen API vertelt welk pakket er is"),
        say("Kijk bij SnelStart onder Mijn SnelStart > Abonnement, of vraag het SnelStart."),
    )  # fmt: skip
    yield Check(
        "accountant", _ACCOUNTANT, CheckState.PERSON,
        say("bij een accountantsabonnement zet SnelStart de koppeling eerst open; geen API vertelt of dat gebeurd is"),
        say("Vraag SnelStart (support) om de koppeling met Time On open te zetten voor deze administratie."),
    )  # fmt: skip
    yield _test_key(first_use(visit), settings, now)


def first_use(visit: Visit) -> datetime | None:
    """When this home, or this office, first logged in, as far as its journal goes back."""
    row = visit.of_register(lambda db: db.execute(_FIRST).fetchone())
    return from_iso(row[0]) if row and row[0] else None


def _test_key(since: datetime | None, settings: Settings, now: datetime) -> Check:
    advice = say("Een testsleutel verlengen, of een productiesleutel vragen: SnelStart Developer Portal > Profile.")
    used = now - since if since is not None else timedelta(0)
    if settings.calls_a_minute > _TEST_CALLS:
        words = say("een testsleutel verloopt na 90 dagen; een productiesleutel niet")
        return Check("test_key", _TEST_KEY, CheckState.PERSON, words, advice)
    words = say("testsleutel, in gebruik sinds {n} dagen; hij verloopt na 90", n=used.days)
    return Check("test_key", _TEST_KEY, CheckState.WARN if used >= SOON else CheckState.PERSON, words, advice)
