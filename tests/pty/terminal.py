"""Koppelbord on a real terminal: what was sent is drawn by pyte, and counted. Nothing here sleeps; it waits for words."""

import os
import re
import select
import signal
import sys
import time
from collections.abc import Callable

import pexpect
import pyte

CODE = "import sys; from tui.cli import main; sys.exit(main(sys.argv[1:]))"
PATIENCE = 60.0
QUIET = 0.25
PARKED = b"\x1b[1;2H"
"""Where the terminal's own cursor is put after every drawing, while rows have the focus."""


class Terminal:
    """A program of `lines` × `columns`; `screen` is what a person sees, `sent` the bytes it took."""

    def __init__(
        self, *words: str, size: tuple[int, int] = (80, 24), code: str = CODE, environment: dict[str, str]
    ) -> None:
        columns, lines = size
        self.screen = pyte.Screen(columns, lines)
        self.stream = pyte.ByteStream(self.screen)
        self.sent = 0
        self.raw = b""
        self.child = pexpect.spawn(
            sys.executable, ["-c", code, *words], dimensions=(lines, columns), env=environment, timeout=PATIENCE
        )
        self.child.delaybeforesend = None

    @property
    def text(self) -> str:
        """The lines on screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def read(self, seconds: float) -> bool:
        """Draw what comes within this time; False when nothing did."""
        if not select.select([self.child.child_fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.child.child_fd, 65_536)
        except OSError:
            data = b""
        if data:
            self.sent += len(data)
            self.raw += data
            self.stream.feed(_known(data))
        return bool(data)

    def until(self, done: Callable[[str], bool] | str) -> str:
        """Until the screen says these words, or meets a condition; answers the screen."""
        wanted = done if callable(done) else lambda text: done in text
        end = time.monotonic() + PATIENCE
        while not wanted(self.text):
            if time.monotonic() > end or not (self.read(1.0) or self.child.isalive()):
                raise AssertionError(f"{done!r} did not come:\n{self.text}")
        return self.text

    def rest(self) -> int:
        """Until nothing has been sent for a while; answers how many bytes came."""
        before = self.sent
        while self.read(QUIET):
            pass
        return self.sent - before

    def drawings(self, keys: str) -> list[int]:
        """Type, wait for rest; answers the bytes of each drawing that came of it, in order."""
        begun = len(self.raw)
        self.child.send(keys)
        self.rest()
        return [len(one) + len(PARKED) for one in self.raw[begun:].split(PARKED) if one]

    def painted(self, keys: str) -> float:
        """Type; answers the seconds until the first drawing was whole."""
        begun, since = len(self.raw), time.perf_counter()
        self.child.send(keys)
        while PARKED not in self.raw[begun:]:
            self.read(PATIENCE)
        return time.perf_counter() - since

    def press(self, keys: str, wanted: Callable[[str], bool] | str = "") -> str:
        """Type, then wait for words."""
        self.child.send(keys)
        return self.until(wanted)

    def resize(self, columns: int, lines: int) -> None:
        """As when a window is dragged."""
        self.screen.resize(lines, columns)
        self.child.setwinsize(lines, columns)

    def end(self, sign: signal.Signals | None = None) -> int:
        """Wait for the program to end, after a signal where one is given; answers its exit status."""
        if sign is not None:
            self.child.kill(sign)
        while self.read(PATIENCE):
            pass
        self.child.wait()
        return self.child.exitstatus if self.child.exitstatus is not None else -(self.child.signalstatus or 0)


def _known(data: bytes) -> bytes:
    """Without the sequences that pyte takes for text: kitty's keyboard, OSC, private modes with a `=` or `>`."""
    return re.sub(rb"\x1b\[[<=>?][\d;]*u|\x1b\[>[\d;]*[a-z]|\x1b\]8;[^\x07\x1b]*(?:\x07|\x1b\\)", b"", data)
