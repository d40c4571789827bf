"""One OS lock a koppeling, freed by the kernel when its process dies."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from core.errors import BusyError, StorageError
from core.store.lock import koppeling_lock


async def test_only_one_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "k.db"
    async with koppeling_lock(path, 0.0):
        with pytest.raises(BusyError):
            async with koppeling_lock(path, 0.0):
                pass
    async with koppeling_lock(path, 0.0):
        pass


async def test_who_waits_gets_it(tmp_path: Path) -> None:
    path, order = tmp_path / "k.db", []

    async def hold(name: str) -> None:
        async with koppeling_lock(path, 5.0):
            order.append(name)
            await asyncio.sleep(0)
            order.append(name)

    await asyncio.gather(hold("a"), hold("b"), hold("c"))
    assert order[0::2] == order[1::2]
    assert sorted(set(order)) == ["a", "b", "c"]


async def test_a_process_that_is_killed_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "k.db"
    code = (
        "import asyncio, sys\nfrom pathlib import Path\nfrom core.store.lock import koppeling_lock\n"
        "async def main():\n    async with koppeling_lock(Path(sys.argv[1])):\n"
        "        print('held', flush=True)\n        await asyncio.Event().wait()\nasyncio.run(main())\n"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, str(path), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"held\n"
    with pytest.raises(BusyError):
        async with koppeling_lock(path, 0.0):
            pass
    os.kill(process.pid, signal.SIGKILL)
    await process.communicate()
    async with koppeling_lock(path, 0.0):
        pass


async def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(StorageError):
        async with koppeling_lock(blocked / "k.db"):
            pass
