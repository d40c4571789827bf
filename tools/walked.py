"""The flow from an empty list to a concept verkoopfactuur, walked by keys on the demo world, for who draws or records it.

The clock stands still and the world has a seed, so a picture changes only when the program does.
"""

import os
import re
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from unittest.mock import patch

from textual.pilot import Pilot

from core.sandbox import build_sandbox
from core.service import Service, bootstrap
from core.store import journal
from tui.app import Koppelbord

NOW = datetime(2026, 11, 24, 13, 2, tzinfo=UTC)
ORIGINS = {"snelstart": "https://snelstart.demo", "timeon": "https://timeon.demo", "control": "https://login.demo"}
PATIENCE = 600

Step = tuple[str, str, str]
FLOW: tuple[Step, ...] = (
    # keys to press, words to wait for, name of the picture (or none)
    ("", "Beschikbaar", "leeg"),
    ("k", "Login bij SnelStart", "login"),
    ("enter k", "Eén op één", "koppelen"),
    ("enter", "nog niets geschreven", ""),
    ("k", "Waarom", "review"),
    ("A", "Alle eenduidige rijen", "bulk"),
    ("j", "116 beslist", ""),
    ("S", "Alle spellingsverschillen", ""),
    ("j", "127 beslist", ""),
    ("p", "verzegeld", "plan"),
    ("S", "Verder is er niets te doen", ""),
    ("f", "Wat vanzelf mag", "afronden"),
    ("f", "Koppeling is nu gereed", ""),
    ("t", "vrij van", "registraties"),
    ("M", "een concept over", ""),
    ("j", "concepten gemaakt", "maand"),
    ("d", "niet verstuurd", "declaraties"),
    ("enter", "Ref.", "declaratie"),
    ("p", "versturen?", ""),
    ("j", "nog te factureren in SnelStart", "verstuurd"),
    ("v", "beantwoord", ""),
    ("b b b b b", "Laatste sync", "koppelingen"),
)


def clock() -> datetime:
    """The moment of every picture."""
    return NOW


def service(home: str) -> Service:
    """A service on an empty home and a world in this process."""
    sandbox = build_sandbox(seed=1, klanten=140, today=NOW.date(), now=clock)
    facts = sandbox.facts(*(ORIGINS[name] for name in ("snelstart", "timeon", "control")))
    environment = {
        "KOPPELBORD_HOME": home,
        "KOPPELBORD_SNELSTART_URL": facts["snelstart_url"],
        "KOPPELBORD_SNELSTART_AUTH_URL": facts["snelstart_auth_url"],
        "KOPPELBORD_SNELSTART_LOGIN_URL": facts["control_url"],
        "KOPPELBORD_TIMEON_URL": facts["timeon_url"],
        "KOPPELBORD_SNELSTART_SUBSCRIPTION_KEY": facts["subscription_key"],
        "KOPPELBORD_TIMEON_KEY": facts["timeon_key"],
    }
    apps = {ORIGINS[name]: app for name, app in sandbox.apps().items()}
    return bootstrap(environment=environment, apps=apps, clock=clock, memory_only=True)


def drawn(app: Koppelbord) -> str:
    """What stands on the screen, as text."""
    svg = app.export_screenshot(simplify=True)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", svg).replace("&#160;", " "))


async def walk(pilot: Pilot[int]) -> AsyncIterator[tuple[str, str]]:
    """Press, wait for the words, and yield keys and name of every step; raises TimeoutError with what stood there instead."""
    app = pilot.app
    assert isinstance(app, Koppelbord)
    for keys, words, name in FLOW:
        await pilot.press(*keys.split())
        for _ in range(PATIENCE):
            await pilot.pause(0.02)
            if words in drawn(app):
                break
        else:
            message = f"'{words}' did not come after {keys!r}\n{drawn(app)}"
            raise TimeoutError(message)
        yield keys, name


@asynccontextmanager
async def program(size: tuple[int, int]) -> AsyncIterator[Pilot[int]]:
    """The program on an empty home, with a terminal of this size."""
    os.environ |= {"TZ": "Europe/Amsterdam"}
    time.tzset()
    with tempfile.TemporaryDirectory() as home, patch.object(journal, "actor", return_value="anna"):
        async with service(home) as walked, Koppelbord(walked).run_test(size=size) as pilot:
            yield pilot
