"""A list saved as a file: in the folder one works in, or at home where that can't be written. Never over another file."""

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

    folder = Path.cwd() if os.access(Path.cwd(), os.W_OK) else Path.home()
    stem = f"koppelbord-{name}-{now.astimezone():%Y-%m-%d-%H%M%S}"
    path = folder / file_name(stem, kind)
    await asyncio.to_thread(save, path, headings, rows)
    return str(path)
