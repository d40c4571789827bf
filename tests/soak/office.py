"""The office under load: a sandbox in a process of its own, a home with many koppelingen, and declaraties to send."""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from core.clock import system_clock
from core.domain.koppeling import Koppeling
from core.domain.match import Mode
from core.service import bootstrap

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())"]
SETTINGS = """\
watch_seconds = 2
sync_minutes = 1
timeout_seconds = 5
settle_seconds = 5
calls_kept = 100
"""


class Office:
    """A context: the sandbox runs as long as it lasts. Orders and totals by administratie are what must be there."""

    def __init__(self, folder: Path, koppelingen: int, klanten: int, seed: int) -> None:
        self.home = folder / "home"
        self.koppelingen: list[Koppeling] = []
        self.orders: dict[str, int] = {}
        self.totals: dict[str, Decimal] = {}
        self.added: dict[str, list[str]] = {}
        self._folder = folder
        self._size = ["--pairs", str(koppelingen), "--klanten", str(klanten), "--seed", str(seed)]
        self._many = koppelingen

    def __enter__(self) -> Self:
        self._log = (self._folder / "sandbox.log").open("w")
        self.sandbox = subprocess.Popen(
            [*PROGRAM, "sandbox", *self._size], cwd=ROOT, stdout=subprocess.PIPE, stderr=self._log, text=True
        )
        assert self.sandbox.stdout is not None
        self.facts: dict[str, Any] = json.loads(self.sandbox.stdout.readline())
        self.pairs = [one for one in self.facts["administraties"] if one["timeon_key"]]
        self.environment = self._environment()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.sandbox.terminate()
        self.sandbox.wait()
        if self.sandbox.stdout is not None:
            self.sandbox.stdout.close()
        self._log.close()

    @property
    def expected_orders(self) -> int:
        """How many orders must be in SnelStart in the end."""
        return sum(self.orders.values())

    def couple(self) -> None:
        """Every pair coupled, started and finished, in good weather, with last month's declaraties as concepts."""
        (self.home / "config").mkdir(mode=0o700)
        (self.home / "config" / "config.toml").write_text(SETTINGS, "utf-8")
        for name in ("data", "state"):
            (self.home / name).mkdir(mode=0o700)
        asyncio.run(self._couple())

    async def _couple(self) -> None:
        month = system_clock().date().replace(day=1) - timedelta(days=1)
        keys = self._folder / "keys"
        for pair in self.pairs:
            own = {
                "KOPPELBORD_TIMEON_KEY": pair["timeon_key"],
                "KOPPELBORD_SNELSTART_KOPPELSLEUTEL": pair["koppelsleutel"],
            }
            environment = {key: text for key, text in self.environment.items() if key != "CREDENTIALS_DIRECTORY"} | own
            async with bootstrap(environment=environment, memory_only=True) as service:
                added = await service.koppelen().walk(Mode.SAFE, administratie_id=pair["id"], start=True)
                opened = service.opened(added.koppeling)
                await opened.declaraties.create_month(month.year, month.month)
                concepts = await opened.declaraties.list()
            self.koppelingen.append(added.koppeling)
            self.orders[pair["id"]] = len(concepts)
            self.totals[pair["id"]] = sum((one.totaal for one in concepts), Decimal(0))
            (keys / f"timeon.{added.koppeling.timeon_id}").write_text(pair["timeon_key"], "utf-8")
            (keys / f"koppelsleutel.{pair['id']}").write_text(pair["koppelsleutel"], "utf-8")

    def weather(self, name: str) -> None:
        """A named set of faults, from now on."""
        self.control("/faults", {"set": name})

    def add_relatie(self, administratie: str, naam: str) -> None:
        """The bookkeeper makes a klant in SnelStart, which must come to be in Time On once."""
        self.control("/acts/add_relatie", {"administratie": administratie, "naam": naam})
        self.added.setdefault(administratie, []).append(naam)

    def control(self, path: str, body: Mapping[str, Any]) -> Any:
        """Ask the human side of the sandbox."""
        url = f"{self.facts['control_url']}{path}"
        with contextlib.closing(urllib.request.urlopen(url, json.dumps(body).encode(), timeout=60)) as answer:
            return json.loads(answer.read())

    def look(self, path: str) -> Any:
        """What the human side of the sandbox sees."""
        with contextlib.closing(urllib.request.urlopen(f"{self.facts['control_url']}{path}", timeout=60)) as answer:
            return json.loads(answer.read())

    def _environment(self) -> dict[str, str]:
        keys = self._folder / "keys"
        keys.mkdir(mode=0o700)
        passed = {key: text for key, text in os.environ.items() if not key.startswith("KOPPELBORD_")}
        return {
            **passed,
            "KOPPELBORD_HOME": str(self.home),
            "KOPPELBORD_SNELSTART_URL": self.facts["snelstart_url"],
            "KOPPELBORD_SNELSTART_AUTH_URL": self.facts["snelstart_auth_url"],
            "KOPPELBORD_TIMEON_URL": self.facts["timeon_url"],
            "KOPPELBORD_SNELSTART_SUBSCRIPTION_KEY": self.facts["subscription_key"],
            "CREDENTIALS_DIRECTORY": str(keys),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "TMPDIR": str(self._folder),
        }
