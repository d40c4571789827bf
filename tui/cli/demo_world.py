"""The world of the demo: a fresh home that vanishes, both services in this process, keys in memory alone.

With faults the services stand on loopback: time-outs and resets exist on sockets alone.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.clock import system_clock
from tui.cli import looking
from tui.cli.sandbox import strike
from tui.cli.signals import told_to_stop

if TYPE_CHECKING:
    from core.sandbox import Sandbox
    from core.service import Service

SNELSTART = "https://snelstart.demo"
TIMEON = "https://timeon.demo"
CONTROL = "https://login.demo"
SETTLE_WITH_FAULTS = 2
"""Seconds that what is unknown rests in the demo: this twin's lists show a record at once."""


@dataclass(frozen=True, slots=True)
class World:
    """A service on an empty home, and the sandbox behind it.

    `administratie_id` is the one that fits Time On; `settle` is how many seconds what is unknown rests, 0 without
    faults: then nothing is ever unknown.
    """

    service: "Service"
    sandbox: "Sandbox"
    administratie_id: str
    today: date
    settle: int = 0

    def orders(self) -> tuple[int, Decimal]:
        """How many verkooporders SnelStart has, and their sum excluding btw: counted by the sandbox, not by us."""
        found = self.sandbox.totals(self.administratie_id)["orders"]
        return int(found["count"]), Decimal(found["total"])


@contextmanager
def demo_world(seed: int, klanten: int, language: str, faults: str = "") -> Iterator[World]:
    """Build it; the home is gone afterwards. The service is not yet entered."""
    from core.sandbox import build_sandbox
    from core.service import bootstrap

    today = system_clock().date()
    sandbox = build_sandbox(seed=seed, klanten=klanten, today=today)
    strike(sandbox, faults)
    with told_to_stop(), _served(sandbox, loopback=bool(faults)) as (facts, apps), _home() as home:
        environment = {
            "KOPPELBORD_HOME": home,
            "KOPPELBORD_LANG": language,
            "KOPPELBORD_SNELSTART_URL": facts["snelstart_url"],
            "KOPPELBORD_SNELSTART_AUTH_URL": facts["snelstart_auth_url"],
            "KOPPELBORD_SNELSTART_LOGIN_URL": facts["control_url"],
            "KOPPELBORD_TIMEON_URL": facts["timeon_url"],
            "KOPPELBORD_SNELSTART_SUBSCRIPTION_KEY": facts["subscription_key"],
            "KOPPELBORD_TIMEON_KEY": facts["timeon_key"],
            "KOPPELBORD_SETTLE": str(SETTLE_WITH_FAULTS) if faults else "",
        }
        # One call at a time: which page beyond the end is still asked for is no part of the story of a seed.
        told = looking.flags() if faults else {"calls_at_once": 1, **looking.flags()}
        service = bootstrap(environment=environment, flags=told, apps=apps, memory_only=True)
        settle = SETTLE_WITH_FAULTS if faults else 0
        yield World(service, sandbox, facts["administraties"][0]["id"], today, settle)


@contextmanager
def _served(sandbox: "Sandbox", *, loopback: bool) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """What a client must know, and the applications by origin: none when they listen on loopback."""
    if loopback:
        from core.sandbox import RunningSandbox

        with RunningSandbox(sandbox) as facts:
            yield facts, {}
        return
    served = sandbox.apps()
    apps = {SNELSTART: served["snelstart"], TIMEON: served["timeon"], CONTROL: served["control"]}
    yield sandbox.facts(SNELSTART, TIMEON, CONTROL), apps


def _home() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="koppelbord-demo-")
