"""The system's keyring, which may be absent, lie about keeping, or block for ever on a locked collection: every call
runs in a daemon thread with a bound, and one that outran it is not asked again.
"""

import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

from core.credentials.source import SourceReport
from core.text import say

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "koppelbord"
BOUND_SECONDS = 3.0
_Result = TypeVar("_Result")


class Ring:
    """The keyring. `bound` is seconds a call may take."""

    label = "keyring"

    def __init__(self, environment: Mapping[str, str], *, bound: float = BOUND_SECONDS) -> None:
        self._backend_name = environment.get("PYTHON_KEYRING_BACKEND", "")
        self._bound = bound
        self._backend: KeyringBackend | None = None
        self._note = say("")
        self._dead = False
        self._used = False

    def find(self, name: str) -> str:
        """The key; empty when there is none or the keyring does not answer."""
        found = self._bounded(lambda: self._ring().get_password(SERVICE, name)) or ""
        self._used = self._used or bool(found)
        return found.strip()

    def names(self) -> list[str]:
        """A keyring does not list what it holds."""
        return []

    def keep(self, name: str, secret: str) -> bool:
        """Store and read back: some keyrings take all and keep nothing. Whether it is kept."""

        def store() -> bool:
            self._ring().set_password(SERVICE, name, secret)
            return self._ring().get_password(SERVICE, name) == secret

        kept = bool(self._bounded(store))
        self._used = self._used or kept
        return kept

    def forget(self, name: str) -> None:
        """Remove a key that is there."""

        def remove() -> None:
            if self._ring().get_password(SERVICE, name) is not None:
                self._ring().delete_password(SERVICE, name)

        self._bounded(remove)

    def report(self) -> SourceReport:
        """Which backend answers, or why none does."""

        def describe() -> tuple[str, bool]:
            ring = self._ring()
            return f"{type(ring).__module__}.{type(ring).__qualname__}", ring.priority > 0

        found = self._bounded(describe)
        if found is None:
            return SourceReport(self.label, available=False, in_use=False, note=self._note)
        return SourceReport(self.label, available=found[1], in_use=self._used, note=found[0])

    def _ring(self) -> "KeyringBackend":
        if self._backend is None:
            import keyring.core

            named = self._backend_name
            self._backend = keyring.core.load_keyring(named) if named else keyring.core.get_keyring()
        return self._backend

    def _bounded(self, work: Callable[[], _Result]) -> _Result | None:
        if self._dead:
            return None
        task = _Task(work)
        threading.Thread(target=task.run, name="keyring", daemon=True).start()
        if not task.done.wait(self._bound):
            self._dead, self._note = True, say("antwoordt niet binnen {seconds} seconden", seconds=self._bound)
        elif task.problem:
            self._note = say("{problem}", problem=task.problem)
        return task.result


class _Task(Generic[_Result]):
    def __init__(self, work: Callable[[], _Result]) -> None:
        self.done = threading.Event()
        self.result: _Result | None = None
        self.problem = ""
        self._work = work

    def run(self) -> None:
        try:
            self.result = self._work()
        except Exception as problem:  # noqa: BLE001 - backends raise what they like; the kind is reported, not the text
            self.problem = type(problem).__name__
        finally:
            self.done.set()
