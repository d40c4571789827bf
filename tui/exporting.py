"""A list, a document or a bundle saved as a file: in the folder one works in, or at home where that can't be written.
Never over another file.
"""

import asyncio
import os
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.service import Service


async def save(
    name: str, kind: str, headings: Sequence[str], rows: Sequence[Sequence[str | Decimal]], now: datetime
) -> str:
    """Answers the path. Raises UsageError or StorageError."""
    from core.support.export import file_name, save

    path = _folder() / file_name(f"koppelbord-{name}-{_stamp(now)}", kind)
    await asyncio.to_thread(save, path, headings, rows)
    return _shown(path)


async def keep(name: str, data: bytes) -> str:
    """Answers the path; with other contents there already, a number is put behind the name. Raises StorageError."""
    from core.support.export import keep

    return _shown(await asyncio.to_thread(keep, _folder() / name, data))


async def bundle(service: "Service", koppeling: str) -> str:
    """Answers the path. Raises StorageError."""
    made = await service.support.bundle(
        _folder() / f"koppelbord-bundel-{_stamp(service.clock())}.zip", koppeling=koppeling
    )
    return _shown(made.path)


def _shown(path: Path) -> str:
    """As people write it: what lies at home under `~`, so that the name still fits in a line."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def _folder() -> Path:
    return Path.cwd() if os.access(Path.cwd(), os.W_OK) else Path.home()


def _stamp(now: datetime) -> str:
    return f"{now.astimezone():%Y-%m-%d-%H%M%S}"
