"""Worker processes of an office, killed and stopped as a test wishes, and what they said."""

import json
import signal
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.soak.office import PROGRAM, ROOT, Office

SILENT = 3
"""Seconds after which the others take over."""
SETTINGS = f"""\
watch_seconds = 2
sync_minutes = 1
timeout_seconds = 5
settle_seconds = 5
silent_seconds = {SILENT}
"""


@dataclass(slots=True)
class Crew:
    """`folder` keeps what each said; `tree` is the program that they run. A worker that ended by itself is begun anew by `fill`."""

    office: Office
    folder: Path
    many: int
    tree: Path = ROOT
    at_work: list["subprocess.Popen[bytes]"] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    _begun: int = 0

    def fill(self) -> None:
        """As many as there must be."""
        for one in [one for one in self.at_work if one.poll() is not None]:
            self.codes.append(one.returncode)
            self.at_work.remove(one)
        while len(self.at_work) < self.many:
            self._begun += 1
            with self._path(self._begun, "out").open("wb") as out, self._path(self._begun, "err").open("wb") as err:
                command = [*PROGRAM, "worker", "--concurrency", "4", "--grace", "20", "--jsonl"]
                self.at_work.append(
                    subprocess.Popen(command, cwd=self.tree, env=self.office.environment, stdout=out, stderr=err)
                )

    def send(self, place: int, what: signal.Signals) -> None:
        """To one of those at work."""
        self.at_work[place % len(self.at_work)].send_signal(what)

    def stop(self) -> list[int]:
        """Tell all to end; answers how each did."""
        for one in self.at_work:
            one.send_signal(signal.SIGCONT)
            one.terminate()
        return [one.wait(90) for one in self.at_work]

    def said(self) -> Counter[tuple[str, str]]:
        """(what, job) with how often; a line that a kill cut off is left out."""
        found: Counter[tuple[str, str]] = Counter()
        for path in sorted(self.folder.glob("worker-*.out")):
            for line in path.read_bytes().splitlines(keepends=True):
                if line.endswith(b"\n"):
                    told = json.loads(line)
                    found[told["what"], told["about"].partition(":")[0]] += 1
        return found

    def complaints(self) -> str:
        """What was written to stderr, of all of them."""
        return "".join(path.read_text() for path in sorted(self.folder.glob("worker-*.err")))

    def _path(self, number: int, kind: str) -> Path:
        return self.folder / f"worker-{number:03d}.{kind}"
