"""A home whose disk can be full or read-only: a small tmpfs of its own where that may be mounted, else by limits.

The mount is in a namespace of this process and its children: it is gone with them, however they end. An ordinary user has a
namespace of users as well, in which he may mount; where the machine allows none, a limit refuses every write instead.
"""

import ctypes
import errno
import os
import resource
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

_CLONE_NEWNS, _CLONE_NEWUSER, _MS_REC, _MS_PRIVATE = 0x20000, 0x10000000, 0x4000, 0x40000
_PR_CAPBSET_DROP, _DAC = 24, (1, 2)
_LEFT = 4096
_BLOCK = bytes(1 << 20)


class Disk:
    """`folder` on it, of so many megabytes. Make it while this process has one thread; `by_limit` mounts nothing."""

    def __init__(self, folder: Path, megabytes: int, *, by_limit: bool = False) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700)
        self._mounted = not by_limit and _mount(folder, megabytes)
        folder.chmod(0o700)
        self._ballast = folder / "ballast"
        self._limited = False

    @property
    def words(self) -> str:
        """How fullness is made."""
        return "the disk is a tmpfs of its own" if self._mounted else "a full disk is a limit on the size of files"

    def fill(self, processes: Iterable[int]) -> None:
        """No byte more fits."""
        if not self._mounted:
            self._limited = True
            self._limit(processes, 1)
            return
        with self._ballast.open("wb", buffering=0) as file:
            for block in (_BLOCK, _BLOCK[:_LEFT]):
                try:
                    while True:
                        file.write(block)
                except OSError as problem:
                    if problem.errno != errno.ENOSPC:
                        raise

    def empty(self, processes: Iterable[int]) -> None:
        """There is room again."""
        if self._mounted:
            self._ballast.unlink(missing_ok=True)
        elif self._limited:
            self._limited = False
            self._limit(processes, resource.RLIM_INFINITY)

    def lock(self) -> None:
        """Nothing in it can be written, opened for writing or made."""
        for path, is_folder in self._all():
            path.chmod(0o500 if is_folder else 0o400)

    def unlock(self) -> None:
        """As it was."""
        for path, is_folder in self._all():
            path.chmod(0o700 if is_folder else 0o600)

    def begin(self) -> None:
        """In a child, before it becomes koppelbord: modes count for root too, and the limit of now holds."""
        if os.geteuid() == 0 and sys.platform == "linux":
            for capability in _DAC:
                ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
        if self._limited:
            resource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))

    def close(self) -> None:
        """Let it go."""
        if self._mounted:
            ctypes.CDLL(None).umount2(os.fsencode(self.folder), 2)

    def _all(self) -> Iterator[tuple[Path, bool]]:
        """Folders before what is in them, so that both ways work as the owner."""
        data = self.folder / "data"
        for path in (data, data / "koppelingen"):
            if path.is_dir():
                yield path, True
        for path in sorted(data.rglob("*")):
            if path.is_file():
                yield path, False

    @staticmethod
    def _limit(processes: Iterable[int], soft: int) -> None:
        for pid in processes:
            try:
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, resource.RLIM_INFINITY))
            except ProcessLookupError:
                continue


def _mount(folder: Path, megabytes: int) -> bool:
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None)
    return (
        _apart(libc)
        and libc.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None) == 0
        and libc.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", 0, f"size={megabytes}m".encode()) == 0
    )


def _apart(libc: ctypes.CDLL) -> bool:
    """A namespace of our own, in which we are who we were."""
    uid, gid = os.geteuid(), os.getegid()
    if uid == 0 and libc.unshare(_CLONE_NEWNS) == 0:
        return True
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNS) != 0:
        return False
    for name, words in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        Path(f"/proc/self/{name}").write_bytes(words.encode())
    return True
