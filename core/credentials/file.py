"""The 0600 file of keys, there only after an explicit yes. It is refused when it is a link or somebody else's, and its
mode is mended, with a word, when it is too wide.
"""

import errno
import fcntl
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.credentials.source import SourceReport
from core.errors import CredentialsError, DiskFullError
from core.folders import make_own
from core.text import Sentence, say

MODE = 0o600
LARGEST = 1024 * 1024


class SecretFile:
    """A JSON object of names and keys."""

    label = "bestand"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.note: Sentence | None = None

    def find(self, name: str) -> str:
        """The key; empty when there is none. Raises CredentialsError for a file that can't be trusted."""
        return self._load().get(name, "")

    def names(self) -> list[str]:
        """All names in the file."""
        return sorted(self._load())

    def keep(self, name: str, secret: str) -> None:
        """Add or replace a key; the file is replaced whole, or not at all."""
        with self._alone():
            self._save(self._load() | {name: secret})

    def forget(self, name: str) -> None:
        """Remove a key; with the last one the file goes."""
        if not os.path.lexists(self.path):
            return
        with self._alone():
            rest = {key: secret for key, secret in self._load().items() if key != name}
            if rest:
                self._save(rest)
            else:
                self.path.unlink(missing_ok=True)

    def report(self) -> SourceReport:
        """Whether it is there, and what was mended or is wrong with it."""
        try:
            held = self.names()
        except CredentialsError as problem:
            return SourceReport(self.label, available=False, in_use=False, note=problem.detail)
        return SourceReport(self.label, available=True, in_use=bool(held), note=self.note or str(self.path))

    def _load(self) -> dict[str, str]:
        try:
            handle = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except FileNotFoundError:
            return {}
        except OSError as problem:
            reason = say("{file} is een verwijzing of niet te openen.", file=self.path)
            raise CredentialsError(reason, advice=_advice(self.path)) from problem
        with os.fdopen(handle, "rb") as file:
            self._check(file.fileno())
            return self._parse(file.read(LARGEST + 1))

    def _check(self, handle: int) -> None:
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode):
            raise CredentialsError(say("{file} is geen gewoon bestand.", file=self.path), advice=_advice(self.path))
        if facts.st_uid != os.geteuid():
            raise CredentialsError(say("{file} is van een ander.", file=self.path), advice=_advice(self.path))
        if stat.S_IMODE(facts.st_mode) & 0o077:
            os.fchmod(handle, MODE)
            self.note = say("{file} was ook voor anderen leesbaar; dat is hersteld naar 0600.", file=self.path)

    def _parse(self, content: bytes) -> dict[str, str]:
        """The content never reaches an error: a parser quotes what it trips over."""
        try:
            found = json.loads(content) if len(content) <= LARGEST else None
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict) or not all(isinstance(secret, str) for secret in found.values()):
            raise CredentialsError(
                say("{file} is geen bestand van koppelbord.", file=self.path), advice=_advice(self.path)
            )
        return found

    def _save(self, secrets: dict[str, str]) -> None:
        import tempfile

        handle, name = tempfile.mkstemp(prefix=".credentials-", dir=self.path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(secrets, file, ensure_ascii=False, indent=1, sort_keys=True)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self.path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two processes that store at once lose neither key."""
        try:
            make_own(self.path.parent)
            handle = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as problem:
            reason = say("{folder} is niet te gebruiken: {problem}.", folder=self.path.parent, problem=problem.strerror)
            raise CredentialsError(reason) from problem
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        except OSError as problem:
            if problem.errno == errno.ENOSPC:
                raise DiskFullError(say("{file} is niet bewaard.", file=self.path)) from problem
            reason = say("{file} is niet te schrijven: {problem}.", file=self.path, problem=problem.strerror)
            raise CredentialsError(reason) from problem
        finally:
            os.close(handle)


def _advice(path: Path) -> Sentence:
    return say("Bekijk {file} en haal het weg of zet het recht; koppelbord raakt het niet aan.", file=path)
