"""A PostgreSQL of the tests' own, in a temporary folder, reached by a socket in it.

Fast and forgetful of the disk (fsync off), yet what was committed survives a kill of the server: only the machine itself
could lose it.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.postgres import binaries

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "32MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",
    "log_min_messages": "warning",
}
_PATIENCE = 60.0
"""Seconds within which a server must be up or down: a net, never waited for."""


class Server:
    """`start` makes what is not there yet; a server that was killed starts again on what it had."""

    def __init__(self, wish: str | None = None) -> None:
        self.binaries = binaries.find(wish)
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp" if Path("/tmp").is_dir() else None))
        self._uid, self._gid = _other_user()
        if os.geteuid() == 0:
            os.chown(self.folder, self._uid, self._gid)
            self._reachable()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Of the postmaster."""
        assert self._process is not None, "the server was started"
        return self._process.pid

    @property
    def is_up(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.poll() is None

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        """Where a database of this server is; trusted without a password."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def start(self) -> "Server":
        """Up and answering when this returns."""
        data = self.folder / "data"
        if not data.exists():
            made = self._run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8",
                             "--locale=C", "--no-sync", "--no-instructions")  # fmt: skip
            assert made.returncode == 0, made.stdout.decode() + made.stderr.decode()
        settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command("postgres", "-D", str(data), "-k", str(self.folder), *settings),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd=self.folder,
            )  # fmt: skip
        self._wait()
        return self

    def kill(self) -> None:
        """kill -9 of the whole server: no checkpoint, no farewell to clients.

        Each backend leads a session of its own and would answer what it had been asked; so it is killed by itself, while
        the postmaster stands still and starts no other.
        """
        if self._process is not None:
            os.kill(self._process.pid, signal.SIGSTOP)
            for pid in (*children(self._process.pid), self._process.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self._process.wait()
            self._forget_the_dead()

    def stop(self) -> None:
        """Let go of clients and end."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(_PATIENCE)
        self._process = None

    def remove(self) -> None:
        """End, and leave nothing on the disk."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self) -> str:
        """What the server said."""
        return (self.folder / "log").read_text(errors="replace")

    def _wait(self) -> None:
        import psycopg

        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                psycopg.connect(self.url(), connect_timeout=5).close()
            except psycopg.OperationalError:
                assert self._process is not None
                assert self._process.poll() is None, self.log()
                assert time.monotonic() < deadline, self.log()
                time.sleep(0.02)
            else:
                return

    def _forget_the_dead(self) -> None:
        """A killed postmaster leaves its pid behind, which another process may have by now."""
        for name in ("data/postmaster.pid", ".s.PGSQL.5432.lock", ".s.PGSQL.5432"):
            (self.folder / name).unlink(missing_ok=True)

    def _command(self, program: str, *words: str) -> list[str]:
        launcher = str(Path(__file__).with_name("launch.py"))
        return [sys.executable, launcher, str(self._uid), str(self._gid), str(self.binaries / program), *words]

    def _run(self, program: str, *words: str) -> subprocess.CompletedProcess[bytes]:
        command = self._command(program, *words)
        return subprocess.run(command, capture_output=True, check=False, timeout=_PATIENCE, cwd=self.folder)

    def _reachable(self) -> None:
        """Programs in a folder that is root's alone are copied to where the other user may run them."""
        if self._run("postgres", "--version").returncode == 0:
            return
        tree, copies = self.binaries.parent, self.folder / "programs"
        shutil.copytree(tree, copies / tree.parent.name / tree.name, symlinks=True)
        for libraries in tree.parent.parent.glob(f"{tree.parent.name}.libs"):
            shutil.copytree(libraries, copies / libraries.name, symlinks=True)
        self.binaries = copies / tree.parent.name / tree.name / "bin"


def children(parent: int) -> list[int]:
    """The processes that a process began. Read where the kernel tells it, and asked of `ps` elsewhere: a bare Linux has no `ps`."""
    if Path("/proc/self/stat").exists():
        return [int(one.parent.name) for one in Path("/proc").glob("[0-9]*/stat") if _parent(one) == parent]
    told = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
    pairs = (map(int, line.split()) for line in told.stdout.splitlines())
    return [pid for pid, ppid in pairs if ppid == parent]


def _parent(stat: Path) -> int:
    """Of the process this is the `stat` of; 0 when it has just ended. A name may hold spaces and brackets."""
    try:
        return int(stat.read_text(errors="replace").rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def _other_user() -> tuple[int, int]:
    """Ourselves, or when that is root a user that is not."""
    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return found.pw_uid, found.pw_gid
    raise LookupError("no user to run PostgreSQL as: it refuses root")
