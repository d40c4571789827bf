"""Measures the sandbox: how soon it is up, and how fast it hands out pages of 500 relaties on one core.

    python -m tests.bench.bench_sandbox [--klanten 100000] [--repeats 5] [--json FILE]

The floor of the same run is one ready-made page copied over the same kind of server. Prints medians and each as a ratio
to that floor; asserts nothing.
"""

import argparse
import http.client
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

PAGE = 500
SANDBOX = """
import asyncio, datetime, json, sys
from core.sandbox import build_sandbox, serve
box = build_sandbox(klanten=int(sys.argv[1]), today=datetime.date(2026, 11, 24))
box.snelstart.limits = False
asyncio.run(serve(box, announce=lambda facts: print(json.dumps(facts), flush=True)))
"""
FLOOR = """
import asyncio, json, pathlib, sys
from core.sandbox.server import _bound, _server
page = pathlib.Path(sys.argv[1]).read_bytes()
headers = [(b"content-type", b"application/json"), (b"content-length", str(len(page)).encode())]
async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": page})
bound = _bound(0)
print(json.dumps({"snelstart_url": "http://127.0.0.1:%d/v2" % bound.getsockname()[1]}), flush=True)
asyncio.run(_server(app).serve(sockets=[bound]))
"""
WALKS: dict[str, tuple[str, float]] = {
    "pages, the first time": ("", 0),
    "pages": ("", 0),
    "pages of a ModifiedOn filter": ("ModifiedOn ge datetime'2024-01-01'", 0),
    "pages of a ModifiedOn filter that keeps half": ("ModifiedOn ge datetime'2025-11-26'", 0),
    "pages of Klant and ModifiedOn": ("Relatiesoort/any(r:r eq 'Klant') and ModifiedOn ge datetime'2024-01-02'", 0),
    "the last tenth of the pages": ("", 0.9),
    "the last tenth of a new filter": ("ModifiedOn ge datetime'2024-01-03'", 0.9),
}
"""By name: the filter and how far into the list the walk begins. Only the first one meets pages nobody read before."""


class Served:
    """A server in a process of its own."""

    def __init__(self, program: str, argument: str) -> None:
        began = time.perf_counter()
        self.process = subprocess.Popen([sys.executable, "-c", program, argument], stdout=subprocess.PIPE, text=True)
        self.facts: dict[str, Any] = json.loads(self.process.stdout.readline())
        self.seconds_to_start = time.perf_counter() - began
        address = urlsplit(self.facts["snelstart_url"])
        self.line = http.client.HTTPConnection(address.hostname, address.port)
        self.headers: dict[str, str] = {}

    def enter(self) -> None:
        """Takes a token for the first administratie."""
        key = {"grant_type": "clientkey", "clientkey": self.facts["administraties"][0]["koppelsleutel"]}
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        self.line.request("POST", "/b2b/token", urlencode(key), form)
        token = json.loads(self.line.getresponse().read())["access_token"]
        self.headers = {"Authorization": f"Bearer {token}", "Ocp-Apim-Subscription-Key": self.facts["subscription_key"]}

    def page(self, skip: int, text: str = "") -> bytes:
        """The bytes of one page."""
        query: dict[str, Any] = {"$top": PAGE, "$skip": skip} | ({"$filter": text} if text else {})
        self.line.request("GET", f"/v2/relaties?{urlencode(query)}", headers=self.headers)
        return self.line.getresponse().read()

    def cpu(self) -> float:
        """Seconds of CPU that the server used so far; nan where the system doesn't say."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return float("nan")
        return (int(fields[11]) + int(fields[12])) / 100

    def walk(self, count: int, text: str = "", start: int = 0) -> dict[str, float]:
        """Reads pages up to record `count`: records a second on the wall, and a second of the server's CPU."""
        records, skip = 0, start
        wall, cpu = time.perf_counter(), self.cpu()
        while skip < count:
            found = self.page(skip, text).count(b'"relatiecode"')
            records, skip = records + found, skip + PAGE
            if found < PAGE:
                break
        wall, cpu = time.perf_counter() - wall, self.cpu() - cpu
        return {"wall": records / wall, "cpu": records / max(cpu, 0.01)}


@contextmanager
def served(program: str, argument: str) -> Iterator[Served]:
    """A server for the length of a block."""
    server = Served(program, argument)
    try:
        yield server
    finally:
        server.line.close()
        server.process.terminate()
        server.process.wait()
        server.process.stdout.close()


def median(runs: list[dict[str, float]]) -> dict[str, float]:
    """Of each figure."""
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def run(klanten: int, repeats: int, folder: Path) -> dict[str, Any]:
    """All figures of one size."""
    walks: dict[str, list[dict[str, float]]] = {name: [] for name in (*WALKS, "floor")}
    starts = []
    for _ in range(repeats):
        with served(SANDBOX, str(klanten)) as sandbox:
            starts.append(sandbox.seconds_to_start)
            sandbox.enter()
            for name, (text, start) in WALKS.items():
                walks[name].append(sandbox.walk(klanten, text, int(klanten * start)))
            page = folder / "page.json"
            page.write_bytes(sandbox.page(0))
        with served(FLOOR, str(page)) as floor:
            walks["floor"].append(floor.walk(klanten))
    return {"start_seconds": statistics.median(starts), "walks": {name: median(runs) for name, runs in walks.items()}}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--klanten", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = run(asked.klanten, asked.repeats, Path(folder))
    floor = figures["walks"]["floor"]
    say = sys.stdout.write
    say(f"start with {asked.klanten} klanten: {figures['start_seconds']:.2f} s (median of {asked.repeats})\n")
    say(f"{'records a second':48}{'wall':>10}{'cpu':>10}   floor is so many times faster (wall, cpu)\n")
    for name, each in figures["walks"].items():
        ratios = f"{floor['wall'] / each['wall']:6.2f} {floor['cpu'] / each['cpu']:6.2f}"
        say(f"{name:48}{each['wall']:10,.0f}{each['cpu']:10,.0f}   {ratios}\n")
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
