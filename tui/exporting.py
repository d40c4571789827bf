"""A list or a document saved as a file: in the folder one works in, or at home where that can't be written. Never over another."""

import asyncio
import os
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path


async def save(
    name: str, kind: str, headings: Sequence[str], rows: Sequence[Sequence[str | Decimal]], now: datetime
) -> str:
    """Answers the path. Raises UsageError or StorageError."""
    from core.support.export import file_name, save

    stem = f"koppelbord-{name}-{now.astimezone():%Y-%m-%d-%H%M%S}"
    path = _folder() / file_name(stem, kind)
    await asyncio.to_thread(save, path, headings, rows)
    return str(path)


async def keep(name: str, data: bytes) -> str:
    """Answers the path; with other contents there already, a number is put behind the name. Raises StorageError."""
    from core.support.export import keep

    return str(await asyncio.to_thread(keep, _folder() / name, data))


def _folder() -> Path:
    return Path.cwd() if os.access(Path.cwd(), os.W_OK) else Path.home()
