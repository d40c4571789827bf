"""Copy text to where a person can paste it, and say where: tmux, the terminal itself, or a file only they can read."""

import asyncio
import base64
import contextlib
import os
import tempfile
from collections.abc import Callable, Mapping

from core.text import t

LARGEST_OSC52 = 75_000
_SECONDS = 3


async def copy(text: str, write: Callable[[str], None], environment: Mapping[str, str] = os.environ) -> str:
    """In tmux its buffer; else OSC 52 through `write` as far as terminals take it; else a 0600 file. Answers which."""
    if environment.get("TMUX") and await _tmux(text):
        return t("in de buffer van tmux")
    data = base64.b64encode(text.encode()).decode()
    if len(data) <= LARGEST_OSC52:
        write(f"\x1b]52;c;{data}\a")
        return t("op het klembord van de terminal")
    return t("in {file}", file=_file(text))


async def _tmux(text: str) -> bool:
    try:
        process = await asyncio.create_subprocess_exec(
            "tmux", "load-buffer", "-w", "-",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
    except OSError:
        return False
    try:
        async with asyncio.timeout(_SECONDS):
            await process.communicate(text.encode())
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        return False
    return process.returncode == 0


def _file(text: str) -> str:
    handle, path = tempfile.mkstemp(prefix="koppelbord-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return path
