"""The connections of one process: a few threads, each unit of work on a connection that is free.

Thousands of koppelingen share them; only a koppeling that is being synced or pushed has one to itself.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from core.store.postgres.address import Address
from core.store.postgres.migrations import Step, steps
from core.store.postgres.session import Session

T = TypeVar("T")
THREADS = 8
"""Units of work at a time, and so connections that a process has when nothing is held."""


class Pool:
    """Opens nothing until asked."""

    def __init__(self, address: Address, *, wanted: Sequence[Step] | None = None, threads: int = THREADS) -> None:
        self.address = address
        self._steps = list(steps() if wanted is None else wanted)
        self._threads = threads
        self._executor: ThreadPoolExecutor | None = None
        self._free: list[Session] = []
        self._guard = threading.Lock()

    def submit(self, work: Callable[[Session], T], session: Session | None = None) -> "Future[T]":
        """Queue a piece of work for a session that is free, or for this one."""
        if self._executor is None:
            self._executor = ThreadPoolExecutor(self._threads, thread_name_prefix="postgres")
        if session is not None:
            return self._executor.submit(work, session)
        return self._executor.submit(self._run, work)

    def lend(self) -> Session:
        """A session to hold for a while."""
        with self._guard:
            return self._free.pop() if self._free else Session(self.address, self._steps)

    def take_back(self, session: Session) -> None:
        """It holds nothing any more."""
        session.release()
        with self._guard:
            self._free.append(session)

    def forget(self) -> None:
        """What sessions know of which rows are whose may have changed: those that are free begin anew."""
        with self._guard:
            free, self._free = self._free, []
        for session in free:
            session.close()

    def close(self) -> None:
        """Finish what is queued and let every connection go; asked something again, it opens again."""
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=True)
        self.forget()

    def _run(self, work: Callable[[Session], T]) -> T:
        session = self.lend()
        try:
            return work(session)
        finally:
            with self._guard:
                self._free.append(session)
