"""What the measurements of sync stand on: the sandbox in a process of its own, without a limit on calls."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

_SERVE = """
import asyncio, datetime, json, sys
from core.sandbox import build_sandbox, serve
from core.sandbox.snelstart import limits
limits.PRODUCTS["productie"] = limits.Product(10**9, 10**9, 50)
box = build_sandbox(klanten=int(sys.argv[1]), today=datetime.date.fromisoformat(sys.argv[2]))
asyncio.run(serve(box, announce=lambda facts: print(json.dumps(facts), flush=True)))
"""


@contextmanager
def sandbox(klanten: int) -> Iterator[dict[str, Any]]:
    """A sandbox in a process of its own."""
    command = [sys.executable, "-c", _SERVE, str(klanten), date.today().isoformat()]  # noqa: DTZ011 - the demo's day
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


def environment(facts: dict[str, Any], home: str) -> dict[str, str]:
    """A home of ours with that sandbox on the other side."""
    return {
        "KOPPELBORD_HOME": home,
        "KOPPELBORD_SNELSTART_URL": facts["snelstart_url"],
        "KOPPELBORD_SNELSTART_AUTH_URL": facts["snelstart_auth_url"],
        "KOPPELBORD_TIMEON_URL": facts["timeon_url"],
        "KOPPELBORD_SNELSTART_SUBSCRIPTION_KEY": facts["subscription_key"],
        "KOPPELBORD_TIMEON_KEY": facts["timeon_key"],
        "KOPPELBORD_SNELSTART_KOPPELSLEUTEL": facts["administraties"][0]["koppelsleutel"],
    }
